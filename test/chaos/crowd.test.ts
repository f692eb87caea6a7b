import { expect, test } from 'vitest';
import { crowd } from '../../bench/crowd/crowd.ts';

test('a plan stays whole while many change it at once and the service is killed', { timeout: 420_000 }, async () => {
  const options = { seconds: 6, clients: 8, kills: 1, seed: 3, note: () => undefined };
  const { faults, counts, log } = await crowd(options);
  expect(faults, log).toEqual([]);
  expect(counts.written).toBeGreaterThan(5);
  expect(counts.accepted).toBeGreaterThan(0);
  expect(counts['events heard']).toBe(counts.versions);
});

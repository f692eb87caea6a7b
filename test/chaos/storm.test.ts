import { expect, test } from 'vitest';
import { storm } from '../../bench/chaos/storm.ts';

test('nothing that was acknowledged is lost when processes are killed and the database goes away', async () => {
  const { faults, counts, log } = await storm({
    blows: ['kill the worker', 'cut connections', 'kill the service', 'restart PostgreSQL', 'kill both'],
    clients: 4,
    seed: 7,
    note: () => undefined,
  });
  expect(faults, log).toEqual([]);
  expect(counts.runs).toBeGreaterThan(5);
});

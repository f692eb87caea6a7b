import { expect, test } from 'vitest';
import { type Asked, missedBars, ratiosOf } from '../../../bench/members/ratios.ts';

const where = { condition: 'idle', family: 'loads', seconds: 1 } as const;

function asked(instance: string, by: Asked['by'], cost: number | null, provedMs: number | null = null): Asked {
  return { ...where, instance, by, cost, provedMs };
}

test('a race is compared with the best member in value, and with the fastest in proof', () => {
  const ratios = ratiosOf([
    // 10 % more than the 100 of local; the proof in half the time.
    asked('a', 'auto', 110, 500),
    asked('a', 'local', 100),
    asked('a', 'highs', 120, 1000),
    // As much less than -50 as 10 % is.
    asked('b', 'auto', -55),
    asked('b', 'local', -50),
    asked('b', 'highs', -50, 800),
  ]);
  expect(ratios).toHaveLength(1);
  expect(ratios[0]).toMatchObject({ ...where, provable: 2, proved: 1, slowest: 0.5 });
  expect(ratios[0]!.worst).toBeCloseTo(1.1);
  expect(ratios[0]!.mean).toBeCloseTo(Math.sqrt(1.1 * 0.9));
  expect(missedBars(ratios)).toEqual([
    'idle, loads, 1 s: 1.100 times the best member on one model.',
    'idle, loads, 1 s: 1 of 2 proofs of a member are missing.',
  ]);
});

test('a race without a solution where a member has one is infinitely worse, and as good where nobody has one', () => {
  const [ratio] = ratiosOf([asked('a', 'auto', null), asked('a', 'local', 1)]);
  expect(ratio!.worst).toBe(Number.POSITIVE_INFINITY);
  const [same] = ratiosOf([asked('a', 'auto', null), asked('a', 'local', null)]);
  expect([same!.worst, same!.provable, missedBars([same!])]).toEqual([1, 0, []]);
});

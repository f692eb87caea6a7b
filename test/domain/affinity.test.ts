import { expect, test } from 'vitest';
import { affinityOf } from '../../src/domain/affinity.ts';

const TODAY = '2026-07-01';

test('what is known of nobody says nothing', () => {
  expect(affinityOf([], TODAY)).toEqual([]);
});

test('what was done counts for who did it, what was swapped or missed against whom it was given to', () => {
  const of = (who: string, outcome: 'completed' | 'swapped' | 'no-show', by?: string) => ({
    who,
    outcome,
    kind: 'demo',
    day: TODAY,
    by,
  });
  const outcomes = [of('ann', 'completed'), of('ann', 'completed'), of('ann', 'no-show'), of('bob', 'swapped', 'cem')];
  // (done + 1) / (all + 2): 3/5 of Ann's three, 1/3 of Bob's one, 2/3 of the one that Cem did for Bob.
  expect(affinityOf(outcomes, TODAY)).toEqual([
    { who: 'ann', kind: 'demo', score: 3 / 5, count: 3 },
    { who: 'bob', kind: 'demo', score: 1 / 3, count: 1 },
    { who: 'cem', kind: 'demo', score: 2 / 3, count: 1 },
  ]);
});

test('kinds are told apart, and what is 180 days old counts half', () => {
  const done = { who: 'ann', outcome: 'completed' as const };
  const outcomes = [
    { ...done, kind: 'demo', day: '2026-01-02' },
    { ...done, kind: 'audit', day: '2026-08-01' },
  ];
  // 180 days from 2 January are 1 July: (0.5 + 1) / (0.5 + 2). What is to come counts fully: (1 + 1) / (1 + 2).
  expect(affinityOf(outcomes, TODAY)).toEqual([
    { who: 'ann', kind: 'audit', score: 2 / 3, count: 1 },
    { who: 'ann', kind: 'demo', score: 0.6, count: 1 },
  ]);
});

test('names that objects have are names', () => {
  const outcomes = [{ who: '__proto__', kind: 'constructor', outcome: 'completed' as const, day: TODAY }];
  expect(affinityOf(outcomes, TODAY)).toEqual([{ who: '__proto__', kind: 'constructor', score: 2 / 3, count: 1 }]);
});

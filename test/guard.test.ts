import { expect, test } from 'vitest';
import { regressions, type Work } from '../bench/guard.ts';

const before: Work = {
  variables: 1000,
  constraints: 500,
  status: 'optimal',
  objective: 10,
  ticks: 1000,
  found: [
    [30, 100],
    [10, 600],
  ],
};

test('as much work as before, or up to a tenth more, is no regression', () => {
  expect(regressions('case', before, before)).toEqual([]);
  expect(regressions('case', before, { ...before, ticks: 1100, variables: 1100 })).toEqual([]);
  // A better objective stands for those that it passes over.
  expect(regressions('case', before, { ...before, found: [[10, 90]] })).toEqual([]);
});

test.each<[string, Partial<Work>, RegExp]>([
  ['a larger model', { variables: 1200 }, /variables took 1000, and takes 1200 now/],
  ['more ticks', { ticks: 1200 }, /the whole took 1000/],
  ['a proof that is lost', { status: 'feasible' }, /was optimal, and is feasible/],
  [
    'a later first solution',
    {
      found: [
        [30, 200],
        [10, 600],
      ],
    },
    /objective 30 took 100, and takes 200/,
  ],
  ['an objective that is not reached', { found: [[30, 100]] }, /objective 10 .* is not found now/],
])('%s is one', (_, change, said) => {
  expect(regressions('case', before, { ...before, ...change }).join('\n')).toMatch(said);
});

test('a case without a committed table is told with what to do', () => {
  expect(regressions('case', undefined, before)).toEqual([expect.stringMatching(/guard write/)]);
});

import { describe, expect, test } from 'vitest';
import { faultsOf, type Kept, type Seen } from '../../bench/chaos/history.ts';

/** Two runs: one that ended with its second revision, one that was cancelled. */
const HISTORY: readonly Seen[] = [
  { kind: 'asked', key: 'k1' },
  { kind: 'created', key: 'k1', id: 'a' },
  { kind: 'created', key: 'k1', id: 'a' },
  { kind: 'asked', key: 'k2' },
  { kind: 'created', key: 'k2', id: 'b' },
  { kind: 'read', client: 1, id: 'a', status: 'running', revision: 1, objective: 9 },
  { kind: 'read', client: 1, id: 'b', status: 'running', revision: 1, objective: 5 },
  { kind: 'cancelled', id: 'b', status: 'cancelled' },
  { kind: 'stopped', id: 'a', status: 'stopping' },
  { kind: 'read', client: 1, id: 'a', status: 'succeeded', revision: 2, objective: 7 },
];

const KEPT: Kept = {
  runs: [
    { id: 'a', status: 'succeeded', outcome: 'feasible', revision: 2, objective: 7, error: null, attempts: 2 },
    { id: 'b', status: 'cancelled', outcome: null, revision: 0, objective: null, error: null, attempts: 1 },
  ],
  revisions: [
    { id: 'a', revision: 1, objective: 9, isLegal: true },
    { id: 'a', revision: 2, objective: 7, isLegal: true },
  ],
  ends: [
    { id: 'a', status: 'succeeded' },
    { id: 'b', status: 'cancelled' },
  ],
};

const [a, b] = KEPT.runs as [Kept['runs'][number], Kept['runs'][number]];
const [first, second] = KEPT.revisions as [Kept['revisions'][number], Kept['revisions'][number]];

test('a history in which every promise is kept has no faults', () => {
  expect(faultsOf(HISTORY, KEPT)).toEqual([]);
});

describe('what is noticed', () => {
  const planted: readonly [string, Partial<Kept>, RegExp][] = [
    ['an acknowledged run that is gone', { runs: [b] }, /acknowledged for the key k1 and is not there/],
    [
      'a run that nobody asked for',
      { runs: [a, b, { ...b, id: 'c' }], ends: [...KEPT.ends, { id: 'c', status: 'cancelled' }] },
      /3 runs for 2 keys/,
    ],
    ['a run that has not ended', { runs: [{ ...a, status: 'running' }, b] }, /a is still running/],
    [
      'a run that has failed',
      {
        runs: [{ ...a, status: 'failed', error: 'run/lost' }, b],
        ends: [{ id: 'a', status: 'failed' }, KEPT.ends[1]!],
      },
      /a has failed: run\/lost/,
    ],
    ['a run that ends twice', { ends: [...KEPT.ends, KEPT.ends[0]!] }, /a has ended 2 times/],
    ['a run without an end', { ends: [KEPT.ends[1]!] }, /a has ended 0 times/],
    [
      'an end that says something else',
      { ends: [{ id: 'a', status: 'failed' }, KEPT.ends[1]!] },
      /its end said failed/,
    ],
    [
      'a revision that is worse than the one before',
      { revisions: [first, { ...second, objective: 10 }] },
      /revision 2 of a is not better/,
    ],
    ['a revision that is missing', { revisions: [second] }, /revision 2 at place 1/],
    ['a best that is not the last', { runs: [{ ...a, objective: 9 }, b] }, /says 9, and its best revision is 7/],
    ['a revision that breaks rules', { revisions: [first, { ...second, isLegal: false }] }, /breaks rules/],
    ['a solution without an outcome', { runs: [{ ...a, outcome: 'unknown' }, b] }, /has a solution and is unknown/],
    [
      'a cancel that was lost',
      {
        runs: [a, { ...b, status: 'succeeded', outcome: 'unknown' }],
        ends: [KEPT.ends[0]!, { id: 'b', status: 'succeeded' }],
      },
      /cancel of b was answered with cancelled; it is succeeded/,
    ],
    [
      'an objective that was taken back',
      { revisions: [{ ...first, objective: 8 }, second] },
      /showed 9 for revision 1, which is 8/,
    ],
  ];

  test.each(planted)('%s', (_, change, fault) => {
    expect(faultsOf(HISTORY, { ...KEPT, ...change })).toContainEqual(expect.stringMatching(fault));
  });

  test('a key with two runs', () => {
    const history: Seen[] = [...HISTORY, { kind: 'created', key: 'k1', id: 'b' }];
    expect(faultsOf(history, KEPT)).toContainEqual(expect.stringMatching(/key k1 gave the runs a and b/));
  });

  test('a cancel that ends nothing, but not one that came too late', () => {
    const cancelled = (id: string, status: string): Seen[] => [...HISTORY, { kind: 'cancelled', id, status }];
    expect(faultsOf(cancelled('b', 'running'), KEPT)).toContainEqual(
      expect.stringMatching(/cancel of b was answered with running/),
    );
    expect(faultsOf(cancelled('a', 'succeeded'), KEPT)).toEqual([]);
  });

  test('a revision that goes down, and a status that was taken back', () => {
    const back: Seen = { kind: 'read', client: 1, id: 'a', status: 'failed', revision: 1, objective: 9 };
    const faults = faultsOf([...HISTORY, back], KEPT);
    expect(faults).toContainEqual(expect.stringMatching(/showed revision 2, then 1/));
    expect(faults).toContainEqual(expect.stringMatching(/showed failed, and is succeeded/));
  });
});

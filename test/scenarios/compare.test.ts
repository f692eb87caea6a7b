import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { compare as compareRead } from '../../src/scenarios/compare.ts';
import type { Observation, Ran } from '../../src/scenarios/observe.ts';
import { expectSchema } from '../../src/scenarios/scenario.ts';

/** As a scenario writes it. */
type Expect = z.input<typeof expectSchema>;

const compare = (expected: Expect, ...rest: [Observation]) => compareRead(expectSchema.parse(expected), ...rest);

const counts = { variables: 4, constraints: 3, terms: 6, microseconds: 0, unshared: { variables: 0, constraints: 0 } };

const CONFLICT = { rule: 'H5', text: 'Ann is away.', items: ['p'], who: ['ann'], when: ['2026-01-06'] };
const AT = { day: '2026-01-06', block: 2, time: '10:15' };

/** A is with Ann in block 2, taking C's place; B is not placed. */
const RAN: Ran = {
  kind: 'ran',
  outcome: 'optimal',
  schedule: {
    placed: new Map([['a', { item: 'a', label: 'A', who: 'ann', at: AT, displaces: ['c'], penalties: {} }]]),
    notPlaced: new Map([
      [
        'b',
        { kind: 'blocked', text: 'B is too long.', rule: 'H24', who: 'ann', at: { day: '2026-01-06' }, by: ['p', 'q'] },
      ],
    ]),
    changed: ['a', 'c'],
    review: { isLegal: true, issues: [], conflicts: [CONFLICT], penalty: 12, penalties: { S1: 10, S2: 2, S3: 0 } },
    objective: 12,
  },
  size: { variables: 4, constraints: 3 },
  ticks: 70,
  firstFeasibleTicks: 12,
  ledger: { rows: [{ owner: 'cells', ...counts }], total: counts, cells: 4, duplicates: 1 },
  why: (item, place) => `${item} at ${JSON.stringify(place)}: blocked`,
};

const REFUSED: Observation = {
  kind: 'refused',
  faults: [
    { pointer: '/events/1/id', code: 'duplicate-event', message: 'Two.' },
    { pointer: '', code: 'wrong-type', message: 'One.' },
  ],
};

/** Of each expectation, what comes true and what does not. */
const CASES: { [K in keyof Required<Expect>]: { met: NonNullable<Expect[K]>[]; missed: NonNullable<Expect[K]>[] } } = {
  outcome: { met: ['optimal'], missed: ['feasible', 'infeasible', 'unknown'] },
  placed: { met: [1, ['a']], missed: [0, 2, [], ['b'], ['a', 'b']] },
  notPlaced: { met: [1, ['b']], missed: [0, [], ['a'], ['b', 'c']] },
  reason: {
    met: [
      { b: 'blocked' },
      { b: { rule: 'H24', by: ['q', 'p'] } },
      { b: { kind: 'blocked', who: 'ann', on: '2026-01-06' } },
      { b: { at: { day: '2026-01-06' } } },
    ],
    missed: [
      { b: 'crowded-out' },
      { b: { rule: 'H12' } },
      { b: { who: 'bob' } },
      { b: { on: '2026-01-07' } },
      { b: { at: { block: 2 } } },
      { b: { by: ['p'] } },
      { b: { by: ['p', 'q', 'r'] } },
      { a: 'blocked' },
      { nobody: 'blocked' },
    ],
  },
  on: { met: [{ a: '2026-01-06' }], missed: [{ a: '2026-01-07' }, { b: '2026-01-06' }, { nobody: '2026-01-06' }] },
  who: { met: [{ a: 'ann' }], missed: [{ a: 'bob' }, { b: 'ann' }] },
  at: {
    met: [{ a: { block: 2 } }, { a: { time: '10:15', day: '2026-01-06' } }],
    missed: [{ a: { block: 1 } }, { a: { block: 2, time: '10:45' } }, { b: { block: 2 } }, { a: { room: 2 } }],
  },
  displaces: { met: [{ a: ['c'] }], missed: [{ a: ['d'] }, { a: ['c', 'd'] }, { b: ['c'] }] },
  changed: { met: [2, ['a', 'c']], missed: [1, ['a'], ['a', 'b']] },
  conflicts: { met: [1, ['p']], missed: [0, 2, [], ['a']] },
  penalty: { met: [12, { atMost: 12 }, { atMost: 13 }], missed: [11, 13, { atMost: 11 }] },
  penalties: {
    met: [{ S1: 10, S2: 2, S3: 0 }, { S2: { atMost: 2 } }],
    missed: [{ S1: 9 }, { S2: { atMost: 1 } }, { S4: 0 }],
  },
  variables: { met: [4, { atMost: 4 }], missed: [5, { atMost: 3 }] },
  constraints: { met: [3, { atMost: 9 }], missed: [4, { atMost: 2 }] },
  duplicates: { met: [1, { atMost: 1 }], missed: [0, { atMost: 0 }] },
  ticks: { met: [70, { atMost: 70 }], missed: [71, { atMost: 69 }] },
  firstFeasibleTicks: { met: [12, { atMost: 12 }], missed: [11, { atMost: 11 }] },
  legal: { met: [true], missed: [] },
  faults: { met: [], missed: [[{ pointer: '/a', code: 'b' }]] },
};

describe('each expectation', () => {
  test('has its cases here', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(expectSchema.shape).sort());
  });

  const cases = Object.entries(CASES).flatMap(([key, { met, missed }]) => [
    ...met.map((value) => ({ key, value, failures: 0 })),
    ...missed.map((value) => ({ key, value, failures: 1 })),
  ]);

  test.each(cases)('$key: $value gives $failures failures', ({ key, value, failures }) => {
    const found = compare({ [key]: value }, RAN);
    expect(found).toHaveLength(failures);
    for (const { expectation } of found) expect(expectation.split('/')[0]).toBe(key);
  });

  test.each(Object.entries(CASES))('%s is not met by a run without a schedule, or is about the run', (key, { met }) => {
    const { schedule: _, ...rest } = RAN;
    const isAboutRun = [
      'outcome',
      'variables',
      'constraints',
      'duplicates',
      'ticks',
      'firstFeasibleTicks',
      'faults',
    ].includes(key);
    for (const value of met) {
      expect(compare({ [key]: value }, { ...rest, outcome: 'optimal' }).length > 0).toBe(!isAboutRun);
    }
  });
});

describe('a failure', () => {
  test('says why an event has no place, by the table of places', () => {
    expect(compare({ on: { b: '2026-01-06' } }, RAN)).toEqual([
      {
        expectation: 'on/b',
        expected: '2026-01-06',
        got: 'not placed, blocked: B is too long.',
        why: 'b at {"at":{"day":"2026-01-06"}}: blocked',
      },
    ]);
  });

  test('says why events are not placed, and what makes up a penalty', () => {
    expect(compare({ placed: 2 }, RAN)).toMatchObject([{ got: '1 (a)', why: 'b is blocked: B is too long.' }]);
    expect(compare({ penalty: { atMost: 1 } }, RAN)).toMatchObject([
      { expected: 'at most 1', got: '12', why: 'S1 10, S2 2' },
    ]);
  });
});

describe('what always has to hold', () => {
  const illegal = { rule: 'H11', text: 'Two at once.', items: ['a'] };

  test('a schedule that breaks a hard rule fails whatever is expected', () => {
    const schedule = { ...RAN.schedule!, review: { ...RAN.schedule!.review, isLegal: false, issues: [illegal] } };
    expect(compare({ placed: 1 }, { ...RAN, schedule })).toEqual([
      { expectation: 'legal', expected: 'no hard rule broken', got: 'H11: Two at once.' },
    ]);
  });

  test('a model that counts another penalty than the review fails whatever is expected', () => {
    const schedule = { ...RAN.schedule!, objective: 11 };
    expect(compare({ placed: 1 }, { ...RAN, schedule })).toMatchObject([{ expectation: 'objective', got: '11' }]);
  });

  test('an engine that gives no outcome fails', () => {
    expect(compare({ placed: 1 }, { kind: 'failed', message: 'engine/crashed: x' })).toMatchObject([
      { expectation: 'run', got: 'engine/crashed: x' },
    ]);
  });
});

describe('an input that is refused', () => {
  test('meets exactly its faults, in any order', () => {
    const [first, second] = [
      { pointer: '/events/1/id', code: 'duplicate-event' },
      { pointer: '', code: 'wrong-type' },
    ];
    expect(compare({ faults: [second!, first!] }, REFUSED)).toEqual([]);
    expect(compare({ faults: [first!] }, REFUSED)).toMatchObject([{ expectation: 'faults' }]);
    expect(compare({ faults: [first!, { ...second!, code: 'x' }] }, REFUSED)).toHaveLength(1);
  });

  test('meets nothing else, and its faults are said', () => {
    expect(compare({ placed: 1 }, REFUSED)).toEqual([
      {
        expectation: 'input',
        expected: 'an input that is accepted',
        got: '/ wrong-type, /events/1/id duplicate-event',
        why: 'Two. One.',
      },
    ]);
  });
});

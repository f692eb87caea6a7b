import type { ModelBuilder } from '../../../src/language/builder.ts';
import { constant, type Expression, type Literal, not, sum, term, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { data, e, enforced, k, small } from './small.ts';

/** Intervals with traps: a size of 0, a size that can be negative, one that may be absent, an end of its own. */
export function threeIntervals(m: ModelBuilder) {
  const [s, t, n, p] = [m.integer(0, 3, 's'), m.integer(0, 3, 't'), m.integer(-1, 2, 'n'), m.boolean('here')];
  return [
    m.interval({ start: term(s), size: constant(2), name: 'fixed' }),
    m.interval({ start: term(t), size: term(n), name: 'sized' }),
    m.interval({ start: constant(1), size: constant(1), presence: [p], name: 'optional' }),
  ];
}

/** Sets of intervals; each gives their indices. */
const INTERVALS: Record<string, (m: ModelBuilder) => number[]> = {
  'three intervals': (m) => threeIntervals(m).map(({ index }) => index),
  'intervals of size 0': (m) => {
    const [s, t] = [m.integer(0, 2, 's'), m.integer(0, 2, 't')];
    return [
      m.interval({ start: term(s), size: constant(0) }).index,
      m.interval({ start: term(t), size: constant(2) }).index,
      m.interval({ start: constant(1), size: constant(0) }).index,
    ];
  },
  'two optional intervals': (m) => {
    const [s, t, p, q] = [m.integer(0, 2, 's'), m.integer(0, 2, 't'), m.boolean('p0'), m.boolean('q0')];
    return [
      m.interval({ start: term(s), size: constant(1), presence: [p] }).index,
      m.interval({ start: term(t), size: constant(2), presence: [q, not(p)] }).index,
    ];
  },
  'an interval of two starts and an end of its own': (m) => {
    const [s, t, end] = [m.integer(0, 2, 's'), m.integer(0, 1, 't'), m.integer(0, 4, 'end')];
    return [
      m.interval({ start: sum([s, t]), size: term(t, 2), end: term(end) }).index,
      m.interval({ start: constant(1), size: constant(1) }).index,
    ];
  },
  'intervals that must overlap': (m) => {
    const [s, p] = [m.integer(0, 1, 's'), m.boolean('p0')];
    return [
      m.interval({ start: term(s), size: constant(3) }).index,
      m.interval({ start: constant(1), size: constant(1), presence: [p] }).index,
    ];
  },
  'intervals that cannot overlap': (m) => [
    m.interval({ start: term(m.integer(0, 1, 's')), size: constant(1) }).index,
    m.interval({ start: term(m.integer(2, 3, 't'), 1), size: constant(1) }).index,
  ],
  'an interval twice': (m) => {
    const { index } = m.interval({ start: term(m.integer(0, 1, 's')), size: term(m.integer(0, 2, 'n')) });
    return [index, index];
  },
  'an order that the bounds give': (m) => [
    m.interval({ start: term(m.integer(0, 2, 's')), size: constant(2) }).index,
    m.interval({ start: term(m.integer(1, 4, 't')), size: constant(3) }).index,
  ],
  'no interval': () => [],
};

/** The sets that transition times make a difference to. */
const WITH_TRANSITIONS = ['three intervals', 'intervals of size 0', 'two optional intervals', 'an interval twice'];

export const NO_OVERLAP: Model[] = [
  ...Object.entries(INTERVALS).flatMap(([name, intervals]) =>
    enforced(`noOverlap of ${name}`, (m) => ({ kind: 'noOverlap', intervals: intervals(m) })),
  ),
  ...WITH_TRANSITIONS.flatMap((name) =>
    enforced(`noOverlap with transitions of ${name}`, (m) => {
      const indices = INTERVALS[name]!(m);
      // From family 1 back to family 0 the way is longer; within a family there is none for 0 and one for 1.
      const transitions = {
        families: indices.map((_, i) => i % 2),
        times: [
          [0, 1],
          [2, 1],
        ],
      };
      return { kind: 'noOverlap', intervals: indices, transitions };
    }),
  ),
  small('two noOverlap that share a pair of size 0, each with one long way', (m) => {
    const pair = [m.integer(0, 1, 's'), m.integer(0, 1, 't')].map((s) =>
      m.interval({ start: term(s), size: constant(0) }),
    );
    m.noOverlap(pair, {
      transitions: {
        families: [0, 1],
        times: [
          [0, 0],
          [2, 0],
        ],
      },
    });
    m.noOverlap(pair, {
      transitions: {
        families: [0, 1],
        times: [
          [0, 2],
          [0, 0],
        ],
      },
    });
  }),
  small('two noOverlap that share a pair', (m) => {
    const all = threeIntervals(m);
    m.noOverlap(all);
    m.noOverlap([all[1]!, all[0]!]);
    m.minimize(term(0));
  }),
];

export const NO_OVERLAP_2D: Model[] = [
  ...enforced('two rectangles', (m) => {
    const [x, y] = [m.integer(0, 2, 'x'), m.integer(0, 2, 'y')];
    const two = constant(2);
    const at = (start: Expression, size: Expression): number => m.interval({ start, size }).index;
    return {
      kind: 'noOverlap2D',
      x: [at(term(x), two), at(constant(1), constant(1))],
      y: [at(term(y), constant(1)), at(constant(1), two)],
    };
  }),
  ...enforced('rectangles without area', (m) => {
    const [x, y, n] = [m.integer(0, 2, 'x'), m.integer(0, 2, 'y'), m.integer(0, 1, 'n')];
    const at = (start: Expression, size: number): number => m.interval({ start, size: constant(size) }).index;
    const wide = m.interval({ start: constant(0), size: term(n, 2) }).index;
    return { kind: 'noOverlap2D', x: [at(term(x), 0), wide], y: [at(term(y), 1), at(constant(0), 2)] };
  }),
  ...enforced('points', (m) => {
    const [x, y] = [m.integer(0, 2, 'x'), m.integer(0, 2, 'y')];
    const at = (start: Expression, size: number): number => m.interval({ start, size: constant(size) }).index;
    return {
      kind: 'noOverlap2D',
      x: [at(term(x), 0), at(constant(1), 0), at(constant(0), 2)],
      y: [at(term(y), 0), at(constant(1), 0), at(constant(0), 2)],
    };
  }),
  ...enforced('optional rectangles', (m) => {
    const [x, p, q] = [m.integer(0, 2, 'x'), m.boolean('px'), m.boolean('qy')];
    const at = (start: Expression, presence: Literal[]): number =>
      m.interval({ start, size: constant(2), presence }).index;
    return {
      kind: 'noOverlap2D',
      x: [at(term(x), [p]), at(constant(1), [])],
      y: [at(constant(0), []), at(constant(1), [not(q), p])],
    };
  }),
  ...enforced('a shared interval', (m) => {
    const at = (start: Expression, size: number): number => m.interval({ start, size: constant(size) }).index;
    const [s, t] = [at(term(m.integer(0, 2, 's')), 1), at(term(m.integer(0, 2, 't')), 1)];
    return { kind: 'noOverlap2D', x: [s, t], y: [s, s] };
  }),
  ...enforced('rectangles that must overlap', (m) => {
    const at = (start: Expression, size: number): number => m.interval({ start, size: constant(size) }).index;
    const big = at(term(m.integer(0, 1, 's')), 3);
    return { kind: 'noOverlap2D', x: [big, at(constant(1), 1)], y: [big, big] };
  }),
  ...enforced('no rectangle', () => ({ kind: 'noOverlap2D', x: [], y: [] })),
];

export const CUMULATIVE: Model[] = [
  ...Object.entries(INTERVALS).flatMap(([name, intervals]) =>
    enforced(`cumulative of ${name}`, (m) => {
      const indices = intervals(m);
      return { kind: 'cumulative', intervals: indices, demands: indices.map((_, i) => k(i + 1)), capacity: k(2) };
    }),
  ),
  ...enforced('variable demands and capacity', (m) => {
    const [s, d, c] = [m.integer(0, 2, 's'), m.integer(0, 3, 'd'), m.integer(-1, 3, 'c')];
    const intervals = [
      m.interval({ start: term(s), size: constant(2) }).index,
      m.interval({ start: constant(1), size: constant(1) }).index,
    ];
    return { kind: 'cumulative', intervals, demands: [e(d), k(1)], capacity: e(c) };
  }),
  ...enforced('variable sizes and an optional demand', (m) => {
    const [s, n, p] = [m.integer(0, 2, 's'), m.integer(0, 2, 'n'), m.boolean('here')];
    const intervals = [
      m.interval({ start: term(s), size: term(n), presence: [p] }).index,
      m.interval({ start: constant(1), size: constant(1) }).index,
    ];
    return { kind: 'cumulative', intervals, demands: [e(p, -1, 2), e(n)], capacity: k(2) };
  }),
  ...enforced('a demand above the capacity', (m) => {
    const [s, n] = [m.integer(0, 1, 's'), m.integer(0, 1, 'n')];
    return {
      kind: 'cumulative',
      intervals: [m.interval({ start: term(s), size: term(n) }).index],
      demands: [k(3)],
      capacity: k(2),
    };
  }),
  ...enforced('a demand and a capacity that are sums', (m) => {
    const [s, a, b] = [m.integer(0, 2, 's'), m.boolean('a'), m.boolean('b')];
    const intervals = [
      m.interval({ start: term(s), size: constant(2) }).index,
      m.interval({ start: constant(1), size: constant(1) }).index,
    ];
    return { kind: 'cumulative', intervals, demands: [data(sum([a, b])), k(1)], capacity: data(sum([a, not(b), s])) };
  }),
  ...enforced('a negative capacity and nothing to do', () => ({
    kind: 'cumulative',
    intervals: [],
    demands: [],
    capacity: k(-1),
  })),
  ...enforced('a capacity that can be negative and no demand', (m) => ({
    kind: 'cumulative',
    intervals: [m.interval({ start: constant(0), size: constant(1) }).index],
    demands: [k(0)],
    capacity: e(m.integer(-1, 1, 'c')),
  })),
  ...enforced('four tasks on two machines', (m) => {
    const starts = ['s', 't', 'u'].map((name) => m.integer(0, 2, name));
    const intervals = [term(starts[0]!), term(starts[1]!), term(starts[2]!), constant(1)].map(
      (start) => m.interval({ start, size: constant(1) }).index,
    );
    return { kind: 'cumulative', intervals, demands: [k(1), k(1), k(1), k(1)], capacity: k(2) };
  }),
];

export const RESERVOIR: Model[] = [
  ...enforced('two events', (m) => ({
    kind: 'reservoir',
    times: [e(m.integer(0, 2, 's')), e(m.integer(0, 2, 't'))],
    changes: [k(2), k(-2)],
    minLevel: 0,
    maxLevel: 2,
  })),
  ...enforced('three events with literals', (m) => {
    const [s, t, p] = [m.integer(0, 2, 's'), m.integer(0, 2, 't'), m.boolean('here')];
    return {
      kind: 'reservoir',
      times: [e(s), e(t), k(1)],
      changes: [k(1), k(-1), k(2)],
      actives: [p, not(p), p],
      minLevel: -1,
      maxLevel: 2,
    };
  }),
  ...enforced('variable changes', (m) => {
    const [s, d, p] = [m.integer(0, 2, 's'), m.integer(-2, 2, 'd'), m.boolean('here')];
    return {
      kind: 'reservoir',
      times: [e(s), k(1)],
      changes: [e(d), e(d, -1, 1)],
      actives: [p, m.boolean('too')],
      minLevel: -1,
      maxLevel: 1,
    };
  }),
  ...enforced('events at the same time', (m) => {
    const s = m.integer(0, 2, 's');
    return { kind: 'reservoir', times: [e(s), e(s), k(1)], changes: [k(3), k(-2), k(-1)], minLevel: 0, maxLevel: 1 };
  }),
  ...enforced('one change that is too large', (m) => ({
    kind: 'reservoir',
    times: [e(m.integer(0, 1, 's'))],
    changes: [k(2)],
    actives: [m.boolean('here')],
    minLevel: 0,
    maxLevel: 1,
  })),
  ...enforced('times that count down', (m) => {
    const [s, t] = [m.integer(0, 2, 's'), m.integer(-2, 0, 't')];
    return { kind: 'reservoir', times: [e(s, -2, 1), e(t)], changes: [k(1), k(-1)], minLevel: 0, maxLevel: 1 };
  }),
  ...enforced('times and changes that are sums', (m) => {
    const [s, a, b] = [m.integer(0, 2, 's'), m.boolean('a'), m.boolean('b')];
    return {
      kind: 'reservoir',
      times: [data(sum([s, a])), k(1)],
      changes: [data(weighted([a, b], [2, -1])), data(sum([b, s]))],
      minLevel: -1,
      maxLevel: 2,
    };
  }),
  ...enforced('an event that is active when a Boolean is false', (m) => ({
    kind: 'reservoir',
    times: [k(-2), k(-12)],
    changes: [k(3), k(-2)],
    actives: [m.integer(1, 1, 'always'), not(m.boolean('away'))],
    minLevel: -2,
    maxLevel: 1,
  })),
  ...enforced('no event', () => ({ kind: 'reservoir', times: [], changes: [], minLevel: 0, maxLevel: 0 })),
];

import type { Constraint } from '../../../src/language/constraints/index.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { type Data, data, e, enforced, k, small } from './small.ts';

export const ALL_DIFFERENT: Model[] = [
  ...enforced('three variables over three values', (m) => ({
    kind: 'allDifferent',
    exprs: [e(m.integer(0, 2, 'x')), e(m.integer(0, 2, 'y')), e(m.integer(0, 2, 'z'))],
  })),
  ...enforced('expressions with negative coefficients', (m) => ({
    kind: 'allDifferent',
    exprs: [e(m.integer(-2, 2, 'x'), -1, 1), e(m.integer(0, 2, 'y'), 2), k(3)],
  })),
  ...enforced('sums', (m) => {
    const [x, y] = [m.integer(0, 2, 'x'), m.integer(0, 2, 'y')];
    return { kind: 'allDifferent', exprs: [data(sum([x, y])), data(weighted([x, y], [1, -1])), k(0)] };
  }),
  ...enforced('nothing', () => ({ kind: 'allDifferent', exprs: [] })),
  ...enforced('one expression', (m) => ({ kind: 'allDifferent', exprs: [e(m.integer(0, 2, 'x'))] })),
  ...enforced('an expression twice', (m) => {
    const x = m.integer(0, 2, 'x');
    return { kind: 'allDifferent', exprs: [e(x), e(x)] };
  }),
  ...enforced('more expressions than values', (m) => ({
    kind: 'allDifferent',
    exprs: [e(m.boolean('a')), e(m.boolean('b')), e(m.boolean('d'))],
  })),
  ...enforced('domains with holes', (m) => ({
    kind: 'allDifferent',
    exprs: [e(m.integerIn([0, 0, 3, 4], 'x')), e(m.integerIn([0, 1, 3, 3], 'y'))],
  })),
  ...enforced('values too many for indicators', (m) => ({
    kind: 'allDifferent',
    exprs: [e(m.integer(0, 2, 'x'), 50), e(m.integer(0, 3, 'y'), 25), k(100)],
  })),
];

export const ELEMENT: Model[] = [
  ...enforced('of numbers', (m) => ({
    kind: 'element',
    index: e(m.integer(0, 3, 'i')),
    exprs: [k(2), k(0), k(2), k(-1)],
    target: e(m.integer(-1, 2, 't')),
  })),
  ...enforced('of variables', (m) => ({
    kind: 'element',
    index: e(m.integer(0, 2, 'i')),
    exprs: [e(m.integer(0, 2, 'x')), e(m.integer(-1, 1, 'y'), -2, 1), k(1)],
    target: e(m.integer(-1, 3, 't')),
  })),
  ...enforced('with an index that can leave the list', (m) => ({
    kind: 'element',
    index: e(m.integer(-2, 4, 'i')),
    exprs: [k(1), k(0), e(m.integer(0, 1, 'x'))],
    target: e(m.integer(0, 2, 't'), 1),
  })),
  ...enforced('with an index that is an expression', (m) => ({
    kind: 'element',
    index: e(m.integer(0, 3, 'i'), -2, 4),
    exprs: [k(1), k(5), k(2), k(5), k(0)],
    target: e(m.integer(0, 2, 't')),
  })),
  ...enforced('with the index as target', (m) => {
    const i = m.integer(0, 3, 'i');
    return { kind: 'element', index: e(i), exprs: [k(1), k(1), e(i), e(i, 2, -3)], target: e(i) };
  }),
  ...enforced('with a constant index', (m) => ({
    kind: 'element',
    index: k(1),
    exprs: [k(1), e(m.integer(0, 2, 'x'))],
    target: e(m.integer(1, 3, 't')),
  })),
  ...enforced('with a constant index outside', (m) => ({
    kind: 'element',
    index: k(2),
    exprs: [k(1), e(m.integer(0, 2, 'x'))],
    target: k(1),
  })),
  ...enforced('with an index that has holes', (m) => ({
    kind: 'element',
    index: e(m.integerIn([-1, 0, 2, 3], 'i')),
    exprs: [k(4), k(5), e(m.integer(0, 2, 'x')), k(1)],
    target: e(m.integer(0, 4, 't')),
  })),
];

export const TABLE: Model[] = [false, true].flatMap((negated) => {
  const table = (exprs: Data[], tuples: number[][]): Constraint => ({ kind: 'table', exprs, tuples, negated });
  const label = negated ? 'forbidden' : 'allowed';
  return [
    ...enforced(`three ${label} tuples`, (m) =>
      table(
        [e(m.integer(0, 2, 'x')), e(m.integer(-1, 1, 'y'))],
        [
          [0, 1],
          [2, -1],
          [2, 0],
        ],
      ),
    ),
    ...enforced(`${label} tuples twice and outside the domains`, (m) =>
      table(
        [e(m.boolean('a')), e(m.integer(0, 2, 'x'), -1), k(3)],
        [
          [1, -2, 3],
          [1, -2, 3],
          [1, 1, 3],
          [0, 0, 4],
          [0, -1, 3],
        ],
      ),
    ),
    ...enforced(`one ${label} tuple`, (m) => table([e(m.integer(0, 2, 'x')), e(m.boolean('a'))], [[1, 0]])),
    ...enforced(`no ${label} tuple`, (m) => table([e(m.integer(0, 2, 'x'))], [])),
    ...enforced(`the ${label} empty tuple`, () => table([], [[]])),
    ...enforced(`${label}, with a variable twice`, (m) => {
      const x = m.integer(0, 2, 'x');
      return table(
        [e(x), e(x), data(weighted([x, m.boolean('a')], [2, -1]))],
        [
          [0, 0, 0],
          [1, 1, 1],
          [1, 2, 3],
          [2, 2, 4],
        ],
      );
    }),
    ...enforced(`${label}, in a wide domain`, (m) =>
      table(
        [e(m.integer(0, 1, 'x'), 99), e(m.integer(0, 99, 'y'))],
        [
          [99, 50],
          [0, 0],
          [99, 99],
        ],
      ),
    ),
  ];
});

export const AUTOMATON: Model[] = [
  ...enforced('no two 1 in a row', (m) => ({
    kind: 'automaton',
    exprs: [e(m.boolean('a')), e(m.boolean('b')), e(m.boolean('d')), e(m.boolean('f'))],
    start: 0,
    finals: [0, 1],
    transitions: [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 0],
    ],
  })),
  ...enforced('labels of expressions', (m) => ({
    kind: 'automaton',
    exprs: [e(m.integer(0, 2, 'x'), -1), e(m.integer(-1, 1, 'y'), 1, 1), e(m.integer(0, 1, 'z'))],
    start: 5,
    finals: [7, 5],
    transitions: [
      [5, -1, 7],
      [7, 2, 5],
      [5, 0, 5],
      [7, 0, 7],
      [5, 1, 9],
      [9, 1, 7],
    ],
  })),
  ...enforced('a dead end', (m) => ({
    kind: 'automaton',
    exprs: [e(m.boolean('a')), e(m.boolean('b'))],
    start: 0,
    finals: [3],
    transitions: [
      [0, 0, 1],
      [0, 1, 2],
      [1, 1, 3],
    ],
  })),
  ...enforced('no way to a final state', (m) => ({
    kind: 'automaton',
    exprs: [e(m.boolean('a'))],
    start: 0,
    finals: [4],
    transitions: [[0, 0, 1]],
  })),
  ...enforced('no label, start final', () => ({
    kind: 'automaton',
    exprs: [],
    start: 0,
    finals: [0],
    transitions: [[0, 1, 1]],
  })),
  ...enforced('no label, start not final', () => ({
    kind: 'automaton',
    exprs: [],
    start: 0,
    finals: [1],
    transitions: [[0, 1, 1]],
  })),
  ...enforced('the same variable at two steps', (m) => {
    const x = m.integer(0, 2, 'x');
    return {
      kind: 'automaton',
      exprs: [e(x), e(m.integer(0, 1, 'y')), e(x)],
      start: 0,
      finals: [0],
      transitions: [
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0],
        [0, 0, 0],
        [0, 2, 1],
      ],
    };
  }),
];

export const INVERSE: Model[] = [
  ...enforced('two by two', (m) => ({
    kind: 'inverse',
    direct: [m.integer(0, 1, 'f0'), m.integer(0, 1, 'f1')],
    inverse: [m.integer(0, 1, 'g0'), m.integer(0, 1, 'g1')],
  })),
  ...enforced('values outside', (m) => ({
    kind: 'inverse',
    direct: [m.integer(-1, 2, 'f0'), m.integer(0, 3, 'f1')],
    inverse: [m.integer(-1, 1, 'g0'), m.integer(1, 2, 'g1')],
  })),
  small('three by three', (m) => {
    const list = (name: string): number[] => [0, 1, 2].map((i) => m.integer(0, 2, `${name}${i}`));
    m.add({ kind: 'inverse', direct: list('f'), inverse: list('g') });
  }),
  ...enforced('its own inverse', (m) => {
    const f = [0, 1, 2].map((i) => m.integer(0, 2, `f${i}`));
    return { kind: 'inverse', direct: f, inverse: f };
  }),
  ...enforced('a variable twice', (m) => {
    const f = m.integer(0, 1, 'f');
    return { kind: 'inverse', direct: [f, f], inverse: [m.integer(0, 1, 'g0'), m.integer(0, 1, 'g1')] };
  }),
  ...enforced('a node that no one can reach', (m) => ({
    kind: 'inverse',
    direct: [m.integer(1, 1, 'f0'), m.integer(1, 2, 'f1')],
    inverse: [m.integer(0, 1, 'g0'), m.integer(0, 1, 'g1')],
  })),
  ...enforced('domains with holes', (m) => ({
    kind: 'inverse',
    direct: [m.integerIn([0, 0, 2, 2], 'f0'), m.integer(0, 1, 'f1'), m.integer(0, 2, 'f2')],
    inverse: [m.integer(0, 2, 'g0'), m.integerIn([-1, -1, 1, 2], 'g1'), m.integer(0, 2, 'g2')],
  })),
  ...enforced('nothing', () => ({ kind: 'inverse', direct: [], inverse: [] })),
];

import { ModelBuilder } from '../../src/language/builder.ts';
import type { Constraint, Kind } from '../../src/language/constraints/index.ts';
import { compare, within } from '../../src/language/constraints/linear.ts';
import { absEquality, maxEquality, minEquality } from '../../src/language/constraints/max.ts';
import { constant, type Expression, type Literal, not, sum, term, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import type { Part } from '../../src/rewrite/rewrite.ts';

export { arbitraryModel, arbitraryPart } from './arbitraryModel.ts';

/** Values of -1 and less in a domain, for bounds that are left out. */
const [LOW, HIGH] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** A model of a few variables, so small that all its assignments can be tried. */
function small(name: string, build: (m: ModelBuilder) => void): Model {
  const m = new ModelBuilder(name);
  build(m);
  return m.build();
}

/** Expressions, as the constraints' types want them. */
type Data = { vars: number[]; coeffs: number[]; offset: number };
const e = (variable: number, coefficient = 1, offset = 0): Data => ({
  vars: [variable],
  coeffs: [coefficient],
  offset,
});
const k = (value: number): Data => ({ vars: [], coeffs: [], offset: value });
const data = (expression: Expression): Data => expression as Data;

/** One model of the constraint as it is, and one under each of some enforcements. */
function enforced(name: string, build: (m: ModelBuilder) => Constraint): Model[] {
  const conditions: Record<string, (p: Literal, q: Literal) => Literal[]> = {
    '': () => [],
    ', if p': (p) => [p],
    ', if not p': (p) => [not(p)],
    ', if p and not q': (p, q) => [p, not(q)],
  };
  return Object.entries(conditions).map(([suffix, enforce]) =>
    small(`${name}${suffix}`, (m) => {
      const constraint = build(m);
      const literals = suffix === '' ? [] : enforce(m.boolean('p'), suffix.includes('q') ? m.boolean('q') : 0);
      m.add(constraint, { enforce: literals, name: 'c' });
    }),
  );
}

/** Lists of literals that have a trap for each kind that is made of them. */
function literalLists(kind: 'boolOr' | 'boolAnd' | 'boolXor' | 'atMostOne' | 'exactlyOne'): Model[] {
  const abc = (m: ModelBuilder): [number, number, number] => [m.boolean('a'), m.boolean('b'), m.boolean('c')];
  const lists: Record<string, (m: ModelBuilder) => Literal[]> = {
    'three literals': abc,
    'a negated literal': (m) => {
      const [a, b, c] = abc(m);
      return [a, not(b), c];
    },
    'no literal': () => [],
    'one literal': (m) => [m.boolean('a')],
    'a literal twice': (m) => {
      const [a, b, c] = abc(m);
      return [a, b, a, not(c)];
    },
    'a literal three times': (m) => {
      const a = m.boolean('a');
      return [a, a, a];
    },
    'a literal and its negation': (m) => {
      const [a, b] = abc(m);
      return [a, b, not(a)];
    },
    'a fixed true literal': (m) => [m.boolean('a'), m.integer(1, 1, 'one'), m.boolean('b')],
    'a fixed false literal': (m) => [m.boolean('a'), m.integer(0, 0, 'zero'), not(m.boolean('b'))],
    'five literals': (m) => [...abc(m), m.boolean('d'), m.boolean('f')],
  };
  const models = Object.entries(lists).flatMap(([name, list]) =>
    enforced(`${kind} of ${name}`, (m) => ({ kind, literals: list(m) })),
  );
  return [
    ...models,
    small(`${kind} enforced by its own literal`, (m) => {
      const [a, b, c] = abc(m);
      m.add({ kind, literals: [a, b, c] }, { enforce: [not(a)] });
    }),
    small(`${kind} enforced by a literal twice and a fixed one`, (m) => {
      const [a, b, p] = abc(m);
      m.add({ kind, literals: [a, b] }, { enforce: [p, m.integer(1, 1, 'one'), p] });
    }),
    small(`${kind} that is never enforced`, (m) => {
      const [a, b, p] = abc(m);
      m.add({ kind, literals: [a, b] }, { enforce: [p, not(p)] });
    }),
    small(`${kind} with an objective`, (m) => {
      const [a, b, c] = abc(m);
      m.add({ kind, literals: [a, not(b), c] });
      m.maximize(weighted([a, b, c], [3, 2, -1], 7));
    }),
  ];
}

const LINEAR: Model[] = [
  ...enforced('2x - 3y in 0..4', (m) => {
    const [x, y] = [m.integer(-2, 3, 'x'), m.integer(0, 2, 'y')];
    return { kind: 'linear', vars: [x, y], coeffs: [2, -3], domain: [0, 4] };
  }),
  ...enforced('x + y + z <= 4', (m) =>
    compare(sum([m.integer(0, 2, 'x'), m.integer(1, 2, 'y'), m.integer(-1, 2, 'z')]), '<=', 4),
  ),
  ...enforced('-x >= -1', (m) => compare(term(m.integer(-3, 3, 'x'), -1), '>=', -1)),
  ...enforced('x != y', (m) => compare(term(m.integer(0, 3, 'x')), '!=', term(m.integer(1, 3, 'y')))),
  ...enforced('x != the end of its domain', (m) => compare(term(m.integer(0, 3, 'x')), '!=', 3)),
  ...enforced('2x + y in three ranges', (m) => {
    const [x, y] = [m.integer(0, 3, 'x'), m.integer(-1, 1, 'y')];
    return { kind: 'linear', vars: [x, y], coeffs: [2, 1], domain: [LOW, 0, 2, 3, 6, 6] };
  }),
  ...enforced('ranges of which the bounds leave one', (m) => within(term(m.integer(0, 3, 'x')), [-9, -7, 1, 2, 8, 9])),
  ...enforced('ranges of which the bounds leave none', (m) => within(term(m.integer(0, 3, 'x')), [-9, -7, 8, 9])),
  ...enforced('ranges that cover the bounds', (m) => within(term(m.integer(0, 3, 'x')), [LOW, -2, 0, 3, 5, HIGH])),
  ...enforced('a sum that is too small', (m) => compare(sum([m.boolean('a'), m.boolean('b')]), '>=', 3)),
  ...enforced('a sum without a limit', (m) => within(term(m.integer(0, 3, 'x')), [LOW, HIGH])),
  ...enforced('no term at all, true', () => compare(constant(2), '=', 2)),
  ...enforced('no term at all, false', () => compare(constant(2), '=', 3)),
  ...enforced('a variable twice', (m) => {
    const x = m.integer(-2, 2, 'x');
    return { kind: 'linear', vars: [x, m.integer(0, 2, 'y'), x], coeffs: [2, 1, -1], domain: [1, 2] };
  }),
  ...enforced('a variable that cancels out', (m) => {
    const x = m.integer(-2, 2, 'x');
    return { kind: 'linear', vars: [x, m.integer(0, 2, 'y'), x], coeffs: [1, 1, -1], domain: [1, 2] };
  }),
  ...enforced('a coefficient of zero', (m) => {
    return { kind: 'linear', vars: [m.integer(0, 2, 'x'), m.integer(0, 2, 'y')], coeffs: [0, 3], domain: [3, 4] };
  }),
  small('enforced by a variable of the sum', (m) => {
    const [a, x] = [m.boolean('a'), m.integer(-2, 2, 'x')];
    m.add(compare(weighted([a, x], [2, 1]), '<=', 1), { enforce: [a] });
    m.add(compare(weighted([a, x], [2, 1]), '>=', 1), { enforce: [not(a)] });
  }),
  small('enforced by three literals', (m) => {
    const [a, b, c, x] = [m.boolean('a'), m.boolean('b'), m.boolean('c'), m.integer(0, 5, 'x')];
    m.add(within(term(x), [2, 3]), { enforce: [a, not(b), c] });
  }),
];

const ALL_DIFFERENT: Model[] = [
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

const ELEMENT: Model[] = [
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

const TABLE: Model[] = [false, true].flatMap((negated) => {
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

const AUTOMATON: Model[] = [
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

/** Arcs `tail, head` in one list, each with a literal of its own, or the given ones. */
function arcsOf(m: ModelBuilder, pairs: readonly (readonly [number, number])[], literals?: readonly Literal[]) {
  return {
    tails: pairs.map(([tail]) => tail),
    heads: pairs.map(([, head]) => head),
    literals: literals ? [...literals] : pairs.map(([tail, head]) => m.boolean(`a${tail}${head}`)),
  };
}

function circuits(kind: 'circuit' | 'multipleCircuit'): Model[] {
  const complete = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const));
  const without = complete.filter(([i, j]) => i !== j);
  const twoRings = [
    [0, 1],
    [1, 0],
    [2, 3],
    [3, 2],
    [1, 2],
    [3, 0],
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ] as const;
  return [
    ...enforced(`${kind} of three nodes`, (m) => ({ kind, ...arcsOf(m, without) })),
    small(`${kind} of three optional nodes`, (m) => m.add({ kind, ...arcsOf(m, complete) })),
    ...enforced(`${kind} of two rings and a way between`, (m) => ({ kind, ...arcsOf(m, twoRings) })),
    ...enforced(`${kind} with node 0 certain`, (m) => ({
      kind,
      ...arcsOf(m, [
        [0, 1],
        [1, 0],
        [1, 2],
        [2, 0],
        [1, 1],
        [2, 2],
      ]),
    })),
    ...enforced(`${kind} of two rings that share no node`, (m) => ({
      kind,
      ...arcsOf(m, [
        [0, 1],
        [1, 0],
        [2, 3],
        [3, 2],
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    })),
    ...enforced(`${kind} of one self-loop`, (m) => ({ kind, ...arcsOf(m, [[0, 0]]) })),
    ...enforced(`${kind} of self-loops only`, (m) => ({
      kind,
      ...arcsOf(m, [
        [0, 0],
        [1, 1],
      ]),
    })),
    ...enforced(`${kind} of two parallel arcs`, (m) => ({
      kind,
      ...arcsOf(m, [
        [0, 1],
        [0, 1],
        [1, 0],
      ]),
    })),
    ...enforced(`${kind} of a node that cannot be left`, (m) => ({
      kind,
      ...arcsOf(m, [
        [0, 1],
        [1, 0],
        [1, 2],
        [0, 0],
        [1, 1],
      ]),
    })),
    ...enforced(`${kind} with shared and negated literals`, (m) => {
      const [a, b, c] = [m.boolean('a'), m.boolean('b'), m.boolean('c')];
      const pairs = [
        [0, 1],
        [0, 0],
        [1, 0],
        [1, 1],
        [2, 2],
        [1, 2],
        [2, 0],
      ] as const;
      return { kind, ...arcsOf(m, pairs, [a, not(a), b, not(a), c, not(c), not(c)]) };
    }),
    ...enforced(`${kind} of nothing`, (m) => ({ kind, ...arcsOf(m, []) })),
  ];
}

const INVERSE: Model[] = [
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

const MAX: Model[] = [
  ...enforced('of two variables', (m) =>
    maxEquality(term(m.integer(0, 3, 't')), [term(m.integer(0, 2, 'x')), term(m.integer(-1, 3, 'y'))]),
  ),
  ...enforced('of three expressions', (m) => {
    const [x, y, t] = [m.integer(-1, 2, 'x'), m.integer(0, 2, 'y'), m.integer(-2, 3, 't')];
    return maxEquality(term(t), [weighted([x, y], [1, -1]), term(y), constant(0)]);
  }),
  ...enforced('the least of two', (m) =>
    minEquality(term(m.integer(-1, 3, 't')), [term(m.integer(0, 2, 'x'), 2), term(m.integer(-1, 3, 'y'))]),
  ),
  ...enforced('an absolute value', (m) => absEquality(term(m.integer(-1, 2, 't')), term(m.integer(-2, 3, 'x')))),
  ...enforced('one expression', (m) => maxEquality(term(m.integer(0, 2, 't'), -1), [term(m.integer(-2, 1, 'x'))])),
  ...enforced('one that is always greatest', (m) =>
    maxEquality(term(m.integer(0, 3, 't')), [term(m.integer(0, 1, 'x')), term(m.integer(2, 3, 'y'))]),
  ),
  ...enforced('a target among the expressions', (m) => {
    const t = m.integer(0, 3, 't');
    return maxEquality(term(t), [term(t), term(m.integer(1, 4, 'x'))]);
  }),
  ...enforced('an expression twice', (m) => {
    const x = m.integer(0, 2, 'x');
    return maxEquality(term(m.integer(0, 3, 't')), [term(x), term(x), constant(1)]);
  }),
];

const MULTIPLICATION: Model[] = [
  ...enforced('a Boolean times an integer', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-2, 3, 't')),
    exprs: [e(m.boolean('a')), e(m.integer(-2, 3, 'x'))],
  })),
  ...enforced('two Booleans, one negated', (m) => ({
    kind: 'multiplication',
    target: e(m.boolean('t')),
    exprs: [e(m.boolean('a')), e(m.boolean('b'), -1, 1)],
  })),
  ...enforced('two integers', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-6, 6, 't')),
    exprs: [e(m.integer(-2, 2, 'x')), e(m.integer(-1, 3, 'y'))],
  })),
  ...enforced('two expressions', (m) => {
    const [x, y] = [m.integer(-1, 2, 'x'), m.integer(0, 2, 'y')];
    const exprs = [data(weighted([x, y], [1, -1], 1)), e(x, -2, 1)];
    return { kind: 'multiplication', target: e(m.integer(-3, 3, 't'), 2, -1), exprs };
  }),
  ...enforced('a square', (m) => {
    const x = m.integer(-2, 3, 'x');
    return { kind: 'multiplication', target: e(m.integer(0, 5, 't')), exprs: [e(x), e(x)] };
  }),
  ...enforced('x (1 - x)', (m) => {
    const x = m.integer(-2, 3, 'x');
    return { kind: 'multiplication', target: e(m.integer(-6, 1, 't')), exprs: [e(x), e(x, -1, 1)] };
  }),
  ...enforced('three factors', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-5, 5, 't')),
    exprs: [e(m.integer(-1, 2, 'x')), e(m.integer(-2, 1, 'y'), -1), e(m.integer(0, 2, 'z'))],
  })),
  ...enforced('factors of many values', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-3, 3, 't'), 10),
    exprs: [e(m.integer(-20, 20, 'x')), e(m.integer(0, 1, 'y'), 50, -9)],
  })),
  ...enforced('numbers', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-9, 9, 't')),
    exprs: [k(-2), e(m.integer(-2, 2, 'x')), k(2)],
  })),
  ...enforced('one factor', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(0, 3, 't')),
    exprs: [e(m.integer(-2, 2, 'x'))],
  })),
  ...enforced('no factor', (m) => ({ kind: 'multiplication', target: e(m.integer(0, 3, 't')), exprs: [] })),
  ...enforced('domains with holes', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-9, 9, 't')),
    exprs: [e(m.integerIn([-2, -2, 3, 3], 'x')), e(m.integerIn([-3, -2, 0, 0, 2, 3], 'y'))],
  })),
];

function quotients(kind: 'division' | 'modulo'): Model[] {
  const models = [
    ...enforced(`${kind} by 3`, (m) => ({
      kind,
      target: e(m.integer(-3, 3, 't')),
      dividend: e(m.integer(-7, 7, 'x')),
      divisor: k(3),
    })),
    ...enforced(`${kind} of something positive by 2`, (m) => ({
      kind,
      target: e(m.integer(0, 3, 't'), -1, 3),
      dividend: data(sum([m.integer(0, 3, 'x'), m.integer(1, 2, 'y')])),
      divisor: k(2),
    })),
    ...enforced(`${kind} of something negative by 4`, (m) => ({
      kind,
      target: e(m.integer(-3, 1, 't')),
      dividend: e(m.integer(-9, -1, 'x')),
      divisor: k(4),
    })),
    ...enforced(`${kind} by 1`, (m) => ({
      kind,
      target: e(m.integer(-2, 2, 't')),
      dividend: e(m.integer(-2, 3, 'x')),
      divisor: k(1),
    })),
    ...enforced(`${kind} of a number`, (m) => ({
      kind,
      target: e(m.integer(-4, 4, 't')),
      dividend: k(-7),
      divisor: e(m.integer(1, 4, 'd')),
    })),
    ...enforced(`${kind} by a variable`, (m) => ({
      kind,
      target: e(m.integer(-4, 4, 't')),
      dividend: e(m.integer(-5, 6, 'x')),
      divisor: e(m.integer(1, 3, 'd')),
    })),
    ...enforced(`${kind} of something positive by a variable`, (m) => ({
      kind,
      target: e(m.integer(-1, 3, 't')),
      dividend: e(m.integer(0, 6, 'x')),
      divisor: e(m.integer(0, 2, 'd'), 2, 1),
    })),
    ...enforced(`${kind} of the divisor`, (m) => {
      const d = m.integer(1, 4, 'd');
      return { kind, target: e(m.integer(-1, 3, 't')), dividend: e(d, 2, -3), divisor: e(d) };
    }),
    ...enforced(`${kind} with a rest that cannot be`, (m) => ({
      kind,
      target: e(m.integer(5, 6, 't')),
      dividend: e(m.integer(0, 4, 'x')),
      divisor: k(3),
    })),
  ];
  if (kind === 'modulo') return models;
  return [
    ...models,
    ...enforced('division by -2', (m) => ({
      kind,
      target: e(m.integer(-3, 3, 't')),
      dividend: e(m.integer(-5, 5, 'x')),
      divisor: k(-2),
    })),
    ...enforced('division by a negative variable', (m) => ({
      kind,
      target: e(m.integer(-4, 4, 't')),
      dividend: e(m.integer(-4, 5, 'x')),
      divisor: e(m.integer(-3, -1, 'd')),
    })),
  ];
}

/** Intervals with traps: a size of 0, a size that can be negative, one that may be absent, an end of its own. */
function threeIntervals(m: ModelBuilder) {
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

const NO_OVERLAP: Model[] = [
  ...Object.entries(INTERVALS).flatMap(([name, intervals]) =>
    enforced(`noOverlap of ${name}`, (m) => ({ kind: 'noOverlap', intervals: intervals(m) })),
  ),
  small('two noOverlap that share a pair', (m) => {
    const all = threeIntervals(m);
    m.noOverlap(all);
    m.noOverlap([all[1]!, all[0]!]);
    m.minimize(term(0));
  }),
];

const NO_OVERLAP_2D: Model[] = [
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

const CUMULATIVE: Model[] = [
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

const RESERVOIR: Model[] = [
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
  ...enforced('no event', () => ({ kind: 'reservoir', times: [], changes: [], minLevel: 0, maxLevel: 0 })),
];

/** For each kind, small models with it: plain, enforced, negated, empty and at the boundaries of what it means. */
export const SMALL_MODELS = {
  linear: LINEAR,
  boolOr: literalLists('boolOr'),
  boolAnd: literalLists('boolAnd'),
  boolXor: literalLists('boolXor'),
  atMostOne: literalLists('atMostOne'),
  exactlyOne: literalLists('exactlyOne'),
  allDifferent: ALL_DIFFERENT,
  element: ELEMENT,
  table: TABLE,
  automaton: AUTOMATON,
  circuit: circuits('circuit'),
  multipleCircuit: circuits('multipleCircuit'),
  inverse: INVERSE,
  max: MAX,
  multiplication: MULTIPLICATION,
  division: quotients('division'),
  modulo: quotients('modulo'),
  noOverlap: NO_OVERLAP,
  noOverlap2D: NO_OVERLAP_2D,
  cumulative: CUMULATIVE,
  reservoir: RESERVOIR,
} as const satisfies Record<Kind, readonly Model[]>;

/** Small models of what a model has besides its constraints. */
export const SMALL_PARTS = {
  variables: [
    small('holes', (m) => {
      const [x, y] = [m.integerIn([-2, -1, 1, 1, 4, 5], 'x'), m.integerIn([0, 0, 3, 3], 'y')];
      m.add(compare(sum([x, y]), '<=', 5));
      m.maximize(weighted([x, y], [2, -1]));
    }),
  ],
  intervals: [
    small('intervals that no constraint names', (m) => void threeIntervals(m)),
    small('an interval with an end of its own', (m) => {
      const [s, n, end, p] = [m.integer(0, 2, 's'), m.integer(-1, 2, 'n'), m.integer(0, 3, 'end'), m.boolean('here')];
      m.interval({ start: term(s), size: term(n), end: term(end), presence: [p], name: 'own' });
    }),
    small('an interval that cannot be', (m) => {
      m.interval({ start: constant(0), size: constant(-1), presence: [m.boolean('p'), not(m.boolean('q'))] });
    }),
    small('an interval in two parts', (m) => {
      const [s, n] = [m.integer(0, 2, 's'), m.integer(0, 2, 'n')];
      m.interval({ start: term(s), size: term(n, -1), end: weighted([s, n], [1, 1]) });
    }),
  ],
  assumptions: [
    small('assumptions', (m) => {
      const [a, b, c] = [m.boolean('a'), m.boolean('b'), m.boolean('c')];
      m.assume(a);
      m.assume(not(b));
      m.add({ kind: 'boolOr', literals: [b, c] }, { enforce: [a] });
    }),
    small('assumptions that conflict', (m) => {
      const a = m.boolean('a');
      m.assume(a);
      m.assume(not(a));
    }),
  ],
  objective: [
    small('an objective in one range', (m) => {
      const [x, y] = [m.integer(0, 3, 'x'), m.integer(-1, 2, 'y')];
      m.optimize({ sense: 'maximize', vars: [x, y], coeffs: [2, -3], offset: 0.5, scale: 0.25, domain: [-1, 4] });
    }),
    small('an objective in two ranges', (m) => {
      const [x, y] = [m.integer(0, 3, 'x'), m.integer(-1, 2, 'y')];
      m.optimize({ sense: 'minimize', vars: [x, y], coeffs: [1, 1], offset: -2, domain: [LOW, 0, 3, HIGH] });
    }),
  ],
} as const satisfies Record<Part, readonly Model[]>;

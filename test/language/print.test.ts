import { expect, it } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import type { ConstraintOf, Kind } from '../../src/language/constraints/index.ts';
import { compare, within } from '../../src/language/constraints/linear.ts';
import { constant, not, plus, sum, term, weighted } from '../../src/language/expression.ts';
import { print } from '../../src/language/print.ts';

const [a, b, x] = [0, 1, 2];
const arcs = { tails: [0, 1], heads: [1, 0], literals: [a, not(b)] };
const e = term;

/** One constraint of every kind. */
const ALL: { readonly [K in Kind]: ConstraintOf<K> } = {
  linear: compare(weighted([x, a, b], [3, -1, -2]), '<=', 4),
  boolOr: { kind: 'boolOr', literals: [a, not(b)] },
  boolAnd: { kind: 'boolAnd', literals: [a] },
  boolXor: { kind: 'boolXor', literals: [a, b] },
  atMostOne: { kind: 'atMostOne', literals: [a, b] },
  exactlyOne: { kind: 'exactlyOne', literals: [a, b] },
  allDifferent: { kind: 'allDifferent', exprs: [e(x), e(3)] },
  element: { kind: 'element', index: e(a), exprs: [e(x), constant(4)], target: e(3, 2) },
  table: {
    kind: 'table',
    exprs: [e(x), e(a)],
    tuples: [
      [1, 0],
      [2, 1],
    ],
    negated: true,
  },
  automaton: {
    kind: 'automaton',
    exprs: [e(x)],
    start: 0,
    finals: [1, 2],
    transitions: [
      [0, 5, 1],
      [0, 6, 2],
    ],
  },
  circuit: { kind: 'circuit', ...arcs },
  multipleCircuit: { kind: 'multipleCircuit', ...arcs },
  inverse: { kind: 'inverse', direct: [x, 3], inverse: [3, x] },
  max: { kind: 'max', target: e(x), exprs: [e(a), e(3, -1)] },
  multiplication: { kind: 'multiplication', target: e(x), exprs: [e(a), e(b)] },
  division: { kind: 'division', target: e(x), dividend: plus(e(a), e(b)), divisor: constant(2) },
  modulo: { kind: 'modulo', target: e(x), dividend: e(3), divisor: constant(2) },
  noOverlap: { kind: 'noOverlap', intervals: [0, 1] },
  noOverlap2D: { kind: 'noOverlap2D', x: [0], y: [1] },
  cumulative: { kind: 'cumulative', intervals: [0, 1], demands: [e(a), constant(2)], capacity: e(x) },
  reservoir: {
    kind: 'reservoir',
    times: [e(x)],
    changes: [constant(-1)],
    actives: [not(a)],
    minLevel: -2,
    maxLevel: 3,
  },
};

it('every part of a model is a line that a person can read', () => {
  const model = new ModelBuilder('all of it');
  model.boolean('a');
  model.boolean('b');
  model.integerIn([0, 4, 6, 6], 'x');
  model.integer(-2, 9);
  model.interval({ start: term(x), size: constant(2), name: 'ride', presence: [a, not(b)] });
  model.interval({ start: constant(0), size: term(3), end: term(x) });
  for (const constraint of Object.values(ALL)) model.add(constraint);
  model.add(within(sum([a, b]), [0, 0, 2, Infinity]), { name: 'not one', enforce: [a, not(b)] });
  model.add(compare(term(x), '!=', 3));
  model.add(compare(term(x), '=', 3));
  model.add(compare(term(x), '>=', 3));
  model.add(within(term(x), [-Infinity, Infinity]));
  model.optimize({ sense: 'maximize', ...weighted([x, a], [2, -1], -7), scale: 0.5, domain: [0, 30] });
  model.hint(x, 6);
  model.assume(not(a));
  model.strategy({ exprs: [term(x), term(a)], variableSelection: 'minDomainSize', valueSelection: 'upperHalf' });
  expect(print(model.build())).toBe(`model all of it
maximize 2 x - a - 7, in 0..30, shown times 0.5
variables
  a in 0..1
  b in 0..1
  x in 0..4 | 6
  x3 in -2..9
intervals
  ride = [x, x + 2) size 2 if a, !b
  interval1 = [0, x) size x3
constraints
  3 x - a - 2 b <= 4
  or(a, !b)
  and(a)
  xor(a, b)
  atMostOne(a, b)
  exactlyOne(a, b)
  allDifferent(x, x3)
  [x, 4][a] = 2 x3
  (x, a) not in (1, 0) (2, 1)
  automaton(x; start 0; finals 1 2; 0-5->1 0-6->2)
  circuit(0->1 if a, 1->0 if !b)
  multipleCircuit(0->1 if a, 1->0 if !b)
  inverse([x, x3], [x3, x])
  x = max(a, -x3)
  x = product(a, b)
  x = (a + b) / (2)
  x = (x3) mod (2)
  noOverlap(ride, interval1)
  noOverlap2D(ride x interval1)
  cumulative(ride: a, interval1: 2; capacity x)
  reservoir(-1 at x if !a; level -2..3)
  not one: if a, !b then a + b in 0 | 2..*
  x != 3
  x = 3
  x >= 3
  x in *..*
assumptions
  !a
hint
  x = 6
strategies
  minDomainSize, upperHalf: x, a
`);
});

it('an empty model is one word', () => {
  expect(print(new ModelBuilder().build())).toBe('model\n');
});

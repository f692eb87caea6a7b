import { compare } from '../../../src/language/constraints/linear.ts';
import { constant, not, sum, term, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import type { Part } from '../../../src/rewrite/rewrite.ts';
import { threeIntervals } from './intervals.ts';
import { small } from './small.ts';

const [LOW, HIGH] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

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

import { not, simplify, sum } from '../language/expression.ts';
import { byOccurrence } from './atMostOneToLinear.ts';
import { linearOf } from './enforcedLinearToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces "exactly one is true" by one row. */
export const exactlyOneToLinear: ConstraintRewrite<'exactlyOne'> = {
  name: 'exactlyOneToLinear',
  from: 'exactlyOne',
  adds: 'sum of literals = 1; a literal listed twice is false',
  exact: true,
  replace(c, target) {
    if (target.areApart(c.literals)) {
      target.post(linearOf(sum(c.literals), 1, 1));
      return;
    }
    const { once, twice } = byOccurrence(c.literals);
    if (twice.length > 0) target.post({ kind: 'boolAnd', literals: twice.map(not) });
    target.post(linearOf(simplify(sum(once)), 1, 1));
  },
};

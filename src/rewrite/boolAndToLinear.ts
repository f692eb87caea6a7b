import { not, sum } from '../language/expression.ts';
import { postClause } from './boolOrToLinear.ts';
import { linearOf } from './enforcedLinearToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/**
 * Replaces a conjunction by one row, or, under enforcement, by one clause for each literal: the sum of those clauses
 * would be one row only, but a weaker one.
 */
export const boolAndToLinear: ConstraintRewrite<'boolAnd'> = {
  name: 'boolAndToLinear',
  from: 'boolAnd',
  adds: 'sum of n literals >= n; enforced: literal + sum of (1 - e) >= 1 for each literal',
  exact: true,
  replace(c, target) {
    const literals = [...new Set(c.literals)];
    if (literals.length === 0) return;
    if (target.unconditional) {
      target.postAlways(linearOf(sum(literals), literals.length, Number.POSITIVE_INFINITY));
      return;
    }
    const unless = c.enforce!.map(not);
    for (const literal of literals) postClause(target, [...unless, literal]);
  },
};

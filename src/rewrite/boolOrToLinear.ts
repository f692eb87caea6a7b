import { type Literal, not, sum } from '../language/expression.ts';
import { linearOf } from './enforcedLinearToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces a clause by one row; the enforcement literals join it negated. */
export const boolOrToLinear: ConstraintRewrite<'boolOr'> = {
  name: 'boolOrToLinear',
  from: 'boolOr',
  adds: 'sum of literals + sum of (1 - e) >= 1',
  exact: true,
  replace(c, target) {
    postClause(target, [...(c.enforce ?? []).map(not), ...c.literals]);
  },
};

/** Posts, without enforcement, the row that says that one of the literals is true. */
export function postClause(target: Target, literals: readonly Literal[]): void {
  if (target.areApart(literals) && literals.every((literal) => target.fixed(literal) === undefined)) {
    target.postAlways(linearOf(sum(literals), 1, Number.POSITIVE_INFINITY));
    return;
  }
  const open = new Set<Literal>();
  for (const literal of literals) {
    const fixed = target.fixed(literal);
    if (fixed === true || open.has(not(literal))) return;
    if (fixed === undefined) open.add(literal);
  }
  target.postAlways(linearOf(sum([...open]), 1, Number.POSITIVE_INFINITY));
}

import type { ConstraintRewrite } from './rewrite.ts';

/** Decides a table of no expressions here: CP-SAT lets it hold whatever its tuples are. */
export const emptyTableToBoolOr: ConstraintRewrite<'table'> = {
  name: 'emptyTableToBoolOr',
  from: 'table',
  adds: 'an empty clause, which cannot hold, unless the empty tuple is allowed',
  exact: true,
  applies: (c) => c.exprs.length === 0,
  replace(c, target) {
    const isListed = c.tuples.length > 0;
    if (isListed === (c.negated ?? false)) target.postFalse();
  },
};

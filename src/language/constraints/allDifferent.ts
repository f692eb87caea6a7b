import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expressions }: Fields) =>
  z.strictObject({ kind: z.literal('allDifferent'), ...base, exprs: expressions });

/** *Means* no two of the expressions have the same value. */
export interface AllDifferent extends ConstraintBase {
  readonly kind: 'allDifferent';
  readonly exprs: readonly Expression[];
}

export const allDifferent: ConstraintKind<AllDifferent> = {
  kind: 'allDifferent',
  schema,
  visit(c, visitor) {
    for (const e of c.exprs) visitor.expression(e);
  },
  holds(c, { values }) {
    return new Set(c.exprs.map((e) => evaluate(e, values))).size === c.exprs.length;
  },
  print(c, names) {
    return `allDifferent(${names.expressions(c.exprs)})`;
  },
};

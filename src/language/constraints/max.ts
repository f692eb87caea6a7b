import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import { type Expression, times } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expression, expressions }: Fields) =>
  z.strictObject({ kind: z.literal('max'), ...base, target: expression, exprs: expressions });

/** *Means* `target = the greatest of exprs`. *Shapes* at least one expression. */
export interface Max extends ConstraintBase {
  readonly kind: 'max';
  readonly target: Expression;
  readonly exprs: readonly Expression[];
}

/** The constraint `target = the least of exprs`, said as a maximum of the opposites. */
export function minEquality(target: Expression, exprs: readonly Expression[]): Max {
  return maxEquality(
    times(target, -1),
    exprs.map((e) => times(e, -1)),
  );
}

/** The constraint `target = |e|`, the greater of e and its opposite. */
export function absEquality(target: Expression, e: Expression): Max {
  return maxEquality(target, [e, times(e, -1)]);
}

/** The constraint `target = the greatest of exprs`. */
export function maxEquality(target: Expression, exprs: readonly Expression[]): Max {
  return { kind: 'max', target: target, exprs: exprs };
}

export const max: ConstraintKind<Max> = {
  kind: 'max',
  schema,
  visit(c, visitor) {
    visitor.expression(c.target);
    for (const e of c.exprs) visitor.expression(e);
  },
  check(c, scope) {
    if (c.exprs.length === 0) scope.fail('is the maximum of nothing', 'list at least one expression.');
  },
  holds(c, { values }) {
    let greatest = Number.NEGATIVE_INFINITY;
    for (const e of c.exprs) greatest = Math.max(greatest, evaluate(e, values));
    return evaluate(c.target, values) === greatest;
  },
  print(c, names) {
    return `${names.expression(c.target)} = max(${names.expressions(c.exprs)})`;
  },
};

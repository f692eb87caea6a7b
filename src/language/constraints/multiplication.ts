import { DovetailError } from '../../errors.ts';
import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expression, expressions }: Fields) =>
  z.strictObject({ kind: z.literal('multiplication'), ...base, target: expression, exprs: expressions });

/** *Means* `target = the product of exprs`, 1 when there are none. *Limits* the product stays within 2^53 - 1. */
export interface Multiplication extends ConstraintBase {
  readonly kind: 'multiplication';
  readonly target: Expression;
  readonly exprs: readonly Expression[];
}

export const multiplication: ConstraintKind<Multiplication> = {
  kind: 'multiplication',
  schema,
  visit(c, visitor) {
    visitor.expression(c.target);
    for (const e of c.exprs) visitor.expression(e);
  },
  check(c, scope) {
    let size = 1;
    for (const e of c.exprs) size *= Math.max(1, ...scope.bounds(e).map(Math.abs));
    if (size <= Number.MAX_SAFE_INTEGER) return;
    throw new DovetailError(
      'model/overflow',
      `The constraint ${c.name ?? c.kind} has a product that can reach ${size}.`,
      {
        maybe: 'use tighter bounds.',
      },
    );
  },
  holds(c, { values }) {
    let product = 1;
    for (const e of c.exprs) product *= evaluate(e, values);
    return evaluate(c.target, values) === product;
  },
  print(c, names) {
    return `${names.expression(c.target)} = product(${names.expressions(c.exprs)})`;
  },
};

import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expression }: Fields) =>
  z.strictObject({
    kind: z.literal('modulo'),
    ...base,
    target: expression,
    dividend: expression,
    divisor: expression,
  });

/**
 * *Means* `target = dividend mod divisor`, with the sign of the dividend (`-7 mod 3 = -1`).
 *
 * *Limits* the divisor is at least 1.
 */
export interface Modulo extends ConstraintBase {
  readonly kind: 'modulo';
  readonly target: Expression;
  readonly dividend: Expression;
  readonly divisor: Expression;
}

export const modulo: ConstraintKind<Modulo> = {
  kind: 'modulo',
  schema,
  visit(c, visitor) {
    visitor.expression(c.target);
    visitor.expression(c.dividend);
    visitor.expression(c.divisor);
  },
  check(c, scope) {
    const [lo] = scope.bounds(c.divisor);
    if (lo <= 0) scope.fail(`takes the rest by something that can be ${lo}`, 'keep the divisor at 1 or more.');
  },
  holds(c, { values }) {
    return evaluate(c.target, values) === evaluate(c.dividend, values) % evaluate(c.divisor, values);
  },
  print(c, names) {
    return `${names.expression(c.target)} = (${names.expression(c.dividend)}) mod (${names.expression(c.divisor)})`;
  },
};

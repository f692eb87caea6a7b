import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expression }: Fields) =>
  z.strictObject({
    kind: z.literal('division'),
    ...base,
    target: expression,
    dividend: expression,
    divisor: expression,
  });

/** *Means* `target = dividend / divisor`, rounded towards zero. *Limits* the divisor's bounds exclude 0. */
export interface Division extends ConstraintBase {
  readonly kind: 'division';
  readonly target: Expression;
  readonly dividend: Expression;
  readonly divisor: Expression;
}

export const division: ConstraintKind<Division> = {
  kind: 'division',
  schema,
  visit(c, visitor) {
    visitor.expression(c.target);
    visitor.expression(c.dividend);
    visitor.expression(c.divisor);
  },
  check(c, scope) {
    const [lo, hi] = scope.bounds(c.divisor);
    if (lo <= 0 && hi >= 0) {
      scope.fail(`divides by something between ${lo} and ${hi}, which can be 0`, 'keep 0 out of its domain.');
    }
  },
  holds(c, { values }) {
    const quotient = Math.trunc(evaluate(c.dividend, values) / evaluate(c.divisor, values));
    return evaluate(c.target, values) === quotient;
  },
  print(c, names) {
    return `${names.expression(c.target)} = (${names.expression(c.dividend)}) / (${names.expression(c.divisor)})`;
  },
};

import { type ConstraintBase, type ConstraintKind, countTrue } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, literals }: Fields) => z.strictObject({ kind: z.literal('exactlyOne'), ...base, literals });

/** *Means* exactly one literal is true; a literal that is listed twice counts twice. */
export interface ExactlyOne extends ConstraintBase {
  readonly kind: 'exactlyOne';
  readonly literals: readonly Literal[];
}

export const exactlyOne: ConstraintKind<ExactlyOne> = {
  kind: 'exactlyOne',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  holds(c, { values }) {
    return countTrue(c.literals, values) === 1;
  },
  print(c, names) {
    return `exactlyOne(${names.literals(c.literals)})`;
  },
};

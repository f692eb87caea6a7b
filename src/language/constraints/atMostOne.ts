import { type ConstraintBase, type ConstraintKind, countTrue } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, literals }: Fields) => z.strictObject({ kind: z.literal('atMostOne'), ...base, literals });

/** *Means* at most one literal is true; a literal that is listed twice counts twice. */
export interface AtMostOne extends ConstraintBase {
  readonly kind: 'atMostOne';
  readonly literals: readonly Literal[];
}

export const atMostOne: ConstraintKind<AtMostOne> = {
  kind: 'atMostOne',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  holds(c, { values }) {
    return countTrue(c.literals, values) <= 1;
  },
  print(c, names) {
    return `atMostOne(${names.literals(c.literals)})`;
  },
};

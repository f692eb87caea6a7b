import { type ConstraintBase, type ConstraintKind, countTrue } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, literals }: Fields) => z.strictObject({ kind: z.literal('boolAnd'), ...base, literals });

/** *Means* every literal is true; a literal that is listed twice counts twice. */
export interface BoolAnd extends ConstraintBase {
  readonly kind: 'boolAnd';
  readonly literals: readonly Literal[];
}

export const boolAnd: ConstraintKind<BoolAnd> = {
  kind: 'boolAnd',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  holds(c, { values }) {
    return countTrue(c.literals, values) === c.literals.length;
  },
  print(c, names) {
    return `and(${names.literals(c.literals)})`;
  },
};

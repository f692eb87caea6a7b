import { type ConstraintBase, type ConstraintKind, countTrue } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, literals }: Fields) => z.strictObject({ kind: z.literal('boolXor'), ...base, literals });

/** *Means* an odd number of the literals is true; a literal that is listed twice counts twice. */
export interface BoolXor extends ConstraintBase {
  readonly kind: 'boolXor';
  readonly literals: readonly Literal[];
}

export const boolXor: ConstraintKind<BoolXor> = {
  kind: 'boolXor',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  holds(c, { values }) {
    return countTrue(c.literals, values) % 2 === 1;
  },
  print(c, names) {
    return `xor(${names.literals(c.literals)})`;
  },
};

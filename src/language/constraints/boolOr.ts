import { type ConstraintBase, type ConstraintKind, countTrue } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, literals }: Fields) => z.strictObject({ kind: z.literal('boolOr'), ...base, literals });

/** *Means* at least one literal is true; a literal that is listed twice counts twice. */
export interface BoolOr extends ConstraintBase {
  readonly kind: 'boolOr';
  readonly literals: readonly Literal[];
}

/** The constraint `if a then b`. */
export function implication(a: Literal, b: Literal): BoolOr {
  return { kind: 'boolOr', literals: [b], enforce: [a] };
}

export const boolOr: ConstraintKind<BoolOr> = {
  kind: 'boolOr',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  holds(c, { values }) {
    return countTrue(c.literals, values) > 0;
  },
  print(c, names) {
    return `or(${names.literals(c.literals)})`;
  },
};

import { z } from 'zod';
import { type ConstraintKind, countTrue } from '../constraint.ts';
import { base, literals } from './fields.ts';

const schema = z.strictObject({ kind: z.literal('atMostOne'), ...base, literals });

/** *Means* at most one literal is true; a literal that is listed twice counts twice. */
export type AtMostOne = z.infer<typeof schema>;

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

import { z } from 'zod';
import type { Expression } from '../expression.ts';

/** A list in JSON; constraints are data that nobody changes, so it is read-only in the types. */
export function list<T>(item: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z.array(item) as unknown as z.ZodType<readonly T[]>;
}

/** A whole number that doubles hold exactly. */
export const integer = z.int();

/** Index of a variable. */
export const variable = z.int().nonnegative();

/** A variable index, or `-1 - index` for its negation. */
export const literal = z.int();

export const literals = list(literal);

export const expression: z.ZodType<Expression> = z.strictObject({
  vars: list(variable),
  coeffs: list(integer),
  offset: integer,
});

export const expressions = list(expression);

/** Index of an interval. */
export const interval = z.int().nonnegative();

/**
 * A domain in JSON, which has no infinity: `null` in the first place means no lower bound, in the last place no upper
 * bound.
 */
export const domain: z.ZodType<readonly number[]> = z
  .array(z.union([integer, z.null(), z.literal(Infinity), z.literal(-Infinity)]))
  .transform((list) =>
    list.map((bound, i) => bound ?? (i === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)),
  );

/** The fields that every kind of constraint has. */
export const base = {
  name: z.string().optional(),
  enforce: literals.optional(),
  owner: z.string().optional(),
};

/** What the JSON forms of constraints are made of. Kinds are given it, so that whoever reads no JSON loads nothing for it. */
export const FIELDS = {
  z,
  list,
  integer,
  variable,
  literal,
  literals,
  expression,
  expressions,
  interval,
  domain,
  base,
};

export type Fields = typeof FIELDS;

import { z } from 'zod';

/** A whole number that doubles hold exactly. */
export const integer = z.int();

/** Index of a variable. */
export const variable = z.int().nonnegative();

/** A variable index, or `-1 - index` for its negation. */
export const literal = z.int();

export const literals = z.array(literal);

export const expression = z.strictObject({
  vars: z.array(variable),
  coeffs: z.array(integer),
  offset: integer,
});

export const expressions = z.array(expression);

/** Index of an interval. */
export const interval = z.int().nonnegative();

/**
 * A domain in JSON, which has no infinity: `null` in the first place means no lower bound, in the last place no upper
 * bound.
 */
export const domain = z
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

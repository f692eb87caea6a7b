import { z } from 'zod';
import type { Fault } from '../errors.ts';
import { LIMITS, pointerOf } from '../limits.ts';
import { domain, expression, expressions, integer, literals, variable } from './constraints/fields.ts';
import type { Kind } from './constraints/index.ts';
import { KINDS } from './constraints/index.ts';
import { checkedModel, faultyModel } from './faults.ts';
import { type Model, VALUE_SELECTIONS, VARIABLE_SELECTIONS } from './model.ts';

const name = z.string().optional();

const constraint = z.discriminatedUnion(
  'kind',
  Object.values(KINDS).map((kind) => kind.schema) as unknown as [z.ZodObject<{ kind: z.ZodLiteral<Kind> }>],
);

/** The JSON form of a {@link Model}. */
export const modelSchema = z.strictObject({
  dovetail: z.literal(1),
  name,
  variables: z.array(z.strictObject({ name, domain, owner: name })),
  intervals: z
    .array(
      z.strictObject({
        name,
        start: expression,
        size: expression,
        end: expression,
        presence: literals.optional(),
        owner: name,
      }),
    )
    .default([]),
  constraints: z.array(constraint).default([]),
  objective: z
    .strictObject({
      sense: z.enum(['minimize', 'maximize']),
      vars: z.array(variable),
      coeffs: z.array(integer),
      offset: z.number(),
      scale: z.number().optional(),
      domain: domain.optional(),
    })
    .optional(),
  hint: z.strictObject({ vars: z.array(variable), values: z.array(integer) }).optional(),
  assumptions: literals.optional(),
  strategies: z
    .array(
      z.strictObject({
        exprs: expressions,
        variableSelection: z.enum(VARIABLE_SELECTIONS),
        valueSelection: z.enum(VALUE_SELECTIONS),
      }),
    )
    .optional(),
});

/**
 * Reads a model from its JSON value and checks all of it.
 *
 * *Errors* `input/shape` or `input/invalid`, with every fault at its JSON pointer.
 */
export function modelFromJson(value: unknown): Model {
  const parsed = modelSchema.safeParse(value);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const faults = issues.slice(0, LIMITS.faults).map(({ path, message }): Fault => {
      return { pointer: pointerOf(path), code: 'input/shape', message };
    });
    throw faultyModel('input/shape', faults, issues.length);
  }
  return checkedModel(parsed.data as unknown as Model);
}

/** The JSON text of a model; infinite bounds become null, as {@link modelFromJson} expects. */
export function modelToJson(model: Model): string {
  return JSON.stringify(model);
}

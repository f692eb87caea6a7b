import { z } from 'zod';
import { DovetailError, type ErrorCode, type Fault, messageOf } from '../errors.ts';
import { checkModel } from './check.ts';
import { domain, expression, expressions, integer, literals, variable } from './constraints/fields.ts';
import type { Kind } from './constraints/index.ts';
import { KINDS } from './constraints/index.ts';
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

/** At most this many faults are listed; the rest is counted. */
const FAULTS_SHOWN = 50;

/**
 * Reads a model from its JSON value and checks all of it.
 *
 * *Errors* `input/shape` or `input/invalid`, with every fault at its JSON pointer.
 */
export function modelFromJson(value: unknown): Model {
  const parsed = modelSchema.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue): Fault => {
      const pointer = issue.path.map((part) => `/${String(part)}`).join('');
      return { pointer, code: 'input/shape', message: issue.message };
    });
    throw faulty('input/shape', faults);
  }
  const model = parsed.data as unknown as Model;
  const faults: Fault[] = [];
  checkModel(model, (pointer, thrown) => {
    const code: ErrorCode = thrown instanceof DovetailError ? thrown.code : 'bug/internal';
    faults.push({ pointer, code, message: messageOf(thrown) });
  });
  if (faults.length) throw faulty('input/invalid', faults);
  return model;
}

/** The JSON text of a model; infinite bounds become null, as {@link modelFromJson} expects. */
export function modelToJson(model: Model): string {
  return JSON.stringify(model);
}

function faulty(code: ErrorCode, faults: readonly Fault[]): DovetailError {
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${fault.pointer || '/'}: ${fault.message}`);
  const more = faults.length > FAULTS_SHOWN ? `\n  and ${faults.length - FAULTS_SHOWN} more` : '';
  const head = faults.length === 1 ? 'The model has a fault:' : `The model has ${faults.length} faults:`;
  return new DovetailError(code, `${head}\n${lines.join('\n')}${more}`, {
    faults,
    maybe: 'write the model with ModelBuilder, which checks each line as it is built.',
  });
}

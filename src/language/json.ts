import { z } from 'zod';
import type { Fault } from '../errors.ts';
import { givenAt, issueText, meantIssues } from '../issueText.ts';
import { LIMITS, pointerOf } from '../limits.ts';
import { domain, expression, expressions, FIELDS, integer, literals, variable } from './constraints/fields.ts';
import type { Kind } from './constraints/index.ts';
import { KINDS } from './constraints/index.ts';
import { checkedModel, faultyModel } from './faults.ts';
import { type Model, VALUE_SELECTIONS, VARIABLE_SELECTIONS } from './model.ts';

const name = z.string().optional();

const constraint = z.discriminatedUnion(
  'kind',
  Object.values(KINDS).map((kind) => kind.schema(FIELDS)) as unknown as [z.ZodObject<{ kind: z.ZodLiteral<Kind> }>],
);

/** The entries of the lists of a model that may be long; each is read by itself, so that reading can end early. */
const ENTRIES = {
  variables: z.strictObject({ name, domain, owner: name }),
  intervals: z.strictObject({
    name,
    start: expression,
    size: expression,
    end: expression,
    presence: literals.optional(),
    owner: name,
  }),
  constraints: constraint,
};

/** The JSON form of a {@link Model}, whose long lists hold {@link ENTRIES}. */
const modelSchema = z.strictObject({
  dovetail: z.literal(1),
  name,
  variables: z.array(z.unknown()),
  intervals: z.array(z.unknown()).default([]),
  constraints: z.array(z.unknown()).default([]),
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
  const faults: Fault[] = [];
  let count = 0;
  const note = ({ issues }: z.ZodError, read: unknown, at: readonly PropertyKey[] = []): void => {
    for (const issue of meantIssues(issues)) {
      if (count++ >= LIMITS.faults) continue;
      const { code, message, path } = issue;
      const text = code === 'unrecognized_keys' ? message : `${issueText(issue, givenAt(issue, read))}.`;
      faults.push({ pointer: pointerOf([...at, ...path]), code: 'input/shape', message: text });
    }
  };
  const parsed = modelSchema.safeParse(value);
  if (parsed.error) note(parsed.error, value);
  const whole: Record<string, unknown> = { ...(parsed.data ?? (value as object)) };
  for (const [list, schema] of Object.entries(ENTRIES)) {
    const entries: unknown = whole[list];
    if (!Array.isArray(entries)) continue;
    const read: unknown[] = [];
    for (let i = 0; i < entries.length && count < LIMITS.faultsCounted; i++) {
      const entry = schema.safeParse(entries[i]);
      if (entry.error) note(entry.error, entries[i], [list, i]);
      else read.push(entry.data);
    }
    whole[list] = read;
  }
  if (count > 0) throw faultyModel('input/shape', faults, count);
  return checkedModel(whole as unknown as Model);
}

/** The JSON text of a model; infinite bounds become null, as {@link modelFromJson} expects. */
export function modelToJson(model: Model): string {
  return JSON.stringify(model);
}

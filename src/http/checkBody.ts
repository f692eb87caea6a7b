import type { z } from '@hono/zod-openapi';
import { durationToMs } from '../duration.ts';
import type { DovetailError } from '../errors.ts';
import { RAW_MODEL } from '../runs/run.ts';
import type { Asked } from '../solve/asked.ts';
import { askerOf, type HttpContext } from './environment.ts';
import type { HttpService } from './httpService.ts';
import { checkAll, requireModel, requireStrategy, requireTimeLimit, validated } from './inputFaults.ts';
import { modelName, optionsSchema } from './requestSchemas.ts';
import { shapeError } from './shapeError.ts';

/** A body with an input in it. */
interface InputBody {
  /** The member that is the input; where it is `model`, the body is a raw constraint model. */
  readonly part: 'input' | 'model';
  /** Whether the name of the model may be {@link RAW_MODEL}. */
  readonly mayBeRaw?: true;
}

interface Said extends InputBody {
  /** The body as it was parsed, of whatever shape. */
  readonly data: unknown;
  /** What its shape was refused with. */
  readonly shape?: DovetailError;
}

type Result = { readonly target: string; readonly data?: unknown } & (
  | { readonly success: true }
  | { readonly success: false; readonly error: { readonly issues: readonly z.core.$ZodIssue[] } }
);

/** Refuses a body of the wrong shape with everything else that is wrong with it, so that one answer tells all. */
export async function refuseShape(
  c: HttpContext,
  service: HttpService,
  { result, ...of }: InputBody & { readonly result: Result },
): Promise<never> {
  // The router goes on with nothing, though its types want a response.
  if (result.success) return undefined as never;
  const shape = shapeError(result);
  if (result.target === 'json') await checkBody(c, service, { ...of, data: result.data, shape });
  throw shape;
}

/** *Errors* `input/...` and `model/...` with every fault of a body, as far as each part of it can be read. */
export async function checkBody(c: HttpContext, service: HttpService, said: Said): Promise<void> {
  const { part, mayBeRaw, shape } = said;
  const { model, options, ...rest } = membersOf(said.data);
  const name = part === 'model' ? RAW_MODEL : model;
  const isRaw = name === RAW_MODEL && (part === 'model' || mayBeRaw === true);
  const isKnown = typeof name === 'string' && (isRaw || Object.hasOwn(service.domains, name));
  const { reopen, strategy } = askedIn(options);
  const text = c.get('body').partText ?? JSON.stringify(part === 'model' ? model : rest.input);
  await checkAll([
    () => {
      if (shape) throw shape;
    },
    () => {
      if (isWellNamed(name) && !isRaw) requireModel(service, name);
    },
    () => requireTimeLimit(service, timeLimitOf(options)),
    () => {
      if (isKnown && strategy !== undefined) requireStrategy(service, name, strategy);
    },
    async () => {
      if (isKnown && text?.startsWith('{'))
        await validated(
          () =>
            service.runs.validate(askerOf(c), {
              model: name,
              input: text,
              reopen: isRaw ? undefined : reopen,
            }),
          `/${part}`,
        );
    },
  ]);
}

/** A name that the schema has refused is not looked up as well. */
function isWellNamed(name: unknown): name is string {
  return typeof name === 'string' && modelName.safeParse(name).success;
}

/** In milliseconds; undefined when there is none, or none that can be read. */
function timeLimitOf(options: unknown): number | undefined {
  const { timeLimit } = membersOf(membersOf(options).termination);
  const { data } = optionsSchema.shape.termination.unwrap().shape.timeLimit.safeParse(timeLimit);
  return data === undefined ? undefined : durationToMs(data);
}

/** What options ask to be otherwise in the input, as far as that can be read. */
function askedIn(options: unknown): Asked {
  const { reopen, strategy } = membersOf(options);
  const { shape } = optionsSchema;
  return { reopen: shape.reopen.safeParse(reopen).data, strategy: shape.strategy.safeParse(strategy).data };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

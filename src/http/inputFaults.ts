import { msToDuration } from '../duration.ts';
import { DovetailError, type ErrorCode, type Fault } from '../errors.ts';
import { cut } from '../limits.ts';
import type { HttpService } from './httpService.ts';
import { lineOf } from './shapeError.ts';

/** *Errors* `input/shape` for an unknown model. */
export function requireModel({ domains }: Pick<HttpService, 'domains'>, model: string): void {
  if (Object.hasOwn(domains, model)) return;
  const message = `There is no model "${cut(model)}".`;
  throw new DovetailError('input/shape', message, {
    maybe: `use one of ${Object.keys(domains).join(', ')}; a raw constraint model goes to /v1/solve.`,
    faults: [{ pointer: '/model', code: 'input/shape', message }],
  });
}

/** *Errors* `input/invalid` for a strategy that a model, of which there is one, does not have. */
export function requireStrategy({ domains }: Pick<HttpService, 'domains'>, model: string, strategy: string): void {
  const strategies = domains[model]?.strategies ?? [];
  if (strategies.includes(strategy)) return;
  const message = `The model ${cut(model)} has no strategy "${cut(strategy)}".`;
  throw new DovetailError('input/invalid', message, {
    maybe: strategies.length > 0 ? `use one of ${strategies.join(', ')}.` : 'leave it out.',
    faults: [{ pointer: '/options/strategy', code: 'input/invalid', message }],
  });
}

/** *Errors* `input/invalid` for a time limit of nothing, or of more than the service allows. */
export function requireTimeLimit(
  { config }: Pick<HttpService, 'config'>,
  asked: number | undefined,
  pointer = '/options/termination/timeLimit',
): void {
  const { maxTimeLimitMs } = config;
  if (asked === undefined || (asked >= 1 && asked <= maxTimeLimitMs)) return;
  const message = `is ${msToDuration(asked)}; it has to be more than PT0S and at most ${msToDuration(maxTimeLimitMs)}.`;
  throw new DovetailError('input/invalid', `${pointer} ${message}`, {
    maybe: 'ask for less, or raise DOVETAIL_MAX_TIME_LIMIT.',
    faults: [{ pointer, code: 'input/invalid', message }],
  });
}

/**
 * Makes every check, and tells the faults of all that refuse together, with the code of the first. Text that is not JSON
 * is told alone: what else it says is not sure.
 */
export async function checkAll(checks: readonly (() => void | Promise<void>)[]): Promise<void> {
  const refusals: DovetailError[] = [];
  for (const check of checks) {
    try {
      await check();
    } catch (thrown) {
      if (!(thrown instanceof DovetailError) || !isInputFault(thrown) || thrown.code === 'input/syntax') throw thrown;
      refusals.push(thrown);
    }
  }
  const [first, ...others] = refusals;
  if (first) throw others.length === 0 ? first : together(first, others);
}

/** Faults that are told in words; all of them are in the list. */
const LINES = 20;

function together(first: DovetailError, others: readonly DovetailError[]): DovetailError {
  const all = [first, ...others];
  const faults = all.flatMap((one) => one.faults);
  const faultCount = all.reduce((sum, one) => sum + one.faultCount, 0);
  const lines = faults.slice(0, LINES).map(lineOf);
  if (faultCount > LINES) lines.push(`and ${faultCount - LINES} more`);
  const message = [`The request has ${faultCount} faults:`, ...lines].join('\n');
  return new DovetailError(first.code, message, { faults, faultCount, details: first.details, cause: first });
}

/** Faults of an input, with pointers into the body that it came in. */
export async function validated<T>(check: () => Promise<T>, prefix: string): Promise<T> {
  try {
    return await check();
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || !isInputFault(thrown)) throw thrown;
    const { code, message, details, faults, faultCount } = thrown;
    const all = faults.length > 0 ? faults : [{ pointer: '', code, message: withoutAdvice(message) }];
    const located = all.map((fault) => ({ ...fault, pointer: `${prefix}${fault.pointer}` }));
    throw new DovetailError(code, message, { details, faults: located, faultCount, cause: thrown });
  }
}

/** Says for an error of these codes, which the service gives without a place, which part of the request it is about. */
export async function located<Value>(
  work: Promise<Value>,
  pointers: Readonly<Partial<Record<ErrorCode, string>>>,
  as?: ErrorCode,
): Promise<Value> {
  try {
    return await work;
  } catch (thrown) {
    const pointer = thrown instanceof DovetailError ? pointers[thrown.code] : undefined;
    if (pointer === undefined) throw thrown;
    const { code: was, message, details } = thrown as DovetailError;
    const code = as ?? was;
    const faults: Fault[] = [{ pointer, code, message: withoutAdvice(message) }];
    throw new DovetailError(code, message, { details, faults, cause: thrown });
  }
}

/** A message without its "Maybe ...", which belongs to the whole and not to a fault. */
export function withoutAdvice(message: string): string {
  return message.split('\nMaybe ')[0]!;
}

export function isInputFault({ code }: DovetailError): boolean {
  return code.startsWith('input/') || code.startsWith('model/');
}

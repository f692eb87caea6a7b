import type { Fault } from './wire/fault.ts';
import type { Run } from './wire/run.ts';

/** Statuses that another attempt may turn into a success. */
const PASSING = [429, 502, 503, 504];

/** What the service answers when it refuses or fails: RFC 9457, with every fault of an input. */
export class DovetailProblem extends Error {
  override readonly name = 'DovetailProblem';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Fault[];
  readonly requestId: string;
  /** When to try again, where the service says. */
  readonly retryAfterMs: number | undefined;

  constructor({ status, headers }: Pick<Response, 'status' | 'headers'>, problem: Readonly<Record<string, unknown>>) {
    super(String(problem.detail ?? `The service answered ${status}.`));
    this.status = status;
    this.code = String(problem.code ?? 'http');
    this.errors = (problem.errors as Fault[] | undefined) ?? [];
    this.requestId = String(problem.requestId ?? headers.get('x-request-id') ?? '');
    this.retryAfterMs = retryAfterOf(headers);
  }
}

/** The service did not answer at all, however often it was asked. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Whether the service has refused, in a way that no other attempt changes. */
export function isRefusal(failure: unknown): failure is DovetailProblem {
  return failure instanceof DovetailProblem && !PASSING.includes(failure.status);
}

/** A run that failed, which is the service's fault and not the problem's. */
export function failureOf({ error }: Run): DovetailProblem {
  const problem = error ? { ...error, detail: error.message } : {};
  return new DovetailProblem({ status: 500, headers: new Headers() }, problem);
}

/** No answer, with the address that was asked. */
export function unanswered(address: string, cause: Error): NoAnswer {
  const why = cause.cause instanceof Error ? `${cause.message}, ${cause.cause.message}` : cause.message;
  return new NoAnswer(
    `${address} did not answer: ${why}. Maybe the service is not running, or is at another address.`,
    { cause },
  );
}

/** `Retry-After` as seconds or as a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DovetailError, messageOf } from '../errors.ts';

/** Without the statement and its parameters, which drizzle puts into its message: they are customers' data. */
export function refused(thrown: unknown): unknown {
  if (!(thrown instanceof DrizzleQueryError)) return thrown;
  return new DovetailError(
    'bug/internal',
    `The database refused a statement: ${reasonOf(thrown)} (${codeOf(thrown)}).`,
    {
      maybe: 'report it with what was asked for.',
    },
  );
}

/** A database that may be back in a moment. */
export function unavailable(cause: unknown): DovetailError {
  return new DovetailError('capacity/database', `The database does not answer: ${reasonOf(cause)}.`, {
    maybe: 'it is just being restarted; try again in a moment, and look at DATABASE_URL if that does not help.',
    details: { retryAfterSeconds: 2 },
    cause,
  });
}

/** The code of an error of the driver; drizzle wraps those. */
export function codeOf(thrown: unknown): string | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}

/** The words of the driver, without the statement and its parameters. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error && thrown.cause instanceof Error ? reasonOf(thrown.cause) : messageOf(thrown);
}

/** Connections that are refused or break, a server that starts or stops or is full, and transactions to be repeated. */
const PASSING = /^(08...|57P0[1-5]|53300|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN)$/;
const PASSING_MESSAGE =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/i;

/** Whether the same statement may work in a moment. */
export function isPassing(thrown: unknown): boolean {
  if (PASSING.test(codeOf(thrown) ?? '')) return true;
  return thrown instanceof Error && PASSING_MESSAGE.test(reasonOf(thrown));
}

/** Whether a statement got no answer in time; the server may still be at it, so its connection is of no use. */
export function isTimeout(thrown: unknown): boolean {
  return /Query read timeout/.test(reasonOf(thrown));
}

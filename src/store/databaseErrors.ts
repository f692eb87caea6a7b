import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DovetailError, messageOf } from '../errors.ts';

/** Without the statement and its parameters, which drizzle puts into its message: they are customers' data. */
export function refused(thrown: unknown): unknown {
  if (!(thrown instanceof DrizzleQueryError)) return thrown;
  return new DovetailError('bug/internal', `The database refused a statement (${codeOf(thrown)}).`, {
    maybe: 'report it with what was asked for; the log has the words of the database.',
    cause: new Error(reasonOf(thrown)),
  });
}

/** A database that may be back in a moment. Its own words, which may name files and hosts, are for the log alone. */
export function unavailable(cause: unknown): DovetailError {
  const [, what, maybe] = TROUBLES.find(([code]) => code.test(codeOf(cause) ?? ''))!;
  return new DovetailError('capacity/database', `The database ${what}.`, {
    maybe,
    details: { retryAfterSeconds: 2 },
    cause: cause instanceof DrizzleQueryError ? new Error(reasonOf(cause)) : cause,
  });
}

/** What codes of PostgreSQL mean to who waits for it, and what its operator can do; the first that fits. */
const TROUBLES: readonly (readonly [code: RegExp, what: string, maybe: string])[] = [
  [/^53100$/, 'has no room left on its disk', 'make room for it; what waits goes on by itself then.'],
  [/^53200$/, 'has no memory left', 'give its machine more; what waits goes on by itself then.'],
  [/^53/, 'has no connection left', 'raise its max_connections, or run fewer processes on it.'],
  [/^57P03$/, 'is starting', 'try again in a moment.'],
  [/^25006$/, 'may only be read', 'DATABASE_URL names a standby; name the primary.'],
  [/^58/, 'has trouble with its disk', 'look into its log; what waits goes on by itself when it is mended.'],
  [
    /^/,
    'does not answer',
    'it is just being restarted; try again in a moment, and look at DATABASE_URL if that does not help.',
  ],
];

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

/**
 * Connections that are refused or break, a server that starts, stops or has become a standby, that has no disk, memory or
 * connection left or cannot read or write for another reason, and transactions to be repeated.
 */
const PASSING =
  /^(08...|57P0[1-5]|53...|58030|25006|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const PASSING_MESSAGE =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/i;

/** Whether the server answers and could not do its work all the same, for want of room, memory or a disk that works. */
export function isFull(thrown: unknown): boolean {
  return /^(53[12]..|58...|25006)$/.test(codeOf(thrown) ?? '');
}

/** Whether the same statement may work in a moment. */
export function isPassing(thrown: unknown): boolean {
  if (PASSING.test(codeOf(thrown) ?? '')) return true;
  return thrown instanceof Error && PASSING_MESSAGE.test(reasonOf(thrown));
}

/** Whether a statement got no answer in time; the server may still be at it, so its connection is of no use. */
export function isTimeout(thrown: unknown): boolean {
  return /Query read timeout/.test(reasonOf(thrown));
}

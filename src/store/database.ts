import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { DovetailError, messageOf } from '../errors.ts';
import type { Transaction } from '../runs/store.ts';

/** What statements run on: the pool, or one transaction. */
export type Executor = Pick<NodePgDatabase, 'execute' | 'select' | 'insert' | 'update'>;

export interface DatabaseOptions {
  /** Connections at once; 10 by default. */
  readonly connections?: number;
  /** How long an operation goes on trying while the database cannot be reached, in milliseconds; 5000 by default. */
  readonly patienceMs?: number;
  /** Told of every statement with its parameters. */
  readonly onStatement?: (text: string, values: readonly unknown[]) => void;
}

/** The pool, drizzle on it, and a count of statements. */
export interface Database {
  readonly db: NodePgDatabase;
  /** Statements so far, `begin` and `commit` included. */
  statements(): number;
  /** Runs something that can ask how many statements it has needed so far, whatever runs beside it. */
  counted<T>(work: (statements: () => number) => Promise<T>): Promise<T>;
  /**
   * Does something that may be done twice, again while the database cannot be reached.
   * *Errors* `capacity/database` when the patience is used up.
   */
  patiently<T>(work: (db: NodePgDatabase) => Promise<T>): Promise<T>;
  /** As {@link patiently}, in one transaction, given with the driver's own form of it. */
  transaction<T>(work: (tx: Executor, raw: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const RETRY_MS = 100;

interface Counter {
  statements: number;
}

export function openDatabase(connectionString: string, options: DatabaseOptions = {}): Database {
  const total: Counter = { statements: 0 };
  const scope = new AsyncLocalStorage<Counter>();
  const pool = new pg.Pool({
    connectionString,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5000,
    application_name: 'dovetail',
    keepAlive: true,
  });
  // An idle connection that breaks is replaced; who uses one hears of it by the statement that fails.
  pool.on('error', () => undefined);
  const count = (): void => {
    total.statements++;
    const own = scope.getStore();
    if (own) own.statements++;
  };
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    const query = client.query;
    client.query = function counting(this: pg.ClientBase, ...args: unknown[]) {
      count();
      options.onStatement?.(...statementOf(args));
      return Reflect.apply(query, client, args);
    } as typeof client.query;
  });
  const db = drizzle(pool);
  const patiently: Database['patiently'] = async (work) => {
    const deadline = Date.now() + (options.patienceMs ?? 5000);
    for (;;) {
      try {
        return await work(db);
      } catch (thrown) {
        if (!isPassing(thrown)) throw refused(thrown);
        if (Date.now() + RETRY_MS > deadline) throw unavailable(thrown);
      }
      await sleep(RETRY_MS);
    }
  };
  return {
    db,
    statements: () => total.statements,
    counted(work) {
      const counter: Counter = { statements: 0 };
      return scope.run(counter, () => work(() => counter.statements));
    },
    patiently,
    transaction: (work) => patiently(() => transact(pool, work)),
    close: () => pool.end(),
  };
}

async function transact<T>(pool: pg.Pool, work: (tx: Executor, raw: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const value = await work(drizzle(client), {
      run: (text, values) => client.query(text, values ? [...values] : undefined),
    });
    await client.query('commit');
    return value;
  } catch (thrown) {
    await client.query('rollback').catch((error: Error) => {
      broken = error;
    });
    throw thrown;
  } finally {
    client.release(broken);
  }
}

/** Without the statement and its parameters, which drizzle puts into its message: they are customers' data. */
function refused(thrown: unknown): unknown {
  if (!(thrown instanceof DrizzleQueryError)) return thrown;
  return new DovetailError(
    'bug/internal',
    `The database refused a statement: ${reasonOf(thrown)} (${codeOf(thrown)}).`,
    {
      maybe: 'report it with what was asked for.',
    },
  );
}

function unavailable(cause: unknown): DovetailError {
  return new DovetailError('capacity/database', `The database does not answer: ${reasonOf(cause)}.`, {
    maybe: 'it is just being restarted; try again in a moment, and look at DATABASE_URL if that does not help.',
    details: { retryAfterSeconds: 2 },
    cause,
  });
}

/** The driver takes a text and values, or both in one object. */
function statementOf([first, second]: readonly unknown[]): [string, readonly unknown[]] {
  const { text, values } = typeof first === 'string' ? { text: first, values: undefined } : (first as pg.QueryConfig);
  return [text, (values ?? (Array.isArray(second) ? second : [])) as readonly unknown[]];
}

/** The code of an error of the driver; drizzle wraps those. */
export function codeOf(thrown: unknown): string | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error && thrown.cause instanceof Error ? reasonOf(thrown.cause) : messageOf(thrown);
}

/** Connections that are refused or break, a server that starts or stops or is full, and transactions to be repeated. */
const PASSING = /^(08...|57P0[1-5]|53300|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN)$/;
const PASSING_MESSAGE =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** Whether the same statement may work in a moment. */
export function isPassing(thrown: unknown): boolean {
  if (PASSING.test(codeOf(thrown) ?? '')) return true;
  return thrown instanceof Error && PASSING_MESSAGE.test(reasonOf(thrown));
}

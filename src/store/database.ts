import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Transaction } from '../runs/store.ts';
import { isFull, isPassing, isTimeout, refused, unavailable } from './databaseErrors.ts';

/** What statements run on: the pool, or one transaction. */
export type Executor = Pick<NodePgDatabase, 'execute' | 'select' | 'insert' | 'update'>;

export interface DatabaseOptions {
  /** Connections at once; 10 by default. */
  readonly connections?: number;
  /** How long an operation goes on trying while the database cannot be reached, in milliseconds; 5000 by default. */
  readonly patienceMs?: number;
  /** How long a statement may go unanswered before its connection is thrown away, in milliseconds; 15,000 by default. */
  readonly statementTimeoutMs?: number;
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
  /** As {@link patiently}, for who asks whether the database answers: after 2 seconds it does not. */
  promptly<T>(work: (db: NodePgDatabase) => Promise<T>): Promise<T>;
  /**
   * As {@link patiently}, in one transaction, given with the driver's own form of it; `statementTimeoutMs` counts for the
   * statements of the first form.
   */
  transaction<T>(work: (tx: Executor, raw: Transaction) => Promise<T>, statementTimeoutMs?: number): Promise<T>;
  /** Whether the database had no room or memory for something a moment ago. */
  isTroubled(): boolean;
  close(): Promise<void>;
}

/** Trouble counts for so long after the last statement that met it. */
const TROUBLE_MS = 60_000;
const RETRY_MS = 100;
const PROMPT_MS = 2000;

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
    // By our own clock, because a server that hangs, or a network that swallows everything, keeps none.
    query_timeout: options.statementTimeoutMs ?? 15_000,
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
  let troubledAt = Number.NEGATIVE_INFINITY;
  const patiently: Database['patiently'] = async (work) => {
    const deadline = Date.now() + (options.patienceMs ?? 5000);
    for (;;) {
      try {
        return await work(db);
      } catch (thrown) {
        if (!isPassing(thrown)) throw refused(thrown);
        if (isFull(thrown)) troubledAt = Date.now();
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
    promptly: (work) => within(PROMPT_MS, patiently(work)),
    isTroubled: () => Date.now() - troubledAt < TROUBLE_MS,
    transaction: (work, timeoutMs) => patiently(() => transact(pool, work, timeoutMs)),
    close: () => pool.end(),
  };
}

async function transact<T>(
  pool: pg.Pool,
  work: (tx: Executor, raw: Transaction) => Promise<T>,
  timeoutMs?: number,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const value = await work(drizzle(timeoutMs === undefined ? client : patient(client, timeoutMs)), {
      run: (text, values) => client.query(text, values ? [...values] : undefined),
    });
    await client.query('commit');
    return value;
  } catch (thrown) {
    // A statement without an answer is still there, and a rollback would wait behind it.
    broken = isTimeout(thrown) ? (thrown as Error) : await rollBack(client);
    throw thrown;
  } finally {
    client.release(broken);
  }
}

/** A connection whose statements may take longer than usual. */
function patient(client: pg.PoolClient, timeoutMs: number): pg.PoolClient {
  const query = (config: pg.QueryConfig, ...rest: unknown[]) =>
    Reflect.apply(client.query, client, [{ ...config, query_timeout: timeoutMs }, ...rest]);
  return Object.create(client, { query: { value: query } }) as pg.PoolClient;
}

/** What has gone wrong with the rollback itself, if anything. */
function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  return client.query('rollback').then(
    () => undefined,
    (error: Error) => error,
  );
}

/** What comes after that is not waited for; it ends by its own timeouts. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(new Error(`no answer within ${ms} ms`))), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The driver takes a text and values, or both in one object. */
function statementOf([first, second]: readonly unknown[]): [string, readonly unknown[]] {
  const { text, values } = typeof first === 'string' ? { text: first, values: undefined } : (first as pg.QueryConfig);
  return [text, (values ?? (Array.isArray(second) ? second : [])) as readonly unknown[]];
}

import { existsSync } from 'node:fs';
import { migrateQueue, openQueue } from './queue/index.ts';
import { createKeys } from './runs/createKeys.ts';
import type { Keys } from './runs/keys.ts';
import {
  grantToService,
  migrate,
  openStore,
  type Pruned,
  type PruneOptions,
  prune,
  startPrivatePostgres,
} from './store/index.ts';

export type { Pruned };
export { openQueue, openStore };

export interface DatabaseOptions {
  /** A PostgreSQL; without it, a private one in `data`. */
  readonly databaseUrl?: string | undefined;
  readonly data: string;
  /** Settings of the private PostgreSQL beside ours. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** A database with the tables of store and queue. */
export interface PreparedDatabase {
  readonly url: string;
  /** The last one on a private PostgreSQL stops that. */
  close(): Promise<void>;
}

/** Opens a database and brings it to the schema of this version. *Errors* `capacity/database`. */
export async function openDatabase(options: DatabaseOptions): Promise<PreparedDatabase> {
  const { ownersUrl, ...opened } = await openAsItIs(options);
  try {
    const url = ownersUrl ?? opened.url;
    await migrate(url, () => migrateQueue(url));
    if (ownersUrl !== undefined) await grantToService(ownersUrl);
    return opened;
  } catch (thrown) {
    await opened.close();
    throw thrown;
  }
}

interface Opened extends PreparedDatabase {
  /** For who migrates, where that is another role than the one that serves. */
  readonly ownersUrl?: string;
}

async function openAsItIs({ databaseUrl, data, settings }: DatabaseOptions): Promise<Opened> {
  if (databaseUrl !== undefined) return { url: databaseUrl, close: async () => undefined };
  const started = await startPrivatePostgres(data, settings ? { settings } : {});
  const { serviceConnectionString: url, connectionString: ownersUrl, close } = started;
  return { url, ownersUrl, close };
}

/** Brings a database to the schema of this version. *Errors* `capacity/database`. */
export async function migrateDatabase(options: DatabaseOptions): Promise<void> {
  const { close } = await openDatabase(options);
  await close();
}

/** Deletes runs that ended long ago from a database. *Errors* `input/usage` for an unknown tenant, `capacity/database`. */
export async function pruneDatabase(options: DatabaseOptions, pruning: PruneOptions): Promise<Pruned> {
  const { url, close } = await openDatabase(options);
  return prune(url, pruning).finally(close);
}

/** Whether there is a database: a private one is there once a service has begun in its folder. */
export function hasDatabase({ data, databaseUrl }: DatabaseOptions): boolean {
  return databaseUrl !== undefined || existsSync(data);
}

/** Does something with the API keys of a database, without a service on it. *Errors* `capacity/database`. */
export async function withKeys(options: DatabaseOptions, work: (keys: Keys) => Promise<void>): Promise<void> {
  const { url, close } = await openDatabase(options);
  const store = openStore(url);
  try {
    await work(createKeys(store.keys));
  } finally {
    await store.close();
    await close();
  }
}

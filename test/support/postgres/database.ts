import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { migrateQueue } from '../../../src/queue/index.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { type PrivatePostgres, startPrivatePostgres } from '../../../src/store/privatePostgres.ts';

/** Tests lose nothing when the machine does. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const TEMPLATE = 'dovetail_template';
const MAKING = 4_711;

let server: Promise<PrivatePostgres> | undefined;
const made: string[] = [];

/** The PostgreSQL that all tests of this run share; started by the first that asks. */
export function testServer(): Promise<PrivatePostgres> {
  server ??= startPrivatePostgres(inject('postgresDirectory'), { settings: SETTINGS });
  return server;
}

/** A database for one test file, ready for the store and the queue, or quite empty. */
export async function testDatabase(kind: 'ready' | 'empty' = 'ready'): Promise<string> {
  const { connectionString } = await testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(connectionString, async (client) => {
    if (kind === 'ready') await ensureTemplate(client, connectionString);
    await client.query(`create database ${name} ${kind === 'ready' ? `template ${TEMPLATE}` : ''}`);
  });
  made.push(name);
  return urlOf(connectionString, name);
}

async function ensureTemplate(client: pg.Client, connectionString: string): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [MAKING]);
  const { rowCount } = await client.query('select from pg_database where datname = $1', [TEMPLATE]);
  if (rowCount === 0) {
    const draft = `${TEMPLATE}_draft`;
    await client.query(`create database ${draft}`);
    const url = urlOf(connectionString, draft);
    await migrate(url, () => migrateQueue(url));
    await cutOff(client, draft);
    await client.query(`alter database ${draft} rename to ${TEMPLATE}`);
  }
  await client.query('select pg_advisory_unlock($1)', [MAKING]);
}

async function cutOff(client: pg.Client, database: string): Promise<void> {
  await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [database]);
}

export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}

afterAll(async () => {
  if (!server) return;
  const { connectionString, close } = await server;
  await withClient(connectionString, async (client) => {
    for (const name of made) await client.query(`drop database if exists ${name} with (force)`);
  });
  await close();
});

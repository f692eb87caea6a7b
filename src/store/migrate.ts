import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateWith } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { DovetailError, messageOf } from '../errors.ts';
import { codeOf, isPassing, reasonOf, unavailable } from './databaseErrors.ts';

/** Only one process changes a schema at a time; the others wait, and then find nothing to do. */
const MIGRATING = 7_238_002;

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const TABLE = 'dovetail_migrations';

/** The oldest server that our statements run on. */
const OLDEST = 14;

/** PostgreSQL's code for what a role may not do. */
const NOT_ALLOWED = '42501';

/** Who is connected to what. */
interface Session {
  readonly role: string;
  readonly database: string;
  readonly major: number;
}

/**
 * Brings a database to the schema of this version, then does what else has to be alone, such as the queue's own
 * migrations. Where there is nothing to do, no right to create anything is needed.
 *
 * *Errors* `capacity/database` for a server that cannot be reached or is too old, a schema of a later version, and a
 * role that may not do what is needed.
 */
export async function migrate(
  connectionString: string,
  andThen: () => Promise<void> = async () => undefined,
): Promise<void> {
  const client = await connected(connectionString);
  const turn = await connected(connectionString).catch(async (thrown) => {
    await client.end();
    throw thrown;
  });
  try {
    const session = await sessionOf(client);
    await takeTurn(turn);
    const done = migrateSchema(client, session).then(andThen);
    await done.catch((thrown) => {
      throw codeOf(thrown) === NOT_ALLOWED ? notAllowed(thrown, session) : thrown;
    });
  } catch (thrown) {
    throw isPassing(thrown) ? unavailable(thrown) : thrown;
  } finally {
    // A transaction that ends with its connection gives the turn back.
    await Promise.all([client.end(), turn.end()]);
  }
}

/**
 * Waits until nobody else changes a schema. The lock is one of a transaction that stays open meanwhile: that of a session
 * would be kept by a pooler, whose sessions go on, and nobody could start any more.
 */
async function takeTurn(client: pg.Client): Promise<void> {
  await client.query('begin; set local idle_in_transaction_session_timeout = 0');
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATING]);
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'dovetail migrate',
  });
  // Who uses a connection that breaks hears of it by the statement that fails.
  client.on('error', () => undefined);
  await client.connect().catch((cause) => {
    throw new DovetailError('capacity/database', `The database cannot be reached: ${messageOf(cause)}.`, {
      maybe: 'start it, or correct DATABASE_URL; without it, a private one is used.',
      cause,
    });
  });
  return client;
}

async function sessionOf(client: pg.Client): Promise<Session> {
  const { rows } = await client.query<Session>(`
    select current_user as role, current_database() as database, current_setting('server_version_num')::int / 10000 as major`);
  const session = rows[0]!;
  if (session.major >= OLDEST) return session;
  throw new DovetailError(
    'capacity/database',
    `The database is PostgreSQL ${session.major}, and ${OLDEST} is the oldest that will do.`,
    { maybe: 'point DATABASE_URL to a newer one.' },
  );
}

/** The migrator asks for the right to create even where nothing is left to create, so it is only called when there is. */
async function migrateSchema(client: pg.Client, { database }: Session): Promise<void> {
  const known = Math.max(...readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((one) => one.folderMillis));
  const applied = await lastApplied(client);
  if (applied > known) throw laterVersion(database, applied, known);
  if (applied === known) return;
  await migrateWith(drizzle(client), { migrationsFolder: MIGRATIONS, migrationsTable: TABLE });
}

/** When the last migration of a database was made, in milliseconds; 0 for none. */
async function lastApplied(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(`
    select from pg_tables where schemaname = 'drizzle' and tablename = '${TABLE}'`);
  if (rowCount === 0) return 0;
  const { rows } = await client.query<{ at: number }>(`
    select coalesce(max(created_at), 0)::float8 as at from drizzle.${TABLE}`);
  return rows[0]!.at;
}

function laterVersion(database: string, applied: number, known: number): DovetailError {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return new DovetailError(
    'capacity/database',
    `The schema of database "${database}" is of a later version of Dovetail: its last migration is of ${day(applied)}, and the last one known here of ${day(known)}.`,
    { maybe: 'update this program, or point DATABASE_URL to another database.' },
  );
}

function notAllowed(cause: unknown, { role, database }: Session): DovetailError {
  const reason = reasonOf(cause);
  // What a server refuses of a whole database, while schemas are made, is one right.
  const grant = /for database/.test(reason) ? `grant create on database "${database}" to "${role}"` : 'grant it';
  return new DovetailError(
    'capacity/database',
    `The role "${role}" lacks a right that the schema of database "${database}" needs: ${reason}.`,
    { maybe: `${grant}, or run "dovetail db migrate" once as the owner.`, cause },
  );
}

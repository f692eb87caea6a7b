import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateWith } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { DovetailError, messageOf } from '../errors.ts';

/** Only one process changes a schema at a time; the others wait, and then find nothing to do. */
const MIGRATING = 7_238_002;

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** The oldest server that our statements run on. */
const OLDEST = 14;

/**
 * Brings a database to the schema of this version, then does what else has to be alone, such as the queue's own
 * migrations.
 *
 * *Errors* `capacity/database` for a server that cannot be reached or is too old.
 */
export async function migrate(
  connectionString: string,
  andThen: () => Promise<void> = async () => undefined,
): Promise<void> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'dovetail migrate',
  });
  await client.connect().catch((cause) => {
    throw new DovetailError('capacity/database', `The database cannot be reached: ${messageOf(cause)}.`, {
      maybe: 'start it, or correct DATABASE_URL; without it, a private one is used.',
      cause,
    });
  });
  try {
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    const major = rows[0]!.major;
    if (major < OLDEST) {
      throw new DovetailError(
        'capacity/database',
        `The database is PostgreSQL ${major}, and ${OLDEST} is the oldest that will do.`,
        {
          maybe: 'point DATABASE_URL to a newer one.',
        },
      );
    }
    await client.query('select pg_advisory_lock($1)', [MIGRATING]);
    await migrateWith(drizzle(client), { migrationsFolder: MIGRATIONS, migrationsTable: 'dovetail_migrations' });
    await andThen();
  } finally {
    // Ending the session gives back its locks.
    await client.end();
  }
}

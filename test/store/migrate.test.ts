import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pgSchema, text } from 'drizzle-orm/pg-core';
import { afterAll, describe, expect, test } from 'vitest';
import { missing } from '../../scripts/generate/migrations.ts';
import { migrateQueue, openQueue } from '../../src/queue/index.ts';
import { openStore } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrate.ts';
import journal from '../../src/store/migrations/meta/_journal.json' with { type: 'json' };
import * as schema from '../../src/store/schema.ts';
import { testDatabase, testServer, withClient } from '../support/postgres/database.ts';
import { CAPS, newRow, ROOM } from './support/rows.ts';

const MIGRATE = new URL('./support/migrateProcess.ts', import.meta.url);

function migrateInProcess(url: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = fork(MIGRATE, [url], { stdio: 'inherit', execArgv: [] });
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

describe('migrations', () => {
  test('lead to the schema', async () => {
    expect(await missing()).toEqual([]);
  });

  test('that a schema outgrows are missed', async () => {
    const more = pgSchema('dovetail').table('shelves', { id: text().primaryKey() });
    expect(await missing({ ...schema, more })).toEqual([expect.stringContaining('CREATE TABLE "dovetail"."shelves"')]);
  });

  test('of several processes at once on an empty database all succeed, and happen once', async () => {
    const url = await testDatabase('empty');
    expect(await Promise.all([1, 2, 3, 4].map(() => migrateInProcess(url)))).toEqual([0, 0, 0, 0]);
    const done = await withClient(url, async (client) => ({
      ours: (await client.query('select from drizzle.dovetail_migrations')).rowCount,
      queues: (await client.query('select name from pgboss.queue order by name')).rows.map(({ name }) => name),
    }));
    expect(done).toEqual({ ours: journal.entries.length, queues: ['deliveries', 'runs', 'runs-lost'] });
  });

  test('hold a lock that ends with a transaction, because a pooler would keep one of a session', async () => {
    const url = await testDatabase();
    const holders = (): Promise<string[]> =>
      withClient(url, async (client) => {
        const { rows } = await client.query<{ state: string }>(`
          select a.state from pg_locks l join pg_stat_activity a using (pid)
          where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())`);
        return rows.map(({ state }) => state);
      });
    let during: string[] = [];
    await migrate(url, async () => {
      during = await holders();
    });
    expect(during).toEqual(['idle in transaction']);
    expect(await holders()).toEqual([]);
  });
});

const migrateAll = (url: string): Promise<void> => migrate(url, () => migrateQueue(url));

describe('a schema of a later version is refused', () => {
  test('where a migration has been applied that is not known here', async () => {
    const url = await testDatabase();
    await withClient(url, (client) =>
      client.query(`insert into drizzle.dovetail_migrations (hash, created_at) values ('future', 9999999999999)`),
    );
    // 9,999,999,999,999 ms are 2286-11-20T17:46:39.999Z.
    await expect(migrateAll(url)).rejects.toMatchObject({
      code: 'capacity/database',
      message: expect.stringMatching(/later version of Dovetail.*2286-11-20[\s\S]*\nMaybe update this program/),
    });
  });

  test('where it is that of the queue', async () => {
    const url = await testDatabase();
    await withClient(url, (client) => client.query('update pgboss.version set version = version + 1'));
    const later = {
      code: 'capacity/database',
      message: expect.stringMatching(/queue .* later version of Dovetail[\s\S]*\nMaybe update this program/),
    };
    await expect(migrateAll(url)).rejects.toMatchObject(later);
    await expect(openQueue(url, { supervises: false })).rejects.toMatchObject(later);
  });
});

describe('a role that may not create', () => {
  const role = `guest_${process.pid}`;
  const as = (url: string): string => {
    const guest = new URL(url);
    guest.username = role;
    guest.password = 'guest';
    return guest.href;
  };
  const asOwner = async (text: string, url?: string) =>
    withClient(url ?? (await testServer()).connectionString, (client) => client.query(text));

  test('is told which right it lacks, and how to get it', async () => {
    await asOwner(`create role ${role} login password 'guest'`);
    const url = await testDatabase('empty');
    const name = new URL(url).pathname.slice(1);
    await expect(migrateAll(as(url))).rejects.toMatchObject({
      code: 'capacity/database',
      message: [
        `The role "${role}" lacks a right that the schema of database "${name}" needs: permission denied for database ${name}.`,
        `Maybe grant create on database "${name}" to "${role}", or run "dovetail db migrate" once as the owner.`,
      ].join('\n'),
    });
  });

  test('serves a database that its owner has migrated', async () => {
    const url = await testDatabase();
    await asOwner(GRANTS.replaceAll('service', role), url);
    await migrateAll(as(url));
    const store = openStore(as(url));
    const queue = await openQueue(as(url), { supervises: true });
    try {
      await store.keys.ensureTenant('acme', 'Acme');
      const row = newRow();
      await store.create(row, CAPS, (tx) => queue.send(row, { priority: 0 }, tx));
      const handled = Promise.withResolvers<unknown>();
      const handle = async (place: { tenant: string; id: string }) =>
        handled.resolve(await store.lease(place, 'w', ROOM));
      const worker = await queue.work({ slots: 1, tenantRunning: 1, handle, onLost: async () => undefined });
      expect(await handled.promise).toMatchObject({ lease: { id: row.id } });
      await worker.stop();
    } finally {
      await queue.close();
      await store.close();
      await asOwner(`drop owned by ${role}`, url);
    }
  });

  afterAll(async () => void (await asOwner(`drop role if exists ${role}`)));
});

/** What the manual tells an owner to grant. */
const README = readFileSync(new URL('../../src/http/README.md', import.meta.url), 'utf8');
const GRANTS = /```sql\n([\s\S]*?) *```/.exec(README)![1]!;

import { fork } from 'node:child_process';
import { pgSchema, text } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { missing } from '../../scripts/generate/migrations.ts';
import * as schema from '../../src/store/schema.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';

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
    expect(done).toEqual({ ours: 1, queues: ['runs', 'runs-lost'] });
  });
});

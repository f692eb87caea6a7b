import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { progressNotes } from '../../src/cli/db.ts';
import { dovetail } from '../support/cli.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';

let url: string;
beforeAll(async () => {
  url = await testDatabase();
  // Of this process alone, for the commands that it starts.
  process.env.DATABASE_URL = url;
});

const query = (text: string) => withClient(url, (client) => client.query(text));

/** Of acme, one run that ended 100 days ago, one that ended 80 days ago, and one that has waited for 100 days. */
beforeEach(async () => {
  await query('truncate dovetail.tenants cascade');
  await query(`
    insert into dovetail.tenants (id, name) values ('acme', 'Acme');
    insert into dovetail.runs (tenant_id, id, model, status, options, tags, input, input_sha256, input_bytes, request_sha256, ended_at)
    select 'acme', id, 'staffing', status, '{}', '{}', '{}', 'x', 2, 'x', now() - days * interval '1 day'
    from (values ('old', 'failed', 100), ('new', 'failed', 80), ('waiting', 'queued', null)) as run (id, status, days)`);
});

const runs = async () => (await query('select id from dovetail.runs order by id')).rows.map(({ id }) => id);

describe('dovetail db prune', () => {
  test('deletes what is old enough and says so', async () => {
    const { code, stdout, stderr } = await dovetail(['db', 'prune', '--older-than', 'P90D']);
    // On a slow machine it tells how far it is.
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^(1 run deleted so far\.\n)*$/)]);
    expect(stdout).toMatch(
      /^Deleted 1 run of every tenant that ended before 20\S+Z, with 0 events, 0 revisions, 0 tags, 0 draft items, 0 idempotency keys\.\n$/,
    );
    expect(await runs()).toEqual(['new', 'waiting']);
  });

  test('gives one JSON document with --json and nothing else', async () => {
    const { stdout } = await dovetail(['db', 'prune', '--older-than', 'P1D', '--tenant', 'acme', '--json']);
    const nothing = { events: 0, revisions: 0, tags: 0, draftItems: 0, idempotencyKeys: 0 };
    const before = expect.stringMatching(/^20.*Z$/);
    expect(JSON.parse(stdout)).toEqual({ before, tenant: 'acme', deleted: { runs: 2, ...nothing } });
    expect(await runs()).toEqual(['waiting']);
  });

  test.each([
    [[], /required option '--older-than <duration>'/],
    [['--older-than', '90 days'], /not a duration. Maybe write it like 90d, 12h, P90D/],
    [['--older-than', 'P90D', '--tenant', 'nobody'], /^input\/usage: There is no tenant "nobody"/],
  ])('that does not fit deletes nothing, and says what would: %j', async (args, what) => {
    const { code, stdout, stderr } = await dovetail(['db', 'prune', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(what);
    expect(stderr).toMatch(/^Maybe /m);
    expect(await runs()).toHaveLength(3);
  });

  test('tells how far it is once a second, and nothing in the first', () => {
    let now = 0;
    const notes: string[] = [];
    const note = progressNotes(
      (text) => notes.push(text),
      () => now,
    );
    for (const [ms, count] of [
      [999, 500],
      [1000, 1000],
      [1900, 1500],
      [2000, 2000],
    ] as const) {
      now = ms;
      note({ runs: count, events: 0, revisions: 0, tags: 0, draftItems: 0, idempotencyKeys: 0 });
    }
    expect(notes).toEqual(['1000 runs deleted so far.\n', '2000 runs deleted so far.\n']);
  });
});

describe('dovetail db migrate', () => {
  test('says which database it is, without the password', async () => {
    const { code, stdout } = await dovetail(['db', 'migrate']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^postgres\S+ has the schema of this version\.\n$/);
    expect(stdout).not.toContain(new URL(url).password || '://:');
  });

  test('refuses a schema of a later version in words, not with a stack', async () => {
    await query(`insert into drizzle.dovetail_migrations (hash, created_at) values ('future', 9999999999999)`);
    const { code, stdout, stderr } = await dovetail(['db', 'migrate']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^capacity\/database: The schema of database .* later version of Dovetail: .*\nMaybe .*\n$/);
  });
});

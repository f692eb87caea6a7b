import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { everyOperation } from './support/operations.ts';

const ROWS = 100_000;

let url: string;
beforeAll(async () => {
  url = await testDatabase();
  await withClient(url, async (client) => {
    await client.query(`
      insert into dovetail.tenants (id, name) select 'tenant-' || i, 'x' from generate_series(0, 9) i;
      insert into dovetail.runs (tenant_id, id, model, status, options, tags, input, input_sha256, input_bytes, request_sha256, created_at, revision)
        select 'tenant-' || i % 10, 'run-' || lpad(i::text, 9, '0'), 'model-' || i % 3,
          case when i % 1000 = 0 then 'queued' when i % 7 = 0 then 'failed' else 'succeeded' end,
          '{}', '{}', '{}', 'x', 2, 'request-' || i, now() - make_interval(secs => i), 1
        from generate_series(1, ${ROWS}) i;
      insert into dovetail.run_events (tenant_id, run_id, type, data) select tenant_id, id, 'status', '{}' from dovetail.runs;
      insert into dovetail.revisions (tenant_id, run_id, revision, objective, ms, solution, review)
        select tenant_id, id, 1, 1, 1, '{}', '{}' from dovetail.runs;
      insert into dovetail.run_tags (tenant_id, tag, run_id) select tenant_id, 'tag-' || right(id, 1), id from dovetail.runs;
      insert into dovetail.idempotency_keys (tenant_id, key, payload_sha256, run_id) select tenant_id, 'key of ' || id, 'p', id from dovetail.runs;
      insert into dovetail.audit (tenant_id, actor, action, subject, details) select tenant_id, 'me', 'run.create', id, '{}' from dovetail.runs;
      insert into dovetail.api_keys (tenant_id, id, name, secret_sha256, scopes)
        select 'tenant-' || i % 10, 'key' || i, 'x', 's', '{read}' from generate_series(1, ${ROWS}) i;
      insert into dovetail.tenants (id, name) select 'other-' || i, 'x' from generate_series(1, 5000) i;
      insert into dovetail.webhooks (tenant_id, id, url, events, secret)
        select t.id, 'hook-' || i, 'https://example.com', '{run.ended}', 's' from dovetail.tenants t, generate_series(1, 20) i;
      insert into dovetail.deliveries (tenant_id, id, webhook_id, event, data, state)
        select tenant_id, 'told-' || id, id, 'run.ended', '{}', 'delivered' from dovetail.webhooks;
      analyze;`);
  });
});

/** Statements of the repository, each with one set of its parameters. */
const statements = new Map<string, { name: string; values: readonly unknown[] }>();
let doing = '';
const store = { current: undefined as ReturnType<typeof openStore> | undefined };
afterAll(() => store.current?.close());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

function* nodesOf(plan: Plan): Generator<Plan> {
  yield plan;
  for (const child of plan.Plans ?? []) yield* nodesOf(child);
}

test(`every query of the repository finds its rows by an index among ${ROWS}`, async () => {
  store.current = openStore(url, {
    onStatement(text, values) {
      if (!statements.has(text)) statements.set(text, { name: doing, values });
    },
  });
  const size = { tenant: 'tenant-3', input: '{}', solution: '{}', result: '{}', events: 3 };
  await everyOperation(store.current, size, (name, work) => {
    doing = name;
    return work();
  });
  const scanned: string[] = [];
  let explained = 0;
  await withClient(url, async (client) => {
    // Ten tenants are best read without an index; what counts is that there is one.
    await client.query('set enable_seqscan = on');
    for (const [text, { name, values }] of statements) {
      if (/^(begin|commit|rollback)$/i.test(text)) continue;
      const { rows } = await client.query(`explain (format json) ${text}`, [...values]);
      const plans = [...nodesOf(rows[0]['QUERY PLAN'][0].Plan as Plan)];
      explained++;
      for (const node of plans) {
        const relation = node['Relation Name'];
        if (node['Node Type'] === 'Seq Scan' && relation !== undefined && relation !== 'tenants')
          scanned.push(`${name}: ${relation}`);
      }
    }
  });
  expect(scanned).toEqual([]);
  expect(explained).toBeGreaterThan(25);
});

test('a query that has no index would be noticed', async () => {
  const { rows } = await withClient(url, (client) =>
    client.query(`explain (format json) select from dovetail.runs where input_sha256 = 'x'`),
  );
  expect([...nodesOf(rows[0]['QUERY PLAN'][0].Plan as Plan)].some((node) => node['Node Type'] === 'Seq Scan')).toBe(
    true,
  );
});

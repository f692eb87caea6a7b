import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { RowEvent, Sink, SinkRow, SinkState } from '../deliveries/sink.ts';
import type { SinkStore } from '../deliveries/store.ts';
import type { Database, Executor } from './database.ts';
import { OUTBOX, sinkOf } from './outbox.ts';
import { audit, deliveries, planEntries, plans, webhooks } from './schema.ts';
import type { StoredState } from './webhookTables.ts';

/** What the states of deliveries are called for rows. */
const STATES: Readonly<Record<SinkState, readonly StoredState[]>> = {
  waiting: ['new', 'waiting'],
  sent: ['delivered'],
  refused: ['refused'],
};

const ROW = {
  list: sql<string>`${deliveries.list}`,
  entry: sql<string>`${deliveries.entry}`,
  version: sql<number>`${deliveries.version}`,
  event: sql<RowEvent>`${deliveries.event}`,
  key: deliveries.id,
  state: deliveries.state,
  attempts: deliveries.attempts,
  triedAt: deliveries.triedAt,
  nextAt: deliveries.nextAt,
  status: deliveries.status,
  says: deliveries.says,
} as const;

/** Sinks of plans, and the rows that they are sent; a sink is a webhook whose name no other can have. */
export function sinkRows({ patiently }: Database): SinkStore {
  return {
    put: (tenant, plan, { url, lists, secret, madeSecret, existing, actor }) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ is_new: boolean }>(sql`
          with put as (
            insert into ${webhooks} as w (tenant_id, id, plan_id, url, events, lists, secret)
            select tenant_id, ${sinkOf(plan)}, id, ${url}, '{}', ${textArray(lists)}, ${madeSecret}
            from ${plans} where tenant_id = ${tenant} and id = ${plan}
            on conflict (tenant_id, id) do update set url = excluded.url, lists = excluded.lists, updated_at = now(),
              secret = coalesce(${secret ?? null}, w.secret), failures = 0, rests_until = null
            returning *, xmax = 0 as is_new
          ), noted as (
            insert into ${audit} (tenant_id, actor, action, subject, details)
            select tenant_id, ${actor}, 'sink.put', plan_id, json_build_object('lists', lists) from put
          ), unwanted as (
            delete from ${deliveries} d using put p
            where d.tenant_id = p.tenant_id and d.webhook_id = p.id and d.list <> all(p.lists)
          ), begun as (
            insert into ${deliveries} (tenant_id, id, webhook_id, event, data, list, entry, version)
            select p.tenant_id, gen_random_uuid()::text, p.id, 'row.set',
              json_build_object('plan', p.plan_id, 'version', e.version, 'list', e.list, 'row', e.id, 'value', e.value::json)::text,
              e.list, e.id, e.version
            from put p join ${planEntries} e on e.tenant_id = p.tenant_id and e.plan_id = p.plan_id and e.list = any(p.lists)
            where ${existing}
            on conflict (tenant_id, webhook_id, list, entry) where list is not null do nothing
          )
          select is_new, pg_notify(${OUTBOX}, '') from put`);
        const [row] = rows;
        if (!row) return undefined;
        if (!row.is_new) await again(db, tenant, plan, sql`state = 'waiting'`);
        return { isNew: row.is_new };
      }),
    get: (tenant, plan) =>
      patiently(async (db) => {
        const { rows } = await db.execute<SinkColumns>(sql`
          select w.url, w.lists, w.created_at, w.updated_at, w.failures, w.rests_until, (
            select json_object_agg(c.state, c.number) from (
              select d.state, count(*)::int as number from ${deliveries} d
              where d.tenant_id = w.tenant_id and d.webhook_id = w.id group by d.state
            ) c
          ) as counts
          from ${webhooks} w where w.tenant_id = ${tenant} and w.id = ${sinkOf(plan)}`);
        return rows[0] && sinkIn(plan, rows[0]);
      }),
    rows: (tenant, plan, { state, after, limit }) =>
      patiently(async (db) => {
        const { list, entry } = deliveries;
        const [afterList = '', afterEntry = ''] = after ?? [];
        const rows = await db
          .select(ROW)
          .from(deliveries)
          .where(
            and(
              eq(deliveries.tenantId, tenant),
              eq(deliveries.webhookId, sinkOf(plan)),
              state && inArray(deliveries.state, [...STATES[state]]),
              after && or(gt(list, afterList), and(eq(list, afterList), gt(entry, afterEntry))),
            ),
          )
          .orderBy(asc(list), asc(entry))
          .limit(limit);
        return rows.map((row): SinkRow => ({ ...row, state: stateOf(row.state) }));
      }),
    retry: (tenant, plan, names) =>
      patiently((db) => {
        const named = names ? sql`list || '/' || entry = any(${textArray(names)})` : sql`true`;
        return again(db, tenant, plan, sql`state in ('waiting', 'refused') and ${named}`);
      }),
    remove: (tenant, plan, actor) =>
      patiently(async (db) => {
        const { rowCount } = await db.execute(sql`
          with gone as (delete from ${webhooks} where tenant_id = ${tenant} and id = ${sinkOf(plan)} returning tenant_id, plan_id)
          insert into ${audit} (tenant_id, actor, action, subject, details)
          select tenant_id, ${actor}, 'sink.delete', plan_id, '{}' from gone`);
        return rowCount === 1;
      }),
  };
}

type SinkColumns = {
  url: string;
  lists: string[];
  created_at: string;
  updated_at: string;
  failures: number;
  rests_until: string | null;
  counts: Partial<Record<StoredState, number>> | null;
};

function sinkIn(plan: string, { url, lists, failures, counts: found, ...row }: SinkColumns): Sink {
  const counts = { waiting: 0, sent: 0, refused: 0 };
  for (const [state, number] of Object.entries(found ?? {})) counts[stateOf(state as StoredState)] += number;
  const restsUntil = row.rests_until === null ? null : new Date(row.rests_until);
  const [createdAt, updatedAt] = [new Date(row.created_at), new Date(row.updated_at)];
  return { plan, url, lists, createdAt, updatedAt, failures, restsUntil, counts };
}

function stateOf(state: StoredState): SinkState {
  return state === 'refused' ? 'refused' : state === 'delivered' ? 'sent' : 'waiting';
}

/** Puts rows into the outbox once more, as they are, for a sink that may be asked again. */
async function again(db: Executor, tenant: string, plan: string, which: SQL): Promise<number> {
  const { rows } = await db.execute<{ rows: number }>(sql`
    with awake as (
      update ${webhooks} set failures = 0, rests_until = null where tenant_id = ${tenant} and id = ${sinkOf(plan)}
    ), again as (
      update ${deliveries} set state = 'new', next_at = null
      where tenant_id = ${tenant} and webhook_id = ${sinkOf(plan)} and ${which} returning 1
    )
    select count(*)::int as rows, pg_notify(${OUTBOX}, '') from again`);
  return rows[0]!.rows;
}

function textArray(texts: readonly string[]): SQL {
  return sql`array(select json_array_elements_text(${JSON.stringify(texts)}::json))`;
}

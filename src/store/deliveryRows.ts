import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { DeliveryPlace, DeliveryStore, Tried } from '../deliveries/store.ts';
import type { Delivery, Webhook } from '../deliveries/webhook.ts';
import type { Database, Executor } from './database.ts';
import { OUTBOX } from './outbox.ts';
import { audit, deliveries, webhooks } from './schema.ts';

const { id, url, events, createdAt, updatedAt } = webhooks;
const WEBHOOK = { id, url, events, createdAt, updatedAt } as const;

const DELIVERY = {
  id: deliveries.id,
  event: deliveries.event,
  state: sql<Delivery['state']>`case when ${deliveries.state} = 'new' then 'waiting' else ${deliveries.state} end`,
  createdAt: deliveries.createdAt,
  attempts: deliveries.attempts,
  triedAt: deliveries.triedAt,
  nextAt: deliveries.nextAt,
  status: deliveries.status,
  says: deliveries.says,
} as const;

/** What the queue has not brought for so long after its time, it has lost: it is handed over once more. */
const FORGOTTEN_SECONDS = 120;

/** Webhooks, their outbox and what became of their deliveries. */
export function deliveryRows({ patiently, transaction }: Database): DeliveryStore {
  return {
    put: (tenant, name, { url: to, events: of, secret, madeSecret, actor, most }) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ created_at: string; updated_at: string; is_new: boolean }>(sql`
          with put as (
            insert into ${webhooks} as w (tenant_id, id, url, events, secret)
            select ${tenant}, ${name}, ${to}, array(select json_array_elements_text(${JSON.stringify(of)}::json)), ${madeSecret}
            where (select count(*) from ${webhooks} where tenant_id = ${tenant} and id <> ${name}) < ${most}
            on conflict (tenant_id, id) do update set url = excluded.url, events = excluded.events, updated_at = now(),
              secret = coalesce(${secret ?? null}, w.secret)
            returning *, xmax = 0 as is_new
          ), noted as (
            insert into ${audit} (tenant_id, actor, action, subject, details)
            select tenant_id, ${actor}, 'webhook.put', id, json_build_object('events', events) from put
          )
          select created_at, updated_at, is_new from put`);
        const [row] = rows;
        if (!row) return 'full';
        const times = { createdAt: new Date(row.created_at), updatedAt: new Date(row.updated_at) };
        return { webhook: { id: name, url: to, events: of, ...times }, isNew: row.is_new };
      }),
    list: (tenant) =>
      patiently((db) => db.select(WEBHOOK).from(webhooks).where(eq(webhooks.tenantId, tenant)).orderBy(asc(id))),
    get: (tenant, name) => patiently((db) => webhookAt(db, tenant, name)),
    remove: (tenant, name, actor) =>
      patiently(async (db) => {
        const { rowCount } = await db.execute(sql`
          with gone as (delete from ${webhooks} where tenant_id = ${tenant} and id = ${name} returning tenant_id, id)
          insert into ${audit} (tenant_id, actor, action, subject, details)
          select tenant_id, ${actor}, 'webhook.delete', id, '{}' from gone`);
        return rowCount === 1;
      }),
    test: (tenant, name) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ id: string }>(sql`
          insert into ${deliveries} (tenant_id, id, webhook_id, event, data)
          select tenant_id, gen_random_uuid()::text, id, 'test', '{}' from ${webhooks} where tenant_id = ${tenant} and id = ${name}
          returning id, pg_notify(${OUTBOX}, '')`);
        return rows[0]?.id;
      }),
    deliveries: (tenant, name, most) =>
      patiently((db) =>
        db
          .select(DELIVERY)
          .from(deliveries)
          .where(and(eq(deliveries.tenantId, tenant), eq(deliveries.webhookId, name)))
          .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
          .limit(most),
      ),
    dispatch: (most, send) =>
      transaction(async (tx, raw) => {
        const { rows } = await tx.execute<{ tenant: string; id: string }>(sql`
          update ${deliveries} d set state = 'waiting', next_at = now() from (
            select tenant_id, id from ${deliveries}
            where state = 'new' or (state = 'waiting' and next_at < now() - make_interval(secs => ${FORGOTTEN_SECONDS}))
            order by created_at limit ${most} for update skip locked
          ) o where d.tenant_id = o.tenant_id and d.id = o.id returning d.tenant_id as tenant, d.id`);
        if (rows.length > 0) await send(rows, 0, raw);
        return rows.length;
      }),
    due: ({ tenant, id: delivery }) =>
      patiently(async (db) => {
        const { rows } = await db.execute<DueRow>(sql`
          select w.url, w.secret, d.event, d.data, d.created_at, d.attempts,
            (extract(epoch from now() - d.created_at) * 1000)::float8 as age
          from ${deliveries} d join ${webhooks} w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
          where d.tenant_id = ${tenant} and d.id = ${delivery} and d.state = 'waiting'`);
        const [row] = rows;
        if (!row) return undefined;
        const { data, event, created_at, age, ...rest } = row;
        const head = JSON.stringify({ id: delivery, type: event, timestamp: new Date(created_at).toISOString() });
        return { tenant, id: delivery, ...rest, ageMs: age, body: `${head.slice(0, -1)},"data":${data}}` };
      }),
    delivered: (place, tried) => patiently((db) => over(db, place, { ...tried, state: 'delivered' })),
    givenUp: (place, tried) => patiently((db) => over(db, place, { ...tried, state: 'given-up' })),
    again: (place, { delaySeconds, ...tried }, send) =>
      transaction(async (tx, raw) => {
        const { rowCount } = await tx.execute(sql`
          update ${deliveries} set ${triedSet(tried)}, next_at = now() + make_interval(secs => ${delaySeconds})
          where tenant_id = ${place.tenant} and id = ${place.id} and state = 'waiting'`);
        if (rowCount === 1) await send([place], delaySeconds, raw);
      }),
    sweep: (days) =>
      patiently(async (db) => {
        await db.execute(sql`
          delete from ${deliveries} where state not in ('new', 'waiting') and created_at < now() - make_interval(days => ${days})`);
      }),
  };
}

type DueRow = {
  url: string;
  secret: string;
  event: string;
  data: string;
  created_at: string;
  attempts: number;
  age: number;
};

async function webhookAt(db: Executor, tenant: string, name: string): Promise<Webhook | undefined> {
  const [row] = await db
    .select(WEBHOOK)
    .from(webhooks)
    .where(and(eq(webhooks.tenantId, tenant), eq(id, name)));
  return row;
}

function triedSet({ status, says }: Pick<Tried, 'status' | 'says'>) {
  return sql`attempts = attempts + 1, tried_at = now(), status = ${status ?? null}, says = ${says}`;
}

async function over(
  db: Executor,
  { tenant, id: delivery }: DeliveryPlace,
  { state, ...tried }: Tried & Pick<Delivery, 'state'>,
): Promise<void> {
  await db.execute(sql`
    update ${deliveries} set ${triedSet(tried)}, next_at = null, state = ${state}
    where tenant_id = ${tenant} and id = ${delivery} and state = 'waiting'`);
}

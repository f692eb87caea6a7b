import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { WebhookStore } from '../deliveries/store.ts';
import type { Delivery, Webhook } from '../deliveries/webhook.ts';
import type { Database, Executor } from './database.ts';
import { OUTBOX } from './outbox.ts';
import { audit, deliveries, webhooks } from './schema.ts';

const { id, url, events, createdAt, updatedAt } = webhooks;
const WEBHOOK = { id, url, events, createdAt, updatedAt } as const;

const DELIVERY = {
  id: deliveries.id,
  event: sql<Delivery['event']>`${deliveries.event}`,
  state: sql<Delivery['state']>`case when ${deliveries.state} = 'new' then 'waiting' else ${deliveries.state} end`,
  createdAt: deliveries.createdAt,
  attempts: deliveries.attempts,
  triedAt: deliveries.triedAt,
  nextAt: deliveries.nextAt,
  status: deliveries.status,
  says: deliveries.says,
} as const;

/** Addresses that are told of events. */
export function webhookRows({ patiently }: Database): WebhookStore {
  return {
    put: (tenant, name, { url: to, events: of, secret, madeSecret, actor, most }) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ created_at: string; updated_at: string; is_new: boolean }>(sql`
          with put as (
            insert into ${webhooks} as w (tenant_id, id, url, events, secret)
            select ${tenant}, ${name}, ${to}, array(select json_array_elements_text(${JSON.stringify(of)}::json)), ${madeSecret}
            where (select count(*) from ${webhooks} where tenant_id = ${tenant} and id <> ${name} and plan_id is null) < ${most}
            on conflict (tenant_id, id) do update set url = excluded.url, events = excluded.events, updated_at = now(),
              secret = coalesce(${secret ?? null}, w.secret), failures = 0, rests_until = null
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
      patiently((db) =>
        db
          .select(WEBHOOK)
          .from(webhooks)
          .where(and(eq(webhooks.tenantId, tenant), isNull(webhooks.planId)))
          .orderBy(asc(id)),
      ),
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
  };
}

async function webhookAt(db: Executor, tenant: string, name: string): Promise<Webhook | undefined> {
  const [row] = await db
    .select(WEBHOOK)
    .from(webhooks)
    .where(and(eq(webhooks.tenantId, tenant), eq(id, name)));
  return row;
}

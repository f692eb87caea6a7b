import { type SQL, sql } from 'drizzle-orm';
import type { EventType } from '../deliveries/webhook.ts';
import type { Writ } from '../plans/store.ts';
import { deliveries, runs, webhooks } from './schema.ts';

/** The channel that says that there is something in the outbox. */
export const OUTBOX = 'dovetail_outbox';

const NOTIFIED = sql`pg_notify(${OUTBOX}, '')`;

/**
 * Part of a statement that changes something: puts into the outbox what every webhook is told that wants to hear of it. It
 * is there if the change is, and only then.
 *
 * *Shapes* `source` is a query of the same statement that has `tenant_id`, and is called `s`; `data` is JSON made of it.
 */
export function outboxed(source: SQL, event: EventType, data: SQL): SQL {
  return sql`
    insert into ${deliveries} (tenant_id, id, webhook_id, event, data)
    select s.tenant_id, gen_random_uuid()::text, w.id, ${event}::text, (${data})::text
    from ${source} s join ${webhooks} w on w.tenant_id = s.tenant_id and ${event}::text = any(w.events)
    returning ${NOTIFIED}`;
}

/**
 * The same for runs that end in a statement: `source` has their `tenant_id`, `id`, `status` and `outcome`. A run of a plan
 * that has found something has a draft now.
 */
export function endOutboxed(source: SQL): SQL {
  const ready = sql`(s.status = 'succeeded' and r.revision > 0 and r.options -> 'plan' is not null)`;
  return sql`
    insert into ${deliveries} (tenant_id, id, webhook_id, event, data)
    select s.tenant_id, gen_random_uuid()::text, w.id, e.event,
      json_build_object('run', s.id, 'model', r.model, 'status', s.status, 'outcome', s.outcome, 'plan', r.options -> 'plan')::text
    from ${source} s join ${runs} r on r.tenant_id = s.tenant_id and r.id = s.id
    cross join (values ('run.ended'), ('draft.ready')) e(event)
    join ${webhooks} w on w.tenant_id = s.tenant_id and e.event = any(w.events)
    where e.event = 'run.ended' or ${ready}
    returning ${NOTIFIED}`;
}

/** The sink of a plan among the webhooks: no other of them can have a name with a colon. */
export function sinkOf(plan: string): string {
  return `:${plan}`;
}

/**
 * Part of the statement that changes a plan: puts into the outbox the rows that its sink is sent, each in the place of what
 * was to be sent of it before. What is just what an import has said is not told back to where it came from.
 *
 * *Shapes* the statement has `head`, the plan as it is now, and `effects`.
 */
export function sunk({ action, actor, reason, run }: Writ): SQL {
  const isImport = action === 'import' || action === 'put';
  const isEcho = isImport
    ? sql`coalesce(case when x."after" is null then x.imported ->> 'was' else x.imported ->> 'is' end = '', false)`
    : sql`false`;
  return sql`
    insert into ${deliveries} (tenant_id, id, webhook_id, event, data, list, entry, version)
    select h.tenant_id, gen_random_uuid()::text, w.id, case when x."after" is null then 'row.removed' else 'row.set' end,
      json_build_object('plan', h.id, 'version', h.version, 'list', x.list, 'row', x.id, 'value', x."after"::json,
        'action', ${action}::text, 'actor', ${actor}::text, 'reason', ${reason ?? null}::text, 'run', ${run ?? null}::text)::text,
      x.list, x.id, h.version
    from head h join ${webhooks} w on w.tenant_id = h.tenant_id and w.plan_id = h.id
    join effects x on x.list = any(w.lists)
    where x."before" is distinct from x."after" and not ${isEcho}
    on conflict (tenant_id, webhook_id, list, entry) where list is not null do update set id = excluded.id, event = excluded.event,
      data = excluded.data, version = excluded.version, created_at = now(), state = 'new', attempts = 0, tried_at = null,
      next_at = null, status = null, says = null
    returning ${NOTIFIED}`;
}

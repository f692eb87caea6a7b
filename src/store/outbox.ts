import { type SQL, sql } from 'drizzle-orm';
import type { EventType } from '../deliveries/webhook.ts';
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

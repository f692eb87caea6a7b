import { type SQL, sql } from 'drizzle-orm';
import type { DeliveryPlace, DeliveryResult, DeliveryStore } from '../deliveries/store.ts';
import { LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { outboxed } from './outbox.ts';
import { deliveries, webhooks } from './schema.ts';

/** What the queue has not brought for so long after its time, it has lost: it is handed over once more. */
const FORGOTTEN_SECONDS = 120;
/** After so long an attempt is over, whatever became of it: what it may take, and some time to write that down. */
const SENDING_SECONDS = LIMITS.deliverySeconds + 5;

/** After this many attempts in a row without a proper answer an address is left in peace: this long at first, then longer. */
const FAILURES = 5;
const REST_SECONDS = { first: 30, most: 3600 };

/** The outbox, and what became of its deliveries. */
export function deliveryRows({ patiently, transaction }: Database): DeliveryStore {
  return {
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
          with it as (
            select d.tenant_id, d.id, coalesce(d.sending is not null and d.sending_until >= now(), false) as is_busy
            from ${deliveries} d where d.tenant_id = ${tenant} and d.id = ${delivery} and d.state = 'waiting' for update
          )
          update ${deliveries} d set
            sending = case when ${TAKEN} then d.id else d.sending end,
            sending_until = case when ${TAKEN} then now() + make_interval(secs => ${SENDING_SECONDS}) else d.sending_until end
          from it, ${webhooks} w
          where d.tenant_id = it.tenant_id and d.id = it.id and w.tenant_id = d.tenant_id and w.id = d.webhook_id
          returning w.url, w.secret, w.plan_id is not null as is_row, d.event, d.data, d.created_at, d.attempts,
            (extract(epoch from now()) * 1000)::float8 as at, (extract(epoch from now() - d.created_at) * 1000)::float8 as age,
            greatest(0, extract(epoch from w.rests_until - now()))::float8 as rest, it.is_busy`);
        const [row] = rows;
        if (!row) return undefined;
        const { data, event, created_at, at, age, rest, is_row, is_busy, ...known } = row;
        const head = JSON.stringify({ id: delivery, type: event, timestamp: new Date(created_at).toISOString() });
        const body = `${head.slice(0, -1)},"data":${data}}`;
        const waitSeconds = Math.ceil(is_busy ? Math.max(1, rest ?? 0) : (rest ?? 0));
        return { tenant, id: delivery, ...known, isRow: is_row, atMs: at, ageMs: age, waitSeconds, body };
      }),
    delivered: (place, tried) =>
      patiently((db) => db.execute(ended(place, tried, sql`'delivered'`)).then(() => undefined)),
    givenUp: (place, tried) =>
      patiently((db) => db.execute(ended(place, tried, sql`'given-up'`, failing(place))).then(() => undefined)),
    refused: (place, tried) =>
      patiently(async (db) => {
        const told = sql`json_build_object('plan', s.plan_id, 'list', s.list, 'row', s.entry, 'version', s.version,
          'key', s.id, 'status', s.status, 'says', s.says)`;
        const source = sql`(select o.*, w.plan_id from over o join ${webhooks} w on w.tenant_id = o.tenant_id and w.id = o.webhook_id)`;
        const heard = sql`, heard as (${outboxed(source, 'sink.refused', told)})`;
        await db.execute(ended(place, tried, sql`'refused'`, answering(place), heard));
      }),
    again: (place, { delaySeconds, ...tried }, send) =>
      transaction(async (tx, raw) => {
        const next = sql`now() + make_interval(secs => ${delaySeconds})`;
        const { rows } = await tx.execute(ended(place, tried, sql`d.state`, failing(place), sql``, next));
        if (rows.length === 1) await send([place], delaySeconds, raw);
      }),
    postpone: (place, delaySeconds, send) =>
      transaction(async (tx, raw) => {
        const { rowCount } = await tx.execute(sql`
          update ${deliveries} set next_at = now() + make_interval(secs => ${delaySeconds})
          where tenant_id = ${place.tenant} and id = ${place.id} and state = 'waiting'`);
        if (rowCount === 1) await send([place], delaySeconds, raw);
      }),
    sweep: (days) =>
      patiently(async (db) => {
        await db.execute(sql`
          delete from ${deliveries} where state not in ('new', 'waiting') and created_at < now() - make_interval(days => ${days})
            and (list is null or (event = 'row.removed' and state = 'delivered'))`);
      }),
  };
}

type DueRow = {
  url: string;
  secret: string;
  is_row: boolean;
  event: string;
  data: string;
  created_at: string;
  attempts: number;
  at: number;
  age: number;
  rest: number | null;
  is_busy: boolean;
};

/** Nobody sends it, or an earlier version of its row, and its address does not rest: so whoever asks now is the only one to send it. */
const TAKEN = sql`(not it.is_busy and (w.rests_until is null or w.rests_until <= now()))`;

/** Another delivery of the same row may be sent from now on. */
const LET_GO = sql`sending = case when d.sending = d.id then null else d.sending end`;

/**
 * What an attempt says of a delivery, of its address, and of who is to hear of that, in one statement. Where a later version
 * of the row has taken its place meanwhile, that may be sent now.
 */
function ended(
  place: DeliveryPlace,
  { status, says }: Pick<DeliveryResult, 'status' | 'says'>,
  state: SQL,
  address: SQL = answering(place),
  heard: SQL = sql``,
  nextAt: SQL = sql`null`,
): SQL {
  return sql`
    with over as (
      update ${deliveries} d set attempts = attempts + 1, tried_at = now(), status = ${status ?? null}, says = ${says},
        next_at = ${nextAt}, state = ${state}, ${LET_GO}
      where tenant_id = ${place.tenant} and id = ${place.id} and state in ('new', 'waiting') returning d.*
    ), freed as (
      update ${deliveries} d set sending = null
      where tenant_id = ${place.tenant} and sending = ${place.id} and id <> ${place.id}
    ), address as (${address})${heard}
    select id from over where state <> 'new'`;
}

/** An address has answered as it should. */
function answering({ tenant }: DeliveryPlace): SQL {
  return sql`update ${webhooks} w set failures = 0, rests_until = null from over o
    where w.tenant_id = ${tenant} and w.id = o.webhook_id and w.failures > 0`;
}

/** One more attempt that found no proper answer. */
function failing({ tenant }: DeliveryPlace): SQL {
  const { first, most } = REST_SECONDS;
  const rest = sql`least(${most}::float8, ${first} * 2.0 ^ least(20, w.failures + 1 - ${FAILURES}::int))`;
  return sql`update ${webhooks} w set failures = w.failures + 1,
      rests_until = case when w.failures + 1 >= ${FAILURES} then now() + make_interval(secs => ${rest}) end
    from over o where w.tenant_id = ${tenant} and w.id = o.webhook_id`;
}

import { type SQL, sql } from 'drizzle-orm';
import type { Revision, RunOptions } from '../runs/run.ts';
import {
  type Ending,
  type Lease,
  type LeasedRun,
  orderOf,
  type ReviewedIncumbent,
  type RunPlace,
  type RunStore,
  type Told,
  type WrittenOrLost,
} from '../runs/store.ts';
import type { Database } from './database.ts';
import { NEWS, toldOf } from './feed.ts';
import { endOutboxed } from './outbox.ts';
import { HELD, OPEN, outcomeAtEnd } from './runColumns.ts';
import { revisions, runEvents, runs } from './schema.ts';
import { lockTenant } from './tenantLock.ts';

type Leases = Pick<RunStore, 'lease' | 'heartbeat' | 'incumbent' | 'tell' | 'end' | 'release' | 'lose'>;

/** What a worker does with a run, which does nothing once the lease is another's. */
export function leases({ patiently, transaction }: Database): Leases {
  return {
    lease: (place, worker, { tenantRunning, postpone }) =>
      transaction(async (tx, raw) => {
        await lockTenant(tx, place.tenant);
        const { rows } = await tx.execute<LeasedRow>(leaseRun(place, worker, tenantRunning));
        const [row] = rows;
        if (!row) return 'ended';
        if (row.is_free) return leasedOf(row);
        await postpone(orderOf(row), raw);
        return 'not-now';
      }),
    heartbeat: (lease, spentMs) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ stop_requested: boolean }>(sql`
          update ${runs} set heartbeat_at = now(), spent_ms = ${Math.round(spentMs)} where ${held(lease)} returning stop_requested`);
        if (!rows[0]) return 'lost';
        return rows[0].stop_requested ? 'stop' : 'go-on';
      }),
    incumbent: (lease, found) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ held: boolean; revision: number | null }>(storeIncumbent(lease, found));
        if (!rows[0]!.held) return 'lost';
        return rows[0]!.revision ?? 'not-better';
      }),
    tell: (lease, told) => patiently(async (db) => writtenBy(await db.execute(tellNews(lease, told)))),
    end: (lease, ending) => patiently(async (db) => writtenBy(await db.execute(endRun(lease, ending)))),
    release: (lease, spentMs, send) =>
      transaction(async (tx, raw) => {
        const released = await tx.execute<{ urgency: number; turn: number }>(sql`
          with released as (
            update ${runs} set status = 'queued', worker = null, fencing = fencing + 1, spent_ms = ${Math.round(spentMs)}, version = version + 1
            where ${held(lease)} and status = 'running' returning tenant_id, id, urgency, turn
          ), told as (
            insert into ${runEvents} (tenant_id, run_id, type, data) select tenant_id, id, 'status', '{"status":"queued"}' from released
          )
          select urgency, turn, ${toldOf(lease.tenant, lease.id)} from released`);
        if (released.rows[0]) await send(raw, orderOf(released.rows[0]), lease);
        return writtenBy(released);
      }),
    lose: ({ tenant, id }, error) =>
      patiently(async (db) => {
        const { rowCount } = await db.execute(sql`
          with lost as (
            update ${runs} set status = 'failed', fencing = fencing + 1, ended_at = now(), error = ${JSON.stringify(error)}::json,
              outcome = ${outcomeAtEnd('unknown')}, version = version + 1
            where tenant_id = ${tenant} and id = ${id} and status in ${OPEN} returning tenant_id, id, status, outcome
          ), told as (${endEvent('lost')}), heard as (${endOutboxed(sql`lost`)})
          select ${toldOf(tenant, id)} from lost`);
        return rowCount === 1;
      }),
  };
}

function held({ tenant, id, fencing }: Lease): SQL {
  return sql`tenant_id = ${tenant} and id = ${id} and fencing = ${fencing} and status in ${HELD}`;
}

function writtenBy({ rowCount }: { rowCount: number | null }): WrittenOrLost {
  return rowCount === 1 ? 'written' : 'lost';
}

function endEvent(source: string): SQL {
  return sql`
    insert into ${runEvents} (tenant_id, run_id, type, data)
    select tenant_id, id, 'end', json_build_object('status', status, 'outcome', outcome) from ${sql.raw(source)}`;
}

/** A worker that has not said for so long that it lives is dead, or asleep; it does so every second. */
const SILENT_SECONDS = 5;

/**
 * The row, its best revision and what to begin from, all in one; of a run that is not free only the row. One whose worker
 * has fallen silent takes no more room, and goes before all that wait. The run that the job was made for, where it waits
 * on, has the turn of the one that went before it, whose job is still to come.
 */
function leaseRun({ tenant, id }: RunPlace, worker: string, tenantRunning: number): SQL {
  return sql`
    with chosen as (
      select coalesce(
        (select id from ${runs} where tenant_id = ${tenant} and status in ${HELD}
          and heartbeat_at < now() - make_interval(secs => ${SILENT_SECONDS}) order by id = ${id} desc, heartbeat_at limit 1),
        (select id from ${runs} where tenant_id = ${tenant} and status = 'queued' order by urgency desc, priority desc, id limit 1),
        ${id}) as id
    ), wanted as (
      select r.tenant_id, r.id, r.urgency, r.turn, case
        when r.status = 'queued' then ${tenantRunning} > (select count(*) from ${runs} where tenant_id = ${tenant} and status in ${HELD})
        else r.heartbeat_at < now() - make_interval(secs => ${SILENT_SECONDS}) end as is_free
      from ${runs} r, chosen c where r.tenant_id = ${tenant} and r.id = c.id and r.status in ${OPEN} for no key update of r
    ), swapped as (
      update ${runs} r set turn = w.turn from wanted w
      where w.is_free and r.tenant_id = ${tenant} and r.id = ${id} and r.id <> w.id and r.status = 'queued'
    ), leased as (
      update ${runs} r set status = case when r.status = 'queued' then 'running' else r.status end, worker = ${worker},
        fencing = r.fencing + 1, attempts = r.attempts + 1, heartbeat_at = now(), started_at = coalesce(r.started_at, now()), version = r.version + 1
      from wanted w where r.tenant_id = w.tenant_id and r.id = w.id and w.is_free
      returning r.*
    ), told as (
      insert into ${runEvents} (tenant_id, run_id, type, data)
      select tenant_id, id, 'status', json_build_object('status', status) from leased
    )
    select w.is_free, w.tenant_id, w.id, w.urgency, coalesce(own.turn, w.turn) as turn, l.options, l.fencing, l.model, l.input, l.attempts, l.created_at, l.spent_ms, l.stop_requested,
      case when b.revision is not null then row_to_json(b) end as best,
      (select s.solution from ${revisions} s where s.tenant_id = l.tenant_id and s.run_id = l.options->'warmStart'->>'fromRun'
        order by s.revision desc limit 1) as warm_start,
      case when w.is_free then pg_notify(${NEWS}, json_build_array(w.tenant_id, w.id)::text) end
    from wanted w left join leased l on w.is_free
      left join ${runs} own on own.tenant_id = ${tenant} and own.id = ${id} and own.status = 'queued'
      left join ${revisions} b on b.tenant_id = l.tenant_id and b.run_id = l.id and b.revision = l.revision`;
}

type LeasedRow = {
  is_free: boolean;
  tenant_id: string;
  id: string;
  urgency: number;
  turn: number;
  fencing: number;
  model: string;
  input: string;
  options: RunOptions;
  attempts: number;
  created_at: string;
  spent_ms: number;
  stop_requested: boolean;
  best: (Omit<Revision, 'createdAt'> & { created_at: string }) | null;
  warm_start: string | null;
};

function leasedOf(row: LeasedRow): LeasedRun {
  const { best } = row;
  return {
    lease: { tenant: row.tenant_id, id: row.id, fencing: row.fencing },
    model: row.model,
    input: row.input,
    options: row.options,
    attempts: row.attempts,
    createdAt: new Date(row.created_at),
    spentMs: row.spent_ms,
    stopRequested: row.stop_requested,
    best: best ? { ...best, createdAt: new Date(best.created_at) } : undefined,
    warmStart: row.warm_start ?? undefined,
  };
}

/** A revision only if it is better than the last, with its event; told apart from a lease that is lost. */
function storeIncumbent(
  lease: Lease,
  { objective, rank, bound, ms, engine, solution, review }: ReviewedIncumbent,
): SQL {
  const time = Math.round(ms);
  return sql`
    with mine as (
      select tenant_id, id from ${runs} where ${held(lease)} for no key update
    ), better as (
      update ${runs} r set revision = r.revision + 1, objective = ${objective}, rank = ${rank}, outcome = 'feasible',
        bound = coalesce(${bound ?? null}, r.bound), first_feasible_ms = coalesce(r.first_feasible_ms, ${time}), version = r.version + 1
      from mine where r.tenant_id = mine.tenant_id and r.id = mine.id and (r.rank is null or r.rank > ${rank})
      returning r.tenant_id, r.id, r.revision, r.bound
    ), stored as (
      insert into ${revisions} (tenant_id, run_id, revision, objective, bound, ms, engine, solution, review)
      select tenant_id, id, revision, ${objective}, bound, ${time}, ${engine ?? null}, ${solution}, ${JSON.stringify(review)}::json from better
    ), told as (
      insert into ${runEvents} (tenant_id, run_id, type, data)
      select tenant_id, id, 'incumbent', json_build_object('revision', revision, 'objective', ${objective}::float8, 'ms', ${time}::int, 'engine', ${engine ?? null}::text)
      from better
    )
    select exists (select from mine) as held, (select revision from better) as revision,
      (select ${toldOf(lease.tenant, lease.id)} from better)`;
}

function tellNews(lease: Lease, { events, bound }: Told): SQL {
  // As text in JSON, because PostgreSQL reads only the outer of the two, and a NUL in the inner is then none.
  const rows = JSON.stringify(events.map(({ type, data }) => ({ type, data: JSON.stringify(data) })));
  return sql`
    with mine as (
      update ${runs} set bound = coalesce(${bound ?? null}, bound), version = version + 1 where ${held(lease)} returning tenant_id, id
    ), told as (
      insert into ${runEvents} (tenant_id, run_id, type, data)
      select tenant_id, id, e.type, e.data::json from mine, json_to_recordset(${rows}::json) as e(type text, data text)
    )
    select ${toldOf(lease.tenant, lease.id)} from mine`;
}

function endRun(lease: Lease, ending: Ending): SQL {
  const { status, outcome, stopped, bound, engine, ticks, size, timings, spentMs, statements, ledger, result } = ending;
  const { conflict, error, repeatTicks } = ending;
  return sql`
    with ended as (
      update ${runs} set status = ${status}, stopped = ${stopped ?? null}, ended_at = now(),
        outcome = ${outcomeAtEnd(outcome)}, bound = coalesce(${bound ?? null}, bound), engine = ${engine ?? null},
        ticks = ${ticks ?? null}, repeat_ticks = ${repeatTicks ?? null},
        variables = ${size?.variables ?? null}, constraints = ${size?.constraints ?? null}, timings = ${JSON.stringify(timings)}::json,
        spent_ms = ${Math.round(spentMs)}, statements = ${statements}, ledger = ${ledger ?? null}, result = ${result ?? null},
        conflict = ${conflict ? JSON.stringify(conflict) : null}::json,
        error = ${error ? JSON.stringify(error) : null}::json, version = version + 1
      where ${held(lease)}
      returning tenant_id, id, status, outcome
    ), told as (${endEvent('ended')}), heard as (${endOutboxed(sql`ended`)})
    select ${toldOf(lease.tenant, lease.id)} from ended`;
}

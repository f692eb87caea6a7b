import { sql } from 'drizzle-orm';
import { DovetailError, impossible } from '../errors.ts';
import { newRunId } from '../runs/runId.ts';
import { type Creation, type NewRow, orderOf, type QueueCaps, type RunPlace, type RunStore } from '../runs/store.ts';
import type { Database, Executor } from './database.ts';
import { asked, toldOf } from './feed.ts';
import { endOutboxed } from './outbox.ts';
import { HELD, OPEN, outcomeAtEnd } from './runColumns.ts';
import { getRun } from './runReads.ts';
import { audit, idempotencyKeys, revisions, runEvents, runs, runTags } from './schema.ts';
import { lockTenant } from './tenantLock.ts';

type Writes = Pick<RunStore, 'create' | 'stop' | 'cancel'>;

export function runWrites({ patiently, transaction }: Database): Writes {
  return {
    create: (row, caps, send) =>
      transaction(async (tx, raw) => {
        await lockTenant(tx, row.tenant);
        const found = await lookAround(tx, row, caps);
        const place = { tenant: row.tenant, id: row.id ?? newRunId(found.now_ms) };
        const known = await knownRun(tx, row, found);
        if (known) return known;
        const full = fullOf(found, caps);
        if (full) return full;
        if (!found.warm_start_exists) throw noWarmStart(row);
        const urgency = row.isUrgent ? (row.options.priority ?? 0) : 0;
        await insertRun(tx, { ...row, ...place }, { urgency, turn: found.turn });
        await send(raw, orderOf({ urgency, turn: found.turn }), place);
        return {
          kind: 'created',
          run: (await getRun(tx, place.tenant, place.id)) ?? impossible('A run that was just written and is not there'),
        };
      }),
    stop: (tenant, id, actor) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ status: string }>(sql`
          with stopped as (
            update ${runs} set
              status = case when status = 'queued' then 'succeeded' else 'stopping' end,
              stop_requested = true,
              stopped = case when status = 'queued' then 'cancelled' end,
              outcome = case when status = 'queued' then ${outcomeAtEnd('unknown')} else outcome end,
              ended_at = case when status = 'queued' then now() end,
              version = version + 1
            where tenant_id = ${tenant} and id = ${id} and status in ('queued', 'running')
            returning tenant_id, id, status, outcome
          ), told as (
            insert into ${runEvents} (tenant_id, run_id, type, data)
            select tenant_id, id, case when status = 'stopping' then 'status' else 'end' end,
              case when status = 'stopping' then json_build_object('status', status)
                else json_build_object('status', status, 'outcome', outcome) end
            from stopped
          ), noted as (
            insert into ${audit} (tenant_id, actor, action, subject, details)
            select tenant_id, ${actor}, 'run.stop', id, '{}' from stopped
          ), heard as (${endOutboxed(sql`(select * from stopped where status <> 'stopping')`)})
          select status, ${toldOf(tenant, id)}, ${asked(tenant, id)} from stopped`);
        return rows[0]?.status === 'succeeded';
      }),
    cancel: (tenant, id, actor) =>
      patiently(async (db) => {
        const { rowCount } = await db.execute(sql`
          with cancelled as (
            update ${runs} set status = 'cancelled', stopped = 'cancelled', outcome = null, objective = null, rank = null,
              bound = null, revision = 0, first_feasible_ms = null, fencing = fencing + 1, ended_at = now(), version = version + 1
            where tenant_id = ${tenant} and id = ${id} and status in ('queued', 'running', 'stopping')
            returning tenant_id, id
          ), dropped as (
            delete from ${revisions} r using cancelled c where r.tenant_id = c.tenant_id and r.run_id = c.id
          ), told as (
            insert into ${runEvents} (tenant_id, run_id, type, data)
            select tenant_id, id, 'end', json_build_object('status', 'cancelled', 'outcome', null) from cancelled
          ), noted as (
            insert into ${audit} (tenant_id, actor, action, subject, details)
            select tenant_id, ${actor}, 'run.cancel', id, '{}' from cancelled
          ), heard as (${endOutboxed(sql`(select tenant_id, id, 'cancelled' as status, null as outcome from cancelled)`)})
          select ${toldOf(tenant, id)}, ${asked(tenant, id)} from cancelled`);
        return rowCount === 1;
      }),
  };
}

type Found = {
  /** After the tenant was taken hold of, so that it is later than that of any run of the tenant before. */
  readonly now_ms: number;
  readonly tenant_waiting: number;
  readonly waiting: number;
  readonly turn: number;
  readonly key_run: string | null;
  readonly key_payload: string | null;
  readonly equal_run: string | null;
  readonly warm_start_exists: boolean;
};

/** Everything that decides about a new run, in one look. */
async function lookAround(tx: Executor, row: NewRow, caps: QueueCaps): Promise<Found> {
  const { tenant, idempotency, options, requestSha256 } = row;
  const { rows } = await tx.execute<Found>(sql`
    select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
      (select count(*)::int from (select from ${runs} where tenant_id = ${tenant} and status = 'queued' limit ${caps.tenantQueued}) w) as tenant_waiting,
      (select count(*)::int from (select from ${runs} where status = 'queued' limit ${caps.queued}) w) as waiting,
      greatest(
        coalesce((select min(turn) from ${runs} where status = 'queued'), (select max(turn) from ${runs} where status in ${HELD}), 0),
        coalesce((select max(turn) from ${runs} where tenant_id = ${tenant} and status in ${OPEN}) + 1, 0)) as turn,
      k.run_id as key_run, k.payload_sha256 as key_payload,
      (select id from ${runs} where tenant_id = ${tenant} and request_sha256 = ${requestSha256}
        and created_at > now() - make_interval(secs => ${(options.coalesceWithinMs ?? 0) / 1000}::float8) and status not in ('failed', 'cancelled')
        and ${options.coalesceWithinMs !== undefined} order by created_at desc limit 1) as equal_run,
      (${options.warmStart?.fromRun ?? null}::text is null or exists (select from ${runs} where tenant_id = ${tenant}
        and id = ${options.warmStart?.fromRun ?? null} and model = ${row.model})) as warm_start_exists
    from (select 1) one left join ${idempotencyKeys} k on k.tenant_id = ${tenant} and k.key = ${idempotency?.key ?? null}`);
  return rows[0]!;
}

async function knownRun(tx: Executor, { tenant, idempotency }: NewRow, found: Found): Promise<Creation | undefined> {
  if (found.key_run !== null && found.key_payload !== idempotency?.payloadSha256) {
    return { kind: 'key-reused', runId: found.key_run };
  }
  const id = found.key_run ?? found.equal_run;
  const run = id === null ? undefined : await getRun(tx, tenant, id);
  return run && { kind: 'same', run };
}

function fullOf({ tenant_waiting, waiting }: Found, caps: QueueCaps): Creation | undefined {
  if (tenant_waiting >= caps.tenantQueued) return { kind: 'full', of: 'tenantQueued', waiting: tenant_waiting };
  return waiting >= caps.queued ? { kind: 'full', of: 'queued', waiting } : undefined;
}

function noWarmStart({ options, model }: NewRow): DovetailError {
  return new DovetailError('run/unknown', `There is no run ${options.warmStart?.fromRun} of ${model} to start from.`, {
    maybe: 'leave out warmStart, or name a run of the same tenant and model.',
  });
}

interface Turn {
  readonly urgency: number;
  readonly turn: number;
}

async function insertRun(tx: Executor, row: NewRow & RunPlace, { urgency, turn }: Turn): Promise<void> {
  const { tenant, id, model, input, inputSha256, inputBytes, requestSha256, options, actor, idempotency } = row;
  const tags = JSON.stringify(options.tags ?? []);
  await tx.execute(sql`
    with made as (
      insert into ${runs} (tenant_id, id, model, options, tags, input, input_sha256, input_bytes, request_sha256, priority, urgency, turn)
      values (${tenant}, ${id}, ${model}, ${JSON.stringify(options)}::json,
        array(select json_array_elements_text(${tags}::json)), ${input}, ${inputSha256}, ${inputBytes}, ${requestSha256},
        ${options.priority ?? 0}, ${urgency}, ${turn})
      returning tenant_id, id
    ), tagged as (
      insert into ${runTags} (tenant_id, tag, run_id) select distinct tenant_id, tag, id from made, json_array_elements_text(${tags}::json) tag
    ), keyed as (
      insert into ${idempotencyKeys} (tenant_id, key, payload_sha256, run_id)
      select tenant_id, ${idempotency?.key ?? null}, ${idempotency?.payloadSha256 ?? null}, id from made where ${idempotency !== undefined}
    ), told as (
      insert into ${runEvents} (tenant_id, run_id, type, data) select tenant_id, id, 'status', '{"status":"queued"}' from made
    )
    insert into ${audit} (tenant_id, actor, action, subject, details)
    select tenant_id, ${actor}, 'run.create', id, ${JSON.stringify({ model })}::json from made`);
}

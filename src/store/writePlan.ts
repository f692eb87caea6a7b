import { type SQL, sql } from 'drizzle-orm';
import type { Plan } from '../plans/plan.ts';
import type { PlanPlace, Writ } from '../plans/store.ts';
import type { Executor } from './database.ts';
import { outboxed, sunk } from './outbox.ts';
import { type PlanRow, planOf } from './planRow.ts';
import { draftItems, planEntries, planJournal, plans } from './schema.ts';

interface Writing {
  /** The model of a plan that is begun. */
  readonly made?: string;
  readonly seen: number;
  readonly writ: Writ;
}

/**
 * What imports have said of a row that changes: the row keeps it, and takes it along where people move its item. It is
 * empty where the row is as it was imported.
 */
const stillImported = sql`case when coalesce(nullif(x.said, ''), case when x.said = '' then x.was end, m.said) = x."after" then ''
          else coalesce(nullif(x.said, ''), case when x.said = '' then x.was end, m.said) end`;

/**
 * Version, rows and journal in one statement, which holds for all of them or for none. Where the answer of an earlier
 * attempt was lost, the journal tells that it was written.
 *
 * *Limits* each row is found by itself, by its key: right after many rows were written, the database takes a plan for almost
 * empty, and would compare all its rows with all that change.
 */
export async function writePlan(db: Executor, place: PlanPlace, writing: Writing): Promise<Plan | undefined> {
  const { tenant, id: plan } = place;
  const { made, seen, writ } = writing;
  const { journal, source } = effectsOf(writ);
  const head =
    made === undefined
      ? sql`update ${plans} set version = version + 1, updated_at = now()
          where tenant_id = ${tenant} and id = ${plan} and version = ${seen} returning *`
      : sql`insert into ${plans} (tenant_id, id, model) values (${tenant}, ${plan}, ${made}) on conflict do nothing returning *`;
  const { rows } = await db.execute<PlanRow>(sql`
    with head as (${head}), effects as materialized (
      select x.*, e.place, e.was, e.said from head
      cross join ${source}
        x(list text, id text, item text, "before" text, "after" text, "from" date, "to" date, "ownerList" text, owner text, imported json)
      left join lateral (
        select ctid as place, value as was, imported as said from ${planEntries}
        where tenant_id = ${tenant} and plan_id = ${plan} and list = x.list and id = x.id limit 1
      ) e on true
    ), moved as materialized (
      select distinct on (list, item) list, item, coalesce(nullif(said, ''), was) as said from effects
      where item is not null and "after" is null and imported is null and said is not null
    ), gone as (
      delete from ${planEntries} where ctid = any(array(select place from effects where "after" is null))
    ), written as (
      insert into ${planEntries} (tenant_id, plan_id, list, id, from_day, to_day, owner_list, owner, value, version, imported)
      select h.tenant_id, h.id, x.list, x.id, coalesce(x."from", '-infinity'), coalesce(x."to", 'infinity'), x."ownerList", x.owner, x."after", h.version,
        case when x.imported is not null then x.imported ->> 'is' else ${stillImported} end
      from head h cross join effects x
      left join moved m on x."before" is null and m.list = x.list and m.item = x.item
      where x."after" is not null
      on conflict (tenant_id, plan_id, list, id) do update set from_day = excluded.from_day, to_day = excluded.to_day,
        owner_list = excluded.owner_list, owner = excluded.owner, value = excluded.value, version = excluded.version,
        imported = excluded.imported
    ), noted as (
      insert into ${planJournal} (tenant_id, plan_id, version, actor, action, reason, run_id, undoes, rows, effects, writing)
      select h.tenant_id, h.id, h.version, ${writ.actor}, ${writ.action}, ${writ.reason ?? null}, ${writ.run ?? null}, ${writ.undoes ?? null},
        (select count(*)::int from effects), ${journal}, ${writ.writing} from head h
    ), drafted as (${drafted(place, writ)}
    ), heard as (${outboxed(sql`head`, 'plan.changed', changeOf(writ))}
    ), sunk as (${sunk(writ)})
    select h.id, h.model, h.version, h.created_at, h.updated_at, now() as read_at from head h
    union all
    select p.id, p.model, j.version, p.created_at, p.updated_at, now() from ${planJournal} j
      join ${plans} p on p.tenant_id = j.tenant_id and p.id = j.plan_id
    where j.tenant_id = ${tenant} and j.plan_id = ${plan} and j.version = ${seen + 1} and j.writing = ${writ.writing}`);
  const [row] = rows;
  return row && planOf(row);
}

/**
 * Puts effects that come in parts where the statement finds them, in a table of this transaction alone, so that nobody holds
 * all of them.
 */
export async function stage(db: Executor, parts: AsyncIterable<string>): Promise<void> {
  await db.execute(sql`create temporary table dovetail_parts (n int, body text) on commit drop`);
  let n = 0;
  for await (const part of parts) await db.execute(sql`insert into dovetail_parts values (${n++}::int, ${part}::text)`);
}

/** Effects as records, and as the text that the journal keeps. */
function effectsOf({ effects }: Writ): { readonly source: SQL; readonly journal: SQL } {
  if (typeof effects === 'string')
    return { source: sql`json_to_recordset(${effects}::json)`, journal: sql`${effects}` };
  return {
    source: sql`dovetail_parts p cross join lateral json_to_recordset(('[' || p.body || ']')::json)`,
    journal: sql`(select '[' || string_agg(body, ',' order by n) || ']' from dovetail_parts)`,
  };
}

/** What is told of a list of changes; the history has the rest. */
function changeOf({ actor, action, reason, run, undoes }: Writ): SQL {
  return sql`json_build_object('plan', s.id, 'version', s.version, 'action', ${action}::text, 'actor', ${actor}::text,
    'reason', ${reason ?? null}::text, 'run', ${run ?? null}::text, 'undoes', ${undoes ?? null}::int,
    'rows', (select count(*)::int from effects))`;
}

/** What a list of changes makes of the items of a draft. Taking back turns what is accepted into what it was, and back. */
function drafted({ tenant, id: plan }: PlanPlace, { action, items = [], run }: Writ): SQL {
  const named = sql`(select value as item from json_array_elements_text(${JSON.stringify(items)}::json))`;
  const of = run ?? '';
  if (action === 'undo') {
    return sql`
      update ${draftItems} d set accepted_at = case when d.state = 'accepted' then null else h.version end,
        state = case when d.state <> 'accepted' then 'accepted' when d.edit is null then 'proposed' else 'edited' end
      from head h, ${named} n where d.tenant_id = ${tenant} and d.run_id = ${of} and d.item = n.item`;
  }
  return sql`
    insert into ${draftItems} (tenant_id, run_id, item, plan_id, state, accepted_at)
    select h.tenant_id, ${of}::text, n.item, ${plan}, 'accepted', h.version from head h, ${named} n
    on conflict (tenant_id, run_id, item) do update set state = 'accepted', accepted_at = excluded.accepted_at`;
}

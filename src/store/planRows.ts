import { and, asc, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { DraftRow } from '../plans/draft.ts';
import type { JournalEntry, Plan } from '../plans/plan.ts';
import type { Loaded, PlanPlace, PlanStore, Reading, Writ } from '../plans/store.ts';
import type { Database, Executor } from './database.ts';
import { audit, draftItems, planEntries, planJournal, plans } from './schema.ts';

const { id, model, version, createdAt, updatedAt } = plans;
const PLAN = { id, model, version, createdAt, updatedAt } as const;

const ENTRY = { id: planEntries.id, value: planEntries.value, version: planEntries.version } as const;

const JOURNAL = {
  version: planJournal.version,
  at: planJournal.at,
  actor: planJournal.actor,
  action: planJournal.action,
  reason: planJournal.reason,
  run: planJournal.runId,
  undoes: planJournal.undoes,
  rows: planJournal.rows,
} as const;

/** Plans in the database: what is read of them, and the one statement that writes a list of changes. */
export function planRows({ patiently }: Database): PlanStore {
  return {
    plan: (place) => patiently((db) => planAt(db, place)),
    plans: (tenant, { after, limit }) =>
      patiently((db) =>
        db
          .select(PLAN)
          .from(plans)
          .where(and(eq(plans.tenantId, tenant), after === undefined ? undefined : gt(plans.id, after)))
          .orderBy(asc(plans.id))
          .limit(limit),
      ),
    load: (place, reading) =>
      patiently(async (db) => {
        const { rows } = await db.execute<LoadedRow>(loadPlan(place, reading));
        const [first] = rows;
        return first && { plan: planOf(first), input: inputText(rows), ...originsText(rows, reading) };
      }),
    create: (place, name, writ) => patiently((db) => writePlan(db, place, { made: name, seen: 0, writ })),
    write: (place, seen, writ) => patiently((db) => writePlan(db, place, { seen, writ })),
    drop: ({ tenant, id: plan }, seen, actor) =>
      patiently(async (db) => {
        const { rowCount } = await db.execute(sql`
          with dropped as (
            delete from ${plans} where tenant_id = ${tenant} and id = ${plan} and version = ${seen} returning tenant_id, id
          )
          insert into ${audit} (tenant_id, actor, action, subject, details)
          select tenant_id, ${actor}, 'plan.delete', id, json_build_object('version', ${seen}::int) from dropped`);
        return rowCount === 1;
      }),
    entries: (place, list, { after, limit }) =>
      patiently(async (db) => {
        const more = after === undefined ? undefined : gt(planEntries.id, after);
        const rows = await db
          .select(ENTRY)
          .from(planEntries)
          .where(and(entriesOf(place, list), more))
          .orderBy(asc(planEntries.id))
          .limit(limit);
        return rows.map(parsed);
      }),
    entry: (place, list, name) =>
      patiently(async (db) => {
        const [row] = await db
          .select(ENTRY)
          .from(planEntries)
          .where(and(entriesOf(place, list), eq(planEntries.id, name)));
        return row && parsed(row);
      }),
    draft: ({ tenant, id: plan }, run, since) =>
      patiently(async (db) => {
        const { rows } = await db.execute<{ item: string; state: DraftRow['state']; edit: string | null }>(sql`
          select item, state, edit from ${draftItems} where tenant_id = ${tenant} and run_id = ${run}
          union all
          select distinct item, 'superseded', null from ${draftItems} where tenant_id = ${tenant} and plan_id = ${plan}
            and accepted_at > ${since} and state = 'accepted' and run_id <> ${run}`);
        return rows;
      }),
    touch: ({ tenant, id: plan }, run, items, seen) =>
      patiently(async (db) => {
        const isSeen = seen === undefined ? sql`true` : sql`d.edit is not distinct from ${seen}::text`;
        const { rowCount } = await db.execute(sql`
          insert into ${draftItems} as d (tenant_id, run_id, item, plan_id, state, edit)
          select ${tenant}, ${run}, x.item, ${plan}, x.state, x.edit
          from json_to_recordset(${JSON.stringify(items)}::json) x(item text, state text, edit text)
          on conflict (tenant_id, run_id, item) do update set state = excluded.state, edit = excluded.edit
          where d.state <> 'accepted' and ${isSeen}`);
        return rowCount === items.length;
      }),
    journal: ({ tenant, id: plan }, { before, limit }) =>
      patiently((db) => {
        const mine = and(eq(planJournal.tenantId, tenant), eq(planJournal.planId, plan));
        return db
          .select(JOURNAL)
          .from(planJournal)
          .where(and(mine, before === undefined ? undefined : lt(planJournal.version, before)))
          .orderBy(desc(planJournal.version))
          .limit(limit);
      }),
    written: ({ tenant, id: plan }, number) =>
      patiently(async (db) => {
        const mine = [eq(planJournal.tenantId, tenant), eq(planJournal.planId, plan), eq(planJournal.version, number)];
        const [row] = await db
          .select({ ...JOURNAL, effects: planJournal.effects })
          .from(planJournal)
          .where(and(...mine));
        if (!row) return undefined;
        const { effects, ...entry } = row;
        return { entry: entry as JournalEntry, effects };
      }),
  };
}

async function planAt(db: Executor, { tenant, id: plan }: PlanPlace): Promise<Plan | undefined> {
  const [row] = await db
    .select(PLAN)
    .from(plans)
    .where(and(eq(plans.tenantId, tenant), eq(plans.id, plan)));
  return row;
}

function entriesOf({ tenant, id: plan }: PlanPlace, list: string): SQL {
  return and(eq(planEntries.tenantId, tenant), eq(planEntries.planId, plan), eq(planEntries.list, list))!;
}

function parsed({ id: name, value, version: of }: { id: string; value: string; version: number }) {
  return { id: name, value: JSON.parse(value) as unknown, version: of };
}

type PlanRow = { id: string; model: string; version: number; created_at: string; updated_at: string };
type LoadedRow = PlanRow & { list: string | null; entries: string; origins: string | null };

function planOf(row: PlanRow): Plan {
  const { id: name, model: of, version: number } = row;
  const [made, changed] = [new Date(row.created_at), new Date(row.updated_at)];
  return { id: name, model: of, version: number, createdAt: made, updatedAt: changed };
}

/** The entries of each list are joined by the database, so that nothing of their size is parsed here. */
function inputText(rows: readonly LoadedRow[]): string {
  const parts = rows.flatMap(({ list, entries }) => {
    if (list === null) return [];
    return list === '' ? [entries] : [`${JSON.stringify(list)}:[${entries}]`];
  });
  return `{${parts.join(',')}}`;
}

function originsText(rows: readonly LoadedRow[], { withOrigins = false }: Reading): Pick<Loaded, 'origins'> {
  if (!withOrigins) return {};
  const parts = rows.flatMap(({ list, origins }) =>
    list === null || origins === null ? [] : [`[${JSON.stringify(list)},${origins}]`],
  );
  return { origins: `[${parts.join(',')}]` };
}

/**
 * What overlaps the days of its list, or has no days; what of that has an owner comes with it, and what has an owner
 * and no days of its own comes only where its owner does. What is named comes with all that belongs to it.
 */
function loadPlan({ tenant, id: plan }: PlanPlace, { lists, named = '[]', withOrigins = false }: Reading): SQL {
  const days = [{ list: '' }, ...lists].map(({ list, days: of, isWhole = false }: Reading['lists'][number]) => {
    return { list, from: of?.from ?? '-infinity', to: of?.to ?? 'infinity', whole: isWhole };
  });
  const mine = sql`e.tenant_id = ${tenant} and e.plan_id = ${plan}`;
  const columns = sql`e.list, e.id, e.owner_list, e.owner, e.value, e.imported`;
  const origins = withOrigins
    ? sql`(json_agg(json_build_array(id, imported)) filter (where imported is not null))::text`
    : sql`null::text`;
  return sql`
    with days as materialized (
      select * from json_to_recordset(${JSON.stringify(days)}::json) d(list text, "from" date, "to" date, whole boolean)
    ), near as materialized (
      select ${columns} from days d join ${planEntries} e on ${mine} and e.list = d.list and e.to_day >= d."from" and e.from_day <= d."to"
      where e.owner is null or e.to_day < 'infinity' or d.whole
    ), named as materialized (
      select ${columns} from json_to_recordset(${named}::json) n(list text, id text)
      join ${planEntries} e on ${mine} and e.list = n.list and e.id = n.id
    ), owners as materialized (
      select ${columns} from (select owner_list, owner from near union select owner_list, owner from named) n
      join ${planEntries} e on ${mine} and e.list = n.owner_list and e.id = n.owner
    ), followers as materialized (
      select ${columns} from (select list, id from near union select list, id from owners) n
      join ${planEntries} e on ${mine} and e.owner_list = n.list and e.owner = n.id and e.to_day = 'infinity'
    ), owned as materialized (
      select ${columns} from json_to_recordset(${named}::json) n(list text, id text)
      join ${planEntries} e on ${mine} and e.owner_list = n.list and e.owner = n.id
    ), read as (
      select * from near union select * from named union select * from owners union select * from followers union select * from owned
    ), listed as (
      select list, string_agg(case when list = '' then to_json(id)::text || ':' || value else value end, ',' order by id collate "C") as entries,
        ${origins} as origins
      from read group by list
    )
    select p.id, p.model, p.version, p.created_at, p.updated_at, l.list, l.entries, l.origins
    from ${plans} p left join listed l on true where p.tenant_id = ${tenant} and p.id = ${plan} order by l.list collate "C"`;
}

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
const stillImported = sql`case when coalesce(nullif(e.imported, ''), case when e.imported = '' then e.value end, m.said) = x."after" then ''
          else coalesce(nullif(e.imported, ''), case when e.imported = '' then e.value end, m.said) end`;

/**
 * Version, rows and journal in one statement, which holds for all of them or for none. Where the answer of an earlier
 * attempt was lost, the journal tells that it was written.
 */
async function writePlan(db: Executor, place: PlanPlace, writing: Writing): Promise<Plan | undefined> {
  const { tenant, id: plan } = place;
  const { made, seen, writ } = writing;
  const head =
    made === undefined
      ? sql`update ${plans} set version = version + 1, updated_at = now()
          where tenant_id = ${tenant} and id = ${plan} and version = ${seen} returning *`
      : sql`insert into ${plans} (tenant_id, id, model) values (${tenant}, ${plan}, ${made}) on conflict do nothing returning *`;
  const { rows } = await db.execute<PlanRow>(sql`
    with head as (${head}), effects as materialized (
      select x.* from head, json_to_recordset(${writ.effects}::json)
        x(list text, id text, item text, "before" text, "after" text, "from" date, "to" date, "ownerList" text, owner text, imported json)
    ), moved as materialized (
      select distinct on (x.list, x.item) x.list, x.item, coalesce(nullif(e.imported, ''), e.value) as said
      from effects x join ${planEntries} e on e.tenant_id = ${tenant} and e.plan_id = ${plan} and e.list = x.list and e.id = x.id
      where x.item is not null and x."after" is null and x.imported is null and e.imported is not null
    ), gone as (
      delete from ${planEntries} e using effects x
      where e.tenant_id = ${tenant} and e.plan_id = ${plan} and e.list = x.list and e.id = x.id and x."after" is null
    ), written as (
      insert into ${planEntries} (tenant_id, plan_id, list, id, from_day, to_day, owner_list, owner, value, version, imported)
      select h.tenant_id, h.id, x.list, x.id, coalesce(x."from", '-infinity'), coalesce(x."to", 'infinity'), x."ownerList", x.owner, x."after", h.version,
        case when x.imported is not null then x.imported ->> 'is' else ${stillImported} end
      from head h cross join effects x
      left join ${planEntries} e on x.imported is null and e.tenant_id = ${tenant} and e.plan_id = ${plan} and e.list = x.list and e.id = x.id
      left join moved m on x."before" is null and m.list = x.list and m.item = x.item
      where x."after" is not null
      on conflict (tenant_id, plan_id, list, id) do update set from_day = excluded.from_day, to_day = excluded.to_day,
        owner_list = excluded.owner_list, owner = excluded.owner, value = excluded.value, version = excluded.version,
        imported = excluded.imported
    ), noted as (
      insert into ${planJournal} (tenant_id, plan_id, version, actor, action, reason, run_id, undoes, rows, effects, writing)
      select h.tenant_id, h.id, h.version, ${writ.actor}, ${writ.action}, ${writ.reason ?? null}, ${writ.run ?? null}, ${writ.undoes ?? null},
        (select count(*)::int from effects), ${writ.effects}, ${writ.writing} from head h
    ), drafted as (${drafted(place, writ)})
    select h.id, h.model, h.version, h.created_at, h.updated_at from head h
    union all
    select p.id, p.model, j.version, p.created_at, p.updated_at from ${planJournal} j
      join ${plans} p on p.tenant_id = j.tenant_id and p.id = j.plan_id
    where j.tenant_id = ${tenant} and j.plan_id = ${plan} and j.version = ${seen + 1} and j.writing = ${writ.writing}`);
  const [row] = rows;
  return row && planOf(row);
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

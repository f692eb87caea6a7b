import { type SQL, sql } from 'drizzle-orm';
import type { Loaded, PlanPlace, PlanReading } from '../plans/store.ts';
import type { Executor } from './database.ts';
import { type PlanRow, planOf } from './planRow.ts';
import { planEntries, plans } from './schema.ts';

type LoadedRow = PlanRow & { list: string | null; entries: string; origins: string | null };

/** A plan with what of it is asked for, in one statement. */
export async function loadPlan(db: Executor, place: PlanPlace, reading: PlanReading): Promise<Loaded | undefined> {
  const { rows } = await db.execute<LoadedRow>(loading(place, reading));
  const [first] = rows;
  return first && { plan: planOf(first), input: inputText(rows), ...originsText(rows, reading) };
}

/** The entries of each list are joined by the database, so that nothing of their size is parsed here. */
function inputText(rows: readonly LoadedRow[]): string {
  const parts = rows.flatMap(({ list, entries }) => {
    if (list === null) return [];
    return list === '' ? [entries] : [`${JSON.stringify(list)}:[${entries}]`];
  });
  return `{${parts.join(',')}}`;
}

function originsText(rows: readonly LoadedRow[], { withOrigins = false }: PlanReading): Pick<Loaded, 'origins'> {
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
function loading({ tenant, id: plan }: PlanPlace, { lists, named = '[]', withOrigins = false }: PlanReading): SQL {
  const days = [{ list: '' }, ...lists].map(({ list, days: of, isWhole = false }: PlanReading['lists'][number]) => {
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
        and e.version > 0
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
    select p.id, p.model, p.version, p.created_at, p.updated_at, now() as read_at, l.list, l.entries, l.origins
    from ${plans} p left join listed l on true where p.tenant_id = ${tenant} and p.id = ${plan} order by l.list collate "C"`;
}

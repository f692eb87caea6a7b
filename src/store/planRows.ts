import { and, asc, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { DraftRow } from '../plans/draft.ts';
import type { JournalEntry, Plan } from '../plans/plan.ts';
import type { PlanPlace, PlanStore } from '../plans/store.ts';
import type { Database, Executor } from './database.ts';
import { loadPlan } from './loadPlan.ts';
import { outboxed } from './outbox.ts';
import { audit, draftItems, planEntries, planJournal, plans } from './schema.ts';
import { stage, writePlan } from './writePlan.ts';

/** Hundreds of thousands of rows take longer than other statements. */
const LARGE_WRITE_MS = 120_000;

const { id, model, version, createdAt, updatedAt } = plans;
const readAt = sql`now()`.mapWith(updatedAt);
const PLAN = { id, model, version, createdAt, updatedAt, readAt } as const;

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

/** Plans in the database: what is read of them and written to them, each in one statement. */
export function planRows({ patiently, transaction }: Database): PlanStore {
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
    load: (place, reading) => patiently((db) => loadPlan(db, place, reading)),
    create: (place, name, writ) => patiently((db) => writePlan(db, place, { made: name, seen: 0, writ })),
    write(place, seen, writ) {
      const { effects } = writ;
      if (typeof effects === 'string') return patiently((db) => writePlan(db, place, { seen, writ }));
      return transaction(async (db) => {
        await stage(db, effects());
        return writePlan(db, place, { seen, writ });
      }, LARGE_WRITE_MS);
    },
    drop: ({ tenant, id: plan }, seen, actor) =>
      patiently(async (db) => {
        const { rowCount } = await db.execute(sql`
          with dropped as (
            delete from ${plans} where tenant_id = ${tenant} and id = ${plan} and version = ${seen} returning tenant_id, id
          ), heard as (${outboxed(sql`dropped`, 'plan.changed', sql`json_build_object('plan', s.id, 'version', ${seen}::int, 'action', 'delete', 'actor', ${actor}::text)`)})
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

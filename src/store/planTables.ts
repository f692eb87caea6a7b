import { sql } from 'drizzle-orm';
import { date, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Action } from '../plans/plan.ts';
import { at, dovetail } from './namespace.ts';

/** Plans, and what is in force in them, as rows that a horizon can be read from. */

export const plans = dovetail.table(
  'plans',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    model: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/**
 * One entry of a list of an input, or, where `list` is empty, one of its other sections. What has no dates is there on
 * all days.
 */
export const planEntries = dovetail.table(
  'plan_entries',
  {
    tenantId: text('tenant_id').notNull(),
    planId: text('plan_id').notNull(),
    list: text().notNull(),
    id: text().notNull(),
    fromDay: date('from_day').notNull().default('-infinity'),
    toDay: date('to_day').notNull().default('infinity'),
    ownerList: text('owner_list'),
    owner: text(),
    /** JSON text. */
    value: text().notNull(),
    /** JSON text of what an import said of it last; empty where it is as it was imported, null where none has. */
    imported: text(),
    /** Of the plan, when it was last written. */
    version: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.planId, table.list, table.id] }),
    // Only who says these conditions can use the two indexes: right after many rows were written the database takes a plan for
    // almost empty, and would look for a key in any index that begins with the plan, row by row through all of it.
    index('plan_entries_by_day')
      .on(table.tenantId, table.planId, table.list, table.toDay, table.fromDay)
      .where(sql`version > 0`),
    index('plan_entries_by_owner')
      .on(table.tenantId, table.planId, table.ownerList, table.owner)
      .where(sql`owner is not null`),
    ofPlan(table),
  ],
);

/** Every list of changes, with what it found and what it left of each row. */
export const planJournal = dovetail.table(
  'plan_journal',
  {
    tenantId: text('tenant_id').notNull(),
    planId: text('plan_id').notNull(),
    /** The version that the changes led to. */
    version: integer().notNull(),
    at: at('at').notNull().defaultNow(),
    actor: text().notNull(),
    action: text().$type<Action>().notNull(),
    reason: text(),
    runId: text('run_id'),
    undoes: integer(),
    rows: integer().notNull(),
    /** JSON text of the effects. */
    effects: text().notNull(),
    writing: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.planId, table.version] }), ofPlan(table)],
);

type Columns = { tenantId: never; planId: never };

function ofPlan(table: object) {
  const { tenantId, planId } = table as Columns;
  return foreignKey({ columns: [tenantId, planId], foreignColumns: [plans.tenantId, plans.id] }).onDelete('cascade');
}

import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { RowEvent } from '../deliveries/sink.ts';
import type { Delivery, EventType } from '../deliveries/webhook.ts';
import { at, dovetail } from './namespace.ts';
import { plans } from './planTables.ts';

/** Addresses that are told of events, or of the rows of one plan, and what is on its way to them. */

export const webhooks = dovetail.table(
  'webhooks',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    url: text().notNull(),
    events: text().array().$type<EventType[]>().notNull(),
    /** What signatures are made with, so it has to be here as it is. */
    secret: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /** Of a sink: the plan whose rows it is sent, and the lists that they are in. */
    planId: text('plan_id'),
    lists: text().array(),
    /** Attempts in a row that it has not answered as it should, and until when it is left in peace because of them. */
    failures: integer().notNull().default(0),
    restsUntil: at('rests_until'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('webhooks_by_plan').on(table.tenantId, table.planId).where(sql`plan_id is not null`),
    foreignKey({ columns: [table.tenantId, table.planId], foreignColumns: [plans.tenantId, plans.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** `new` is in the outbox, and in no queue yet. */
export type StoredState = 'new' | Delivery['state'] | 'refused';

export const deliveries = dovetail.table(
  'deliveries',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    webhookId: text('webhook_id').notNull(),
    event: text().$type<Delivery['event'] | RowEvent>().notNull(),
    /** JSON text. */
    data: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    state: text().$type<StoredState>().notNull().default('new'),
    attempts: integer().notNull().default(0),
    triedAt: at('tried_at'),
    nextAt: at('next_at'),
    status: integer(),
    says: text(),
    /** Of a sink: the row that is sent, and the version of the plan that made it so; a later one takes its place. */
    list: text(),
    entry: text(),
    version: integer(),
    /** The delivery that is being sent, which may be of an earlier version of the row, and until when at the latest. */
    sending: text(),
    sendingUntil: at('sending_until'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('deliveries_by_webhook').on(table.tenantId, table.webhookId, table.createdAt),
    index('deliveries_open').on(table.state, table.nextAt).where(sql`state in ('new', 'waiting')`),
    uniqueIndex('deliveries_by_row')
      .on(table.tenantId, table.webhookId, table.list, table.entry)
      .where(sql`list is not null`),
    index('deliveries_sending').on(table.tenantId, table.sending).where(sql`sending is not null`),
    index('deliveries_over').on(table.createdAt).where(sql`state not in ('new', 'waiting')`),
    foreignKey({
      columns: [table.tenantId, table.webhookId],
      foreignColumns: [webhooks.tenantId, webhooks.id],
    }).onDelete('cascade'),
  ],
);

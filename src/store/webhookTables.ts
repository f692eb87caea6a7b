import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Delivery, EventType } from '../deliveries/webhook.ts';
import { at, dovetail } from './namespace.ts';

/** Addresses that are told of events, and what is on its way to them. */

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
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** `new` is in the outbox, and in no queue yet. */
export type StoredState = 'new' | Delivery['state'];

export const deliveries = dovetail.table(
  'deliveries',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    webhookId: text('webhook_id').notNull(),
    event: text().$type<Delivery['event']>().notNull(),
    /** JSON text. */
    data: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    state: text().$type<StoredState>().notNull().default('new'),
    attempts: integer().notNull().default(0),
    triedAt: at('tried_at'),
    nextAt: at('next_at'),
    status: integer(),
    says: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('deliveries_by_webhook').on(table.tenantId, table.webhookId, table.createdAt),
    index('deliveries_open').on(table.state, table.nextAt).where(sql`state in ('new', 'waiting')`),
    index('deliveries_over').on(table.createdAt).where(sql`state not in ('new', 'waiting')`),
    foreignKey({
      columns: [table.tenantId, table.webhookId],
      foreignColumns: [webhooks.tenantId, webhooks.id],
    }).onDelete('cascade'),
  ],
);

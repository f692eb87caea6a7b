import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  json,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { DraftState } from '../plans/draft.ts';
import type { Scope } from '../runs/keys.ts';
import type { Revision, Run, RunOptions, RunOutcome, RunStatus } from '../runs/run.ts';
import { at, dovetail } from './namespace.ts';

export { dovetail } from './namespace.ts';
export { planEntries, planJournal, plans } from './planTables.ts';
export { deliveries, webhooks } from './webhookTables.ts';

export const tenants = dovetail.table('tenants', {
  id: text().primaryKey(),
  name: text().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

export const apiKeys = dovetail.table(
  'api_keys',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    name: text().notNull(),
    /** SHA-256 of the secret, hexadecimal; the secret is nowhere. */
    secretSha256: text('secret_sha256').notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
  },
  // By id first: the credential says the tenant, so there is none yet when a key is looked up.
  (table) => [primaryKey({ columns: [table.id, table.tenantId] }), index('api_keys_by_tenant').on(table.tenantId)],
);

export const runs = dovetail.table(
  'runs',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    model: text().notNull(),
    status: text().$type<RunStatus>().notNull().default('queued'),
    outcome: text().$type<RunOutcome>(),
    stopped: text(),
    options: json().$type<RunOptions>().notNull(),
    tags: text().array().notNull(),
    input: text().notNull(),
    inputSha256: text('input_sha256').notNull(),
    inputBytes: integer('input_bytes').notNull(),
    /** Of model, input and options: what coalescing compares. */
    requestSha256: text('request_sha256').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    attempts: integer().notNull().default(0),
    /** Grows with each lease; a worker writes only while it holds the latest. */
    fencing: integer().notNull().default(0),
    worker: text(),
    heartbeatAt: at('heartbeat_at'),
    /** Search time of earlier attempts and of this one up to its last heartbeat, in milliseconds. */
    spentMs: integer('spent_ms').notNull().default(0),
    /** Before which others of its tenant it goes. */
    priority: integer().notNull().default(0),
    /** Before which others of all tenants it goes. */
    urgency: integer().notNull().default(0),
    /** The round in which it is its tenant's turn. */
    turn: integer().notNull().default(0),
    stopRequested: boolean('stop_requested').notNull().default(false),
    revision: integer().notNull().default(0),
    objective: doublePrecision(),
    /** The objective with the sign that makes smaller better. */
    rank: doublePrecision(),
    bound: doublePrecision(),
    firstFeasibleMs: integer('first_feasible_ms'),
    engine: text().$type<NonNullable<Run['engine']>>(),
    ticks: doublePrecision(),
    repeatTicks: doublePrecision('repeat_ticks'),
    variables: integer(),
    constraints: integer(),
    timings: json().$type<NonNullable<Run['timings']>>(),
    statements: integer(),
    ledger: text(),
    result: text(),
    conflict: json().$type<NonNullable<Run['conflict']>>(),
    error: json().$type<NonNullable<Run['error']>>(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('runs_by_status').on(table.tenantId, table.status, table.id),
    index('runs_by_model').on(table.tenantId, table.model, table.id),
    index('runs_by_request').on(table.tenantId, table.requestSha256, table.createdAt),
    index('runs_waiting')
      .on(table.tenantId, table.urgency.desc().nullsFirst(), table.priority.desc().nullsFirst(), table.id)
      .where(sql`status = 'queued'`),
    index('runs_by_turn').on(table.turn).where(sql`status = 'queued'`),
    index('runs_open').on(table.status, table.createdAt).where(sql`status in ('queued', 'running', 'stopping')`),
  ],
);

/** The tags of runs as rows, so that a page of a tag is read from an index. */
export const runTags = dovetail.table(
  'run_tags',
  { tenantId: text('tenant_id').notNull(), tag: text().notNull(), runId: text('run_id').notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.tag, table.runId] }), ofRun(table)],
);

export const runEvents = dovetail.table(
  'run_events',
  {
    tenantId: text('tenant_id').notNull(),
    runId: text('run_id').notNull(),
    sequence: bigserial({ mode: 'number' }).notNull(),
    type: text().notNull(),
    data: json().notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId, table.sequence] }), ofRun(table)],
);

export const revisions = dovetail.table(
  'revisions',
  {
    tenantId: text('tenant_id').notNull(),
    runId: text('run_id').notNull(),
    revision: integer().notNull(),
    objective: doublePrecision().notNull(),
    bound: doublePrecision(),
    ms: integer().notNull(),
    engine: text(),
    solution: text().notNull(),
    review: json().$type<Revision['review']>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId, table.revision] }), ofRun(table)],
);

/** What people have done to what a run proposes for a plan, item by item; what has no row here is as it was proposed. */
export const draftItems = dovetail.table(
  'draft_items',
  {
    tenantId: text('tenant_id').notNull(),
    runId: text('run_id').notNull(),
    item: text().notNull(),
    planId: text('plan_id').notNull(),
    state: text().$type<DraftState>().notNull(),
    /** JSON text of where people have put it instead, with what that breaks; null where it is where the run put it. */
    edit: text(),
    /** The version of the plan that accepted it. */
    acceptedAt: integer('accepted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId, table.item] }),
    index('draft_items_by_plan').on(table.tenantId, table.planId, table.acceptedAt),
    ofRun(table),
  ],
);

export const idempotencyKeys = dovetail.table(
  'idempotency_keys',
  {
    tenantId: text('tenant_id').notNull(),
    key: text().notNull(),
    payloadSha256: text('payload_sha256').notNull(),
    runId: text('run_id').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.key] })],
);

export const audit = dovetail.table(
  'audit',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    sequence: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: at('at').notNull().defaultNow(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    details: json().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sequence] })],
);

type Columns = { tenantId: never; runId: never };

function ofRun(table: object) {
  const { tenantId, runId } = table as Columns;
  return foreignKey({ columns: [tenantId, runId], foreignColumns: [runs.tenantId, runs.id] });
}

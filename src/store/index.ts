import { sql } from 'drizzle-orm';
import type { DeliveryStore, SinkStore, WebhookStore } from '../deliveries/store.ts';
import type { PlanStore } from '../plans/store.ts';
import type { Feed, RunStore } from '../runs/store.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { deliveryRows } from './deliveryRows.ts';
import { openFeed } from './feed.ts';
import { auditRows, keyRows } from './keyRows.ts';
import { leases } from './leases.ts';
import { planRows } from './planRows.ts';
import { runReads } from './runReads.ts';
import { runWrites } from './runWrites.ts';
import { sinkRows } from './sinkRows.ts';
import { webhookRows } from './webhookRows.ts';

export { migrate } from './migrate.ts';
export { type PrivatePostgres, startPrivatePostgres } from './privatePostgres.ts';
export { type Pruned, type PruneOptions, prune } from './prune.ts';
export { grantToService } from './serviceRole.ts';

/** The store on a PostgreSQL whose schema is that of this version. */
export interface Store extends RunStore {
  readonly feed: Feed;
  readonly plans: PlanStore;
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
  readonly sinks: SinkStore;
  /** Statements so far, in this process. */
  statements(): number;
  close(): Promise<void>;
}

export interface StoreOptions extends DatabaseOptions {
  /** Told of trouble that does not stop anything. */
  readonly onTrouble?: ((message: string) => void) | undefined;
}

/** Opens the store; connections are made when they are needed. */
export function openStore(connectionString: string, options: StoreOptions = {}): Store {
  const database = openDatabase(connectionString, options);
  const say = (channel: string, text: string) =>
    database.promptly((db) => db.execute(sql`select pg_notify(${channel}, ${text})`));
  const feed = openFeed(connectionString, { say, onTrouble: options.onTrouble });
  return {
    ...runReads(database),
    ...runWrites(database),
    ...leases(database),
    keys: keyRows(database),
    audit: auditRows(database),
    plans: planRows(database),
    deliveries: deliveryRows(database),
    webhooks: webhookRows(database),
    sinks: sinkRows(database),
    feed,
    counted: database.counted,
    statements: database.statements,
    async close() {
      await feed.close();
      await database.close();
    },
  };
}

import { sql } from 'drizzle-orm';
import { DovetailError } from '../errors.ts';
import { timeOf } from './clock.ts';
import { type Database, openDatabase } from './database.ts';
import { audit, draftItems, idempotencyKeys, revisions, runEvents, runs, runTags, tenants } from './schema.ts';

export interface PruneOptions {
  /** Runs that ended before then go; told from what time it is by the clock of the database. */
  readonly before: Date | ((now: Date) => Date);
  /** Every tenant when undefined. */
  readonly tenant?: string | undefined;
  readonly actor: string;
  /** Runs of one transaction at most; 500 by default. There are fewer where they take long. */
  readonly batch?: number;
  /** Told of what is gone so far, after each transaction. */
  readonly onBatch?: (gone: Pruned) => void;
}

/** How many rows of each kind were deleted. */
export type Pruned = Record<'runs' | 'events' | 'revisions' | 'tags' | 'draftItems' | 'idempotencyKeys', number>;

const NOTHING: Pruned = { runs: 0, events: 0, revisions: 0, tags: 0, draftItems: 0, idempotencyKeys: 0 };

/** What a batch may take where runs are large: nobody waits for it, and it is not worth giving up. */
const BATCH_TIMEOUT_MS = 120_000;

/** Runs of the first transaction; the next has more or fewer, so that none holds its locks for long. */
const FIRST_BATCH = 20;
/** What a transaction may take before the next one is smaller, and below what it may be larger, in milliseconds. */
const [LONG_MS, SHORT_MS] = [20, 8];

/** Tenants that a message names. */
const SHOWN = 10;

/**
 * Deletes the runs of a database that ended long ago, with all that belongs to them except the audit, which is told.
 * A run that has not ended is never touched; one that another begins from may go.
 *
 * *Errors* `input/usage` for an unknown tenant, `capacity/database`.
 */
export async function prune(connectionString: string, options: PruneOptions): Promise<Pruned> {
  const database = openDatabase(connectionString, { connections: 1, statementTimeoutMs: BATCH_TIMEOUT_MS });
  try {
    let gone = NOTHING;
    const before = options.before instanceof Date ? options.before : options.before(await database.patiently(timeOf));
    for (const tenant of await tenantsOf(database, options.tenant))
      gone = await pruneTenant(database, tenant, { ...options, before, gone });
    return gone;
  } finally {
    await database.close();
  }
}

async function tenantsOf({ patiently }: Database, only: string | undefined): Promise<string[]> {
  const rows = await patiently((db) => db.select({ id: tenants.id }).from(tenants).orderBy(tenants.id));
  const known = rows.map(({ id }) => id);
  if (only === undefined) return known;
  if (known.includes(only)) return [only];
  throw new DovetailError('input/usage', `There is no tenant "${only}" among the ${known.length} of this database.`, {
    maybe: `name one of ${known.slice(0, SHOWN).join(', ')}${known.length > SHOWN ? ' ...' : ''}, or leave out --tenant to prune every one.`,
  });
}

interface Pruning extends PruneOptions {
  readonly before: Date;
  readonly gone: Pruned;
}

/** Walks along the runs once, by their key, so that what is deleted already is not read again for each batch. */
async function pruneTenant({ patiently }: Database, tenant: string, options: Pruning): Promise<Pruned> {
  let { gone } = options;
  let at: Position = { after: '', noted: null };
  const most = options.batch ?? 500;
  let batch = Math.min(FIRST_BATCH, most);
  for (;;) {
    const began = performance.now();
    const { rows } = await patiently((db) => db.execute<BatchRow>(pruneBatch(tenant, at, { ...options, batch })));
    const took = performance.now() - began;
    if (took > LONG_MS) batch = Math.max(1, batch >> 1);
    else if (took < SHORT_MS) batch = Math.min(most, 2 * batch);
    const { last, noted, ...counts } = rows[0]!;
    if (last === null) return gone;
    at = { after: last, noted };
    gone = added(gone, counts);
    options.onBatch?.(gone);
  }
}

function added(a: Pruned, b: Pruned): Pruned {
  const sums = Object.entries(a).map(([name, count]) => [name, count + b[name as keyof Pruned]]);
  return Object.fromEntries(sums) as Pruned;
}

/** Where a tenant's pruning is: the last run looked at, and the entry of the audit that counts. */
interface Position {
  readonly after: string;
  readonly noted: number | null;
}

type BatchRow = Pruned & { last: string | null; noted: number | null };

/**
 * One transaction, and one statement: references are checked at its end. The entry of the audit is written with the
 * first batch and goes along with the others, so that it is right even if this process dies between two.
 */
function pruneBatch(
  tenant: string,
  { after, noted }: Position,
  { before, batch, actor }: Pick<Pruning, 'before' | 'actor'> & { readonly batch: number },
) {
  const ended = before.toISOString();
  const ofOld = sql`using old where t.tenant_id = ${tenant} and t.run_id = old.id returning 1`;
  return sql`
    with old as materialized (
      select id from ${runs} where tenant_id = ${tenant} and id > ${after}
        and status in ('succeeded', 'failed', 'cancelled') and ended_at < ${ended}::timestamptz
      order by id limit ${batch}
    ), events as (delete from ${runEvents} t ${ofOld}
    ), revisions as (delete from ${revisions} t ${ofOld}
    ), tags as (delete from ${runTags} t ${ofOld}
    ), draft_items as (delete from ${draftItems} t ${ofOld}
    ), keys as (delete from ${idempotencyKeys} t ${ofOld}
    ), gone as (delete from ${runs} r using old where r.tenant_id = ${tenant} and r.id = old.id returning 1
    ), counted as (select count(*)::int as runs from gone
    ), begun as (
      insert into ${audit} (tenant_id, actor, action, subject, details)
      select ${tenant}, ${actor}, 'run.prune', 'runs', json_build_object('runs', runs, 'endedBefore', ${ended}::text)
      from counted where runs > 0 and ${noted}::bigint is null returning sequence
    ), continued as (
      update ${audit} a set details = json_build_object('runs', (a.details->>'runs')::int + counted.runs, 'endedBefore', ${ended}::text)
      from counted where a.tenant_id = ${tenant} and a.sequence = ${noted}::bigint returning a.sequence
    )
    select (select max(id) from old) as last,
      coalesce((select sequence from begun), ${noted}::bigint)::float8 as noted,
      (select runs from counted) as runs,
      (select count(*)::int from events) as events,
      (select count(*)::int from revisions) as revisions,
      (select count(*)::int from tags) as tags,
      (select count(*)::int from draft_items) as "draftItems",
      (select count(*)::int from keys) as "idempotencyKeys"`;
}

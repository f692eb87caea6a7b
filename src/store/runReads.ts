import { and, asc, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { Run, RunEvent, RunStatus } from '../runs/run.ts';
import type { RunStore } from '../runs/store.ts';
import type { Database, Executor } from './database.ts';
import { RUN_COLUMNS, runOf } from './runColumns.ts';
import { revisions, runEvents, runs, runTags } from './schema.ts';

type Reads = Pick<RunStore, 'get' | 'list' | 'input' | 'events' | 'revision' | 'answer' | 'result' | 'counts' | 'ping'>;

/** A megabyte on the disk, given back at once: reading works where nothing can be written. */
const TAKES_ROOM = sql`
  create temporary table dovetail_room on commit drop as select repeat(md5(i::text), 60) as text from generate_series(1, 500) i`;

/** One statement each. */
export function runReads({ patiently, promptly, isTroubled }: Database): Reads {
  return {
    get: (tenant, id) => patiently((db) => getRun(db, tenant, id)),
    list: (tenant, filter) => patiently((db) => listRuns(db, tenant, filter)),
    input: (tenant, id) =>
      patiently(async (db) => {
        const [row] = await db
          .select({ model: runs.model, input: runs.input, options: runs.options })
          .from(runs)
          .where(isRun(tenant, id));
        return row;
      }),
    events: (tenant, id, after, limit) =>
      patiently(async (db) => {
        const { sequence, at, type, data } = runEvents;
        const mine = and(eq(runEvents.tenantId, tenant), eq(runEvents.runId, id), gt(sequence, after));
        const rows = await db
          .select({ sequence, at, type, data })
          .from(runEvents)
          .where(mine)
          .orderBy(asc(sequence))
          .limit(limit);
        return rows as RunEvent[];
      }),
    revision: (tenant, id, number) => patiently((db) => getRevision(db, { tenant, id, number })),
    answer: (tenant, id) =>
      patiently(async (db) => {
        const [row] = await db.select({ answer: runs.result }).from(runs).where(isRun(tenant, id));
        return row?.answer ?? undefined;
      }),
    result: (tenant, id) =>
      patiently(async (db) => {
        const { revision, result, ledger } = runs;
        const best = and(
          eq(revisions.tenantId, runs.tenantId),
          eq(revisions.runId, runs.id),
          eq(revisions.revision, revision),
        );
        const [row] = await db
          .select({ revision, result, ledger, review: revisions.review })
          .from(runs)
          .innerJoin(revisions, best)
          .where(isRun(tenant, id));
        return row?.result ? { ...row, result: row.result } : undefined;
      }),
    counts: () => promptly(countRuns),
    ping: () =>
      promptly(async (db) => {
        await db.execute(isTroubled() ? TAKES_ROOM : sql`select 1`);
      }),
  };
}

export const isRun = (tenant: string, id: string): SQL => and(eq(runs.tenantId, tenant), eq(runs.id, id))!;

export async function getRun(db: Executor, tenant: string, id: string): Promise<Run | undefined> {
  const [row] = await db.select(RUN_COLUMNS).from(runs).where(isRun(tenant, id));
  return row && runOf(row);
}

type Filter = Parameters<RunStore['list']>[1];

async function listRuns(db: Executor, tenant: string, filter: Filter): Promise<Run[]> {
  const { status, model, tag, before, limit } = filter;
  const mine = [eq(runs.tenantId, tenant)];
  if (status !== undefined) mine.push(eq(runs.status, status));
  if (model !== undefined) mine.push(eq(runs.model, model));
  if (tag === undefined) {
    if (before !== undefined) mine.push(lt(runs.id, before));
    const rows = await db
      .select(RUN_COLUMNS)
      .from(runs)
      .where(and(...mine))
      .orderBy(desc(runs.id))
      .limit(limit);
    return rows.map(runOf);
  }
  mine.push(eq(runTags.tenantId, tenant), eq(runTags.tag, tag));
  if (before !== undefined) mine.push(lt(runTags.runId, before));
  const rows = await db
    .select(RUN_COLUMNS)
    .from(runTags)
    .innerJoin(runs, and(eq(runs.tenantId, runTags.tenantId), eq(runs.id, runTags.runId)))
    .where(and(...mine))
    .orderBy(desc(runTags.runId))
    .limit(limit);
  return rows.map(runOf);
}

interface RevisionAt {
  readonly tenant: string;
  readonly id: string;
  /** The last one when undefined. */
  readonly number: number | undefined;
}

async function getRevision(db: Executor, { tenant, id, number }: RevisionAt) {
  const { revision, objective, bound, ms, engine, createdAt, solution, review } = revisions;
  const mine = [eq(revisions.tenantId, tenant), eq(revisions.runId, id)];
  if (number !== undefined) mine.push(eq(revision, number));
  const [row] = await db
    .select({ revision, objective, bound, ms, engine, createdAt, solution, review })
    .from(revisions)
    .where(and(...mine))
    .orderBy(desc(revision))
    .limit(1);
  return row;
}

async function countRuns(db: Executor): ReturnType<RunStore['counts']> {
  const { rows } = await db.execute<{ status: RunStatus; runs: number; oldest: number }>(sql`
    select status, count(*)::int as runs, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
    from ${runs} where status in ('queued', 'running', 'stopping') group by status`);
  const of = (status: RunStatus) => rows.find((row) => row.status === status);
  return {
    byStatus: {
      queued: of('queued')?.runs ?? 0,
      running: of('running')?.runs ?? 0,
      stopping: of('stopping')?.runs ?? 0,
    },
    oldestQueuedSeconds: of('queued')?.oldest ?? 0,
  };
}

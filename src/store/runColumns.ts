import { type SQL, sql } from 'drizzle-orm';
import type { Run, RunOutcome } from '../runs/run.ts';
import { runs } from './schema.ts';

/** The columns of the light face of a run; the heavy ones stay where they are. */
export const RUN_COLUMNS = {
  id: runs.id,
  model: runs.model,
  status: runs.status,
  outcome: runs.outcome,
  stopped: runs.stopped,
  options: runs.options,
  tags: runs.tags,
  inputSha256: runs.inputSha256,
  inputBytes: runs.inputBytes,
  createdAt: runs.createdAt,
  startedAt: runs.startedAt,
  endedAt: runs.endedAt,
  attempts: runs.attempts,
  revision: runs.revision,
  objective: runs.objective,
  bound: runs.bound,
  firstFeasibleMs: runs.firstFeasibleMs,
  engine: runs.engine,
  ticks: runs.ticks,
  repeatTicks: runs.repeatTicks,
  variables: runs.variables,
  constraints: runs.constraints,
  timings: runs.timings,
  statements: runs.statements,
  conflict: runs.conflict,
  error: runs.error,
  version: runs.version,
} as const;

type Row = Omit<Run, 'size'> & { readonly variables: number | null; readonly constraints: number | null };

export function runOf({ variables, constraints, ...run }: Row): Run {
  return { ...run, size: variables === null || constraints === null ? null : { variables, constraints } };
}

/** Statuses that a worker may write in. */
export const HELD = sql.raw(`('running', 'stopping')`);

/** Statuses of runs that have not ended. */
export const OPEN = sql.raw(`('queued', 'running', 'stopping')`);

/**
 * The outcome with which an open run ends, of which its worker said `said` last. What is stored counts where that knows
 * nothing: a run is feasible from its first revision on, whoever stored it. Undefined is said of questions.
 */
export function outcomeAtEnd(said: RunOutcome | undefined): SQL {
  return sql`coalesce(nullif(${said ?? null}::text, 'unknown'), outcome, ${said ?? null}::text)`;
}

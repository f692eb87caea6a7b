import type { EngineName } from '../../engines/registry.ts';
import type { ErrorCode, Fault } from '../../errors.ts';
import type { PlanTask } from '../../plans/task.ts';
import type { RuleConflict } from '../../solve/infeasible/conflictingRules.ts';
import type { Question } from '../../solve/questions/question.ts';
import type { Given, RunOptions, RunOutcome, RunTimings } from '../run.ts';
import type { ReviewedIncumbent } from '../store.ts';

/** A solution with the input that it belongs to. */
export interface Solved extends Given {
  readonly solution: string;
}

/** What a solver is asked to do, one at a time. */
export type Task =
  | WarmTask
  | ({ readonly kind: 'validate' } & Given)
  | ({ readonly kind: 'ask'; readonly item: string } & Solved)
  | ({ readonly kind: 'result' } & Solved)
  | { readonly kind: 'diff'; readonly from: Solved; readonly to: Solved }
  | ({ readonly kind: 'question'; readonly question: Question; readonly solution: string | undefined } & Given)
  | PlanTask
  | SolveTask;

/** Loads what will be needed, by checking an example, or by solving one. */
export interface WarmTask {
  readonly kind: 'warm';
  readonly by: 'checking' | 'solving';
}

export interface SolveTask {
  readonly kind: 'solve';
  readonly model: string;
  readonly input: string;
  readonly options: RunOptions;
  /** What is left of the time limit. */
  readonly timeLimitMs: number;
  /** JSON text of a solution to begin with. */
  readonly from: string | undefined;
}

/** What a solver is sent: a task when it has none, a stop when it has one. */
export type Request = Sent | 'stop';

/** A task, and when it was sent: what passes until a solver has begun and has read it is part of its time. */
export type Sent = Task & { readonly sentAtMs: number };

/** Milliseconds of a clock that all processes of a machine share, and that nobody sets. */
export function machineMs(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}

/** What a solver says while it has a task. */
export type SolverReport =
  | { readonly kind: 'incumbent'; readonly found: ReviewedIncumbent }
  | { readonly kind: 'bound'; readonly bound: number; readonly ms: number }
  | { readonly kind: 'log'; readonly message: string; readonly data: Readonly<Record<string, unknown>> };

/** What it says last, with what its process holds then. */
export type End = (
  | { readonly kind: 'done'; readonly answer: SolverAnswer }
  | {
      readonly kind: 'error';
      readonly code: ErrorCode | undefined;
      readonly message: string;
      readonly faults: readonly Fault[];
      readonly faultCount: number;
    }
) & { readonly heldMb: number };

/** JSON text, or the end of a solve. */
export type SolverAnswer = string | SolveAnswer;

/** How a solve ended. */
export interface SolveAnswer {
  /** Undefined for the answer to a question. */
  readonly outcome: RunOutcome | undefined;
  readonly stopped: string;
  readonly bound: number | undefined;
  readonly engine: EngineName | undefined;
  readonly ticks: number | undefined;
  readonly repeatTicks: number | undefined;
  readonly size: { readonly variables: number; readonly constraints: number } | undefined;
  readonly timings: Pick<RunTimings, 'parse' | 'build' | 'solve' | 'review'>;
  readonly ledger: string | undefined;
  readonly result: string | undefined;
  /** Of a problem that is proved to have no solution. */
  readonly conflict: RuleConflict | undefined;
  /** Solutions that the review refused: our defect. */
  readonly refused: readonly string[];
}

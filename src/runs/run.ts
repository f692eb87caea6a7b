import type { EngineName } from '../engines/registry.ts';
import type { Fault } from '../errors.ts';
import type { PlanVersion } from '../plans/draft.ts';
import type { Asked } from '../solve/asked.ts';
import type { ReviewReport } from '../solve/domainModel.ts';
import type { RuleConflict } from '../solve/infeasible/conflictingRules.ts';
import type { Question } from '../solve/questions/question.ts';
import type { Reopening } from '../solve/reopening.ts';
import { STATUSES } from '../solve/status.ts';
import type { Termination } from '../solve/termination.ts';

/** Where a run is in its life. A run that ends infeasible or out of time has succeeded; failed means our fault. */
export const RUN_STATUSES = ['queued', 'running', 'stopping', 'succeeded', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The states that a run never leaves. */
export const ENDED = ['succeeded', 'failed', 'cancelled'] as const satisfies readonly RunStatus[];

export function hasEnded(status: RunStatus): boolean {
  return (ENDED as readonly RunStatus[]).includes(status);
}

/** What is known of the problem: never mixed with the status. Known from the first incumbent on, final with the end. */
export const RUN_OUTCOMES = STATUSES;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** The name under which raw constraint models run: our model JSON, or a CpModelProto as JSON. */
export const RAW_MODEL = 'model';

/** What is to be read: an input as it was given, and what the options ask to be otherwise in it. */
export interface Given extends Asked {
  readonly model: string;
  /** JSON text. */
  readonly input: string;
}

/** A question about another run, whose input this one has and whose best schedule it begins with. */
export type RunQuestion = Question & {
  /** Id of the run that is asked about. */
  readonly of: string;
};

/** What a run is asked to do with its input; all of it is kept, so that the run can be made again. */
export interface RunOptions {
  /** The plan that its input is of, at a version: who made it so, and not who asked, says this. */
  readonly plan?: PlanVersion | undefined;
  /** What is to be answered about the input; without it, the run looks for the best schedule. */
  readonly question?: RunQuestion | undefined;
  readonly termination?: Termination | undefined;
  readonly seed?: number | undefined;
  /** Spend the time limit in counted work, so that the schedule can be had again by ticks. */
  readonly repeatable?: boolean | undefined;
  readonly engine?: EngineName | 'auto' | undefined;
  readonly threads?: number | undefined;
  readonly tags?: readonly string[] | undefined;
  /** From -100 to 100; higher goes first, 0 by default. */
  readonly priority?: number | undefined;
  /** Begin with the best schedule of an earlier run of the same tenant and model. */
  readonly warmStart?: { readonly fromRun: string } | undefined;
  /** A preset of the weights of soft rules, by its name. */
  readonly strategy?: string | undefined;
  /** What of the given work the run may place anew. */
  readonly reopen?: readonly Reopening[] | undefined;
  /** Of schedules that are as good, take one that changes least of the earlier one; true unless told otherwise. */
  readonly leastChange?: boolean | undefined;
  /** Build the model, give its ledger, solve nothing. */
  readonly dryRun?: boolean | undefined;
  /** Answer with an equal run, asked for at most this many milliseconds ago, if there is one that did not fail. */
  readonly coalesceWithinMs?: number | undefined;
}

/** Milliseconds by phase, of the attempt that ended the run. */
export interface RunTimings {
  readonly load: number;
  readonly parse: number;
  readonly build: number;
  readonly solve: number;
  readonly review: number;
  readonly persist: number;
}

/** The light face of a run: everything but its input, its solutions and its result. */
export interface Run {
  readonly id: string;
  readonly model: string;
  readonly status: RunStatus;
  readonly outcome: RunOutcome | null;
  /** Why the search ended: `finished`, `time-limit`, `cancelled`, `gap`, and so on. */
  readonly stopped: string | null;
  readonly options: RunOptions;
  readonly tags: readonly string[];
  readonly inputSha256: string;
  readonly inputBytes: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** How often a worker took it: more than 1 when a worker died or shut down. */
  readonly attempts: number;
  /** Number of the best incumbent stored, 0 for none. */
  readonly revision: number;
  readonly objective: number | null;
  readonly bound: number | null;
  /** From the start of the run to its first revision, in milliseconds. */
  readonly firstFeasibleMs: number | null;
  readonly engine: EngineName | null;
  readonly ticks: number | null;
  /** Of a run that was to be repeatable: the budget that gives its schedule again; null where there is none. */
  readonly repeatTicks: number | null;
  readonly size: { readonly variables: number; readonly constraints: number } | null;
  readonly timings: RunTimings | null;
  /** SQL statements that the worker needed for it, in the attempt that ended it. */
  readonly statements: number | null;
  /** Of an infeasible run: rules that cannot all hold; null as well where the time did not suffice to tell. */
  readonly conflict: RuleConflict | null;
  readonly error: RunError | null;
  /** Grows with every change of what stands here: the ETag. */
  readonly version: number;
}

/** Why a run failed, or which faults its input has. */
export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly faults: readonly Fault[];
}

/** A stored incumbent. Revisions of a run are numbered from 1, each better than the one before, or as good with less change. */
export interface Revision {
  readonly revision: number;
  readonly objective: number;
  /** The bound that was known when it was found. */
  readonly bound: number | null;
  /** From the start of the run, in milliseconds. */
  readonly ms: number;
  readonly engine: string | null;
  readonly createdAt: Date;
  /** JSON text in the domain's own form; `{"values": [...]}` for a raw model. */
  readonly solution: string;
  readonly review: ReviewReport;
}

/** What happened to a run, in order of `sequence`, which the database gives and a restart does not change. */
export type RunEvent = { readonly sequence: number; readonly at: Date } & RunNews;

export type RunNews =
  | { readonly type: 'status'; readonly data: { readonly status: RunStatus } }
  | { readonly type: 'incumbent'; readonly data: IncumbentNews }
  | { readonly type: 'bound'; readonly data: { readonly bound: number; readonly ms: number } }
  | { readonly type: 'log'; readonly data: { readonly message: string } & Readonly<Record<string, unknown>> }
  | { readonly type: 'end'; readonly data: { readonly status: RunStatus; readonly outcome: RunOutcome | null } };

export interface IncumbentNews {
  readonly revision: number;
  readonly objective: number;
  readonly ms: number;
  readonly engine: string | null;
}

/** What a run gives in the end, or what its best revision so far gives. */
export interface RunResult {
  readonly revision: number;
  /** JSON text of the domain's result: what is placed, what is not and why, what it costs. */
  readonly result: string;
  /** The independent review: whether it is legal, issues, penalty of each rule. */
  readonly review: ReviewReport;
  /** JSON text of the model's ledger. */
  readonly ledger: string | null;
}

import type { Conflict, Issue } from '../../solve/issue.ts';
import type { DomainResult, NotPlaced } from '../../solve/result.ts';
import type { Verdict, WhyThis } from '../../solve/why.ts';
import type { Fault } from './fault.ts';
import type { InputOf, Named, SolutionOf } from './ofModel.ts';

export type RunStatus = 'queued' | 'running' | 'stopping' | 'succeeded' | 'failed' | 'cancelled';

export type RunOutcome = 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'unknown';

export interface Run {
  readonly id: string;
  readonly model: string;
  readonly status: RunStatus;
  readonly outcome: RunOutcome | null;
  /** The best solution stored; 0 while there is none. */
  readonly revision: number;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly firstFeasibleMs: number | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** Of an infeasible run: rules that cannot all hold, and what to do. */
  readonly conflict: {
    readonly rules: readonly { readonly id: string; readonly meaning: string }[];
    readonly isMinimal: boolean;
    readonly next: string;
  } | null;
  readonly error: { readonly code: string; readonly message: string; readonly errors: readonly Fault[] } | null;
  readonly [member: string]: unknown;
}

/** Durations are ISO 8601, such as `PT30S`. */
export interface RunOptions {
  readonly termination?: {
    readonly timeLimit?: string;
    readonly firstFeasible?: boolean;
    readonly afterFirstFeasible?: string;
    readonly unimproved?: string;
    readonly gap?: number;
    readonly ticks?: number;
  };
  readonly seed?: number;
  /** Spend the time limit in counted work: `repeatTicks` of the run then gives its schedule again, as `termination.ticks`. */
  readonly repeatable?: boolean;
  readonly engine?: string;
  readonly threads?: number;
  readonly tags?: readonly string[];
  readonly priority?: number;
  readonly warmStart?: { readonly fromRun: string };
  /** A preset of the weights of soft rules, one of the strategies of the model. */
  readonly strategy?: string;
  /** Given work that the run may place anew. */
  readonly reopen?: readonly 'absent'[];
  readonly leastChange?: boolean;
  readonly dryRun?: boolean;
  readonly coalesce?: string;
}

export interface RunRequest<Model extends string = string> {
  readonly model: Named<Model>;
  readonly input: InputOf<Model>;
  readonly options?: RunOptions;
}

export interface Incumbent {
  readonly revision: number;
  readonly objective: number;
  /** From the start of the run. */
  readonly ms: number;
}

/** One event of a run; the first of a stream is a `snapshot`, whose data is the run. */
export interface RunEvent {
  readonly type: 'snapshot' | 'status' | 'incumbent' | 'bound' | 'log' | 'end';
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Solution<Model extends string = string> {
  readonly revision: number;
  readonly objective: number;
  readonly solution: SolutionOf<Model>;
  readonly review: { readonly isLegal: boolean; readonly penalty: number };
}

/** What a run of a domain model returns, in the form that all of them share. */
export interface RunResult {
  readonly revision: number;
  readonly conflicts: readonly Conflict[];
  readonly result: DomainResult;
}

export interface Unplaced {
  readonly revision: number;
  readonly counts: DomainResult['counts'];
  readonly unplaced: readonly NotPlaced[];
  /** Of the item that was asked about. */
  readonly detail?: {
    readonly item: string;
    readonly whyThis: WhyThis | null;
    readonly whyNot: readonly Verdict[];
  };
}

/** The review of the best solution, made anew. */
export interface Verification {
  readonly revision: number;
  readonly inputSha256: string;
  readonly review: {
    readonly isLegal: boolean;
    readonly issues: readonly Issue[];
    readonly conflicts: readonly Conflict[];
    readonly penalty: number;
    readonly penalties: Readonly<Record<string, number>>;
  };
}

/** What the service sends and takes, as far as a client looks into it. */

import type { Conflict, DomainResult, Issue, NotPlaced, Placement, Verdict, WhyThis } from '../solve/result.ts';
import type { Models } from './models.ts';

export type {
  Alternative,
  Conflict,
  DomainResult,
  Issue,
  Moved,
  NotPlaced,
  Placed,
  Placement,
  Verdict,
  WhyThis,
} from '../solve/result.ts';

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

/** The input of a model, where its name is known. */
export type InputOf<Model extends string> = Model extends keyof Models ? Models[Model]['input'] : object;

/** The solution of a model, where its name is known. */
export type SolutionOf<Model extends string> = Model extends keyof Models
  ? Models[Model]['solution']
  : Readonly<Record<string, unknown>>;

/** A model by its name: one that is known, or a text of which the compiler does not know what it is. */
export type Named<Model extends string> = Model & (string extends Model ? string : keyof Models);

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

/** A question about a run; whatever is asked, it may be asked of the input with some changes. */
export type Ask = {
  readonly changes?: readonly Change[];
  readonly options?: {
    /** ISO 8601, for the whole question. */
    readonly timeLimit?: string;
    readonly seed?: number;
    readonly engine?: string;
    readonly tags?: readonly string[];
    readonly priority?: number;
    readonly coalesce?: string;
  };
} & (
  | { readonly kind: 'what-if'; readonly changes: readonly Change[] }
  | {
      readonly kind: 'counterfactual';
      readonly item: string;
      readonly who?: string;
      readonly at?: Readonly<Record<string, string | number>>;
      /** It must not be there, instead of it has to be. */
      readonly forbid?: boolean;
    }
  | { readonly kind: 'fixes'; readonly timeLimitEach?: string; readonly most?: number }
  | { readonly kind: 'prices' | 'alternatives' | 'trade-off' }
  | { readonly kind: 'why'; readonly item: string }
);

/** What came of a question. */
export interface Answer {
  /** The question. */
  readonly run: string;
  /** The run that was asked about. */
  readonly of: string;
  readonly kind: Ask['kind'];
  /** Whether nothing ended the question before it was done. */
  readonly isComplete: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
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

/** One edit of a plan, at a path with names, such as `lists/name/field`. */
export type Change =
  | { readonly set: string; readonly value: unknown }
  | { readonly add: string; readonly value: unknown }
  | { readonly remove: string };

/** A stored input of a model. */
export interface Plan {
  readonly id: string;
  readonly model: string;
  /** What a change says that it has seen. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PlanWritten extends Plan {
  /** How many rows are other ones now. */
  readonly rows: number;
}

export interface Undone extends PlanWritten {
  readonly undone: readonly string[];
  readonly refused: readonly { readonly item: string; readonly reasons: readonly string[] }[];
}

/** What an import is of. */
export interface ImportRequest {
  /** The list that the content is; all lists of an input when absent. */
  readonly list?: string;
  /** Of a text; JSON when absent. */
  readonly format?: 'json' | 'ndjson' | 'csv';
  /** Only says what would happen. */
  readonly dryRun?: boolean;
}

export interface Imported extends PlanWritten {
  readonly counts: {
    readonly read: number;
    readonly created: number;
    readonly changed: number;
    /** As they were, with the work that people have put in place. */
    readonly kept: number;
    readonly dropped: number;
  };
  /** The first of them. */
  readonly dropped: readonly { readonly row: string; readonly reason: string }[];
}

export interface HistoryEntry {
  readonly version: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly run: string | null;
  readonly undoes: number | null;
  readonly rows: number;
}

export interface HistoryDetail extends HistoryEntry {
  readonly changes: readonly Change[];
  readonly inverse: readonly Change[];
}

export interface Entry {
  readonly id: string;
  readonly value: unknown;
  readonly version: number;
}

/** The version that a change has seen; without one, the plan is changed whatever it is. */
export interface Seen {
  readonly version?: number;
  readonly reason?: string;
}

/** Something wrong with work that a plan has in place. */
export interface PlanIssue {
  /** The same as long as the same work breaks the same rule in the same place. */
  readonly id: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly rule: string;
  readonly text: string;
  readonly items: readonly string[];
  readonly who: readonly string[];
  readonly when: readonly string[];
  /** Where people do not want to be told again. */
  readonly ignored?: { readonly reason: string; readonly until?: string };
}

export interface PlanValidation {
  readonly version: number;
  /** From 100 down to 0. */
  readonly health: number;
  readonly counts: Readonly<Record<PlanIssue['severity'] | 'ignored', number>>;
  readonly issues: readonly PlanIssue[];
  readonly next: string | null;
}

/** A way to be rid of an issue, which has been tried. */
export interface Fix {
  readonly id: string;
  readonly kind: 'reassign' | 'move' | 'trade' | 'assign' | 'unschedule' | 'relax' | 'ignore';
  readonly text: string;
  readonly changes: readonly Change[];
  /** What the penalty grows by. */
  readonly amount: number;
  readonly costs: Readonly<Record<string, number>>;
  readonly needsJudgement: boolean;
}

export interface FixedAll extends PlanWritten {
  readonly fixed: readonly { readonly issue: PlanIssue; readonly fix: Fix }[];
  readonly left: readonly { readonly issue: PlanIssue; readonly why: string }[];
}

/** How much a rule or keyword is said to matter. */
export interface Preference {
  readonly rule?: string;
  readonly keyword?: string;
  readonly direction?: string;
  readonly multiplier?: number;
  readonly setBy?: string;
  readonly setAt?: string;
}

export interface PlanSummary {
  readonly version: number;
  readonly weeks: readonly {
    readonly from?: string;
    readonly loads: readonly {
      readonly who: string;
      readonly items: number;
      readonly days: number;
      readonly minutes: number;
      readonly isNearLimit: boolean;
    }[];
    readonly spread: number;
  }[];
  readonly unplaced: readonly {
    readonly item: string;
    readonly label: string;
    readonly kind?: string;
    /** Why no run can place it; absent where one may. */
    readonly reason?: string;
    readonly urgent: boolean;
    readonly texts: readonly string[];
  }[];
}

/** How work ended. */
export interface WorkOutcome {
  readonly item: string;
  /** A date. */
  readonly day: string;
  readonly outcome: 'completed' | 'swapped' | 'no-show';
  /** To whom it was given. */
  readonly who: string;
  /** Who did it instead, where it was swapped. */
  readonly by?: string;
  /** What its like is compared by; the item itself when absent. */
  readonly kind?: string;
  readonly note?: string;
}

export interface Outcomes {
  readonly version: number;
  readonly people: readonly ({ readonly who: string } & Readonly<Record<WorkOutcome['outcome'], number>>)[];
  /** How well a kind of work has gone with somebody, from 0 to 1: what runs to come may be given. */
  readonly affinity: readonly {
    readonly who: string;
    readonly kind: string;
    readonly score: number;
    readonly count: number;
  }[];
}

/** What a run of a plan is asked for. */
export interface PlanRunRequest {
  readonly horizon?: { readonly from: string; readonly to: string };
  /** Made for this run only. */
  readonly changes?: readonly Change[];
  /** Lets the run move what is in place, as far as this says. */
  readonly keep?: {
    readonly budget?: { readonly assignments?: number; readonly people?: number };
    readonly frozenDays?: readonly string[];
  };
  readonly options?: RunOptions;
}

interface Breach {
  readonly rule: string;
  readonly amount?: number;
  readonly texts: readonly string[];
}

export interface DraftItem {
  readonly item: string;
  readonly label: string;
  readonly kind: 'new' | 'moved' | 'unchanged' | 'dropped';
  readonly state: 'proposed' | 'edited' | 'accepted' | 'rejected' | 'superseded';
  readonly from?: Omit<Placement, 'item'>;
  readonly to?: Omit<Placement, 'item'>;
  /** Where people have put it instead, and what that breaks. */
  readonly edit?: {
    readonly to: Omit<Placement, 'item'>;
    readonly critical: readonly Breach[];
    readonly warnings: readonly Breach[];
    readonly info: readonly Breach[];
    readonly change: number;
  };
}

/** What a run proposes for its plan. */
export interface Draft {
  /** Another when something of the draft has changed. */
  readonly mark: string;
  readonly run: string;
  readonly plan: { readonly id: string; readonly version: number };
  readonly items: readonly DraftItem[];
  readonly unplaced: readonly NotPlaced[];
}

/** What a plan as it is now says of everything that is open in a draft. */
export interface DraftVerification {
  readonly run: string;
  readonly plan: { readonly id: string; readonly version: number };
  /** Whether no hard rule is broken and everything is where the run found it. */
  readonly isLegal: boolean;
  readonly issues: readonly Issue[];
  /** Items for which a rule or preference costs something. */
  readonly items: readonly (Placement & { readonly warnings: readonly Breach[]; readonly info: readonly Breach[] })[];
  /** Items that have been moved or taken away in the plan since the run. */
  readonly gone: readonly { readonly item: string; readonly reasons: readonly string[] }[];
  readonly penalty: number;
  readonly penalties: Readonly<Record<string, number>>;
}

export interface Accepted extends PlanWritten {
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly item: string; readonly reasons: readonly string[] }[];
}

/** One event of a run; the first of a stream is a `snapshot`, whose data is the run. */
export interface RunEvent {
  readonly type: 'snapshot' | 'status' | 'incumbent' | 'bound' | 'log' | 'end';
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One fault of a request, at a JSON pointer. */
/** What is to be said of an input before any run. */
export interface Validation {
  readonly isValid: boolean;
  readonly errors: readonly Fault[];
  /** Faults that are not listed. */
  readonly errorsOmitted: number;
  /** Of a valid input: what has no effect in it. */
  readonly warnings: readonly Fault[];
  /** Warnings that are not listed. */
  readonly warningsOmitted: number;
}

export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** Of a fault in an imported text, where it is; both count from 1. */
  readonly line?: number;
  /** Of CSV the cell, of JSON the character. */
  readonly column?: number;
}

/** An address that is told of events, without its secret. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly ('run.ended' | 'draft.ready' | 'plan.changed' | 'sink.refused')[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One event on its way to a webhook. */
export interface Delivery {
  /** The same at every attempt. */
  readonly id: string;
  readonly event: string;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly createdAt: string;
  readonly attempts: number;
  readonly triedAt: string | null;
  readonly nextAt: string | null;
  /** HTTP status of the last answer, and how it began; or why there was none. */
  readonly status: number | null;
  readonly says: string | null;
}

/** The system to which the rows of a plan are sent, without its secret. */
export interface Sink {
  readonly plan: string;
  readonly url: string;
  readonly lists: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Attempts in a row that have found no proper answer, and until when nothing is sent because of them. */
  readonly failures: number;
  readonly restsUntil: string | null;
  /** Rows by state. */
  readonly counts: { readonly waiting: number; readonly sent: number; readonly refused: number };
}

/** One row of a plan on its way to its sink. */
export interface SinkRow {
  readonly list: string;
  readonly entry: string;
  /** Of the plan, with which the row became what is sent. */
  readonly version: number;
  readonly event: 'row.set' | 'row.removed';
  /** The same at every attempt. */
  readonly key: string;
  readonly state: 'waiting' | 'sent' | 'refused';
  readonly attempts: number;
  readonly triedAt: string | null;
  readonly nextAt: string | null;
  /** HTTP status of the last answer, and how it began; or why there was none. */
  readonly status: number | null;
  readonly says: string | null;
}

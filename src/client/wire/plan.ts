import type { RunOptions } from './run.ts';

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

/** The version that a change has seen; without one, the plan is changed whatever it is. */
export interface Seen {
  readonly version?: number;
  readonly reason?: string;
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

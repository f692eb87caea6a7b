import type { Refusal } from '../solve/acceptance.ts';
import type { Change } from '../solve/change.ts';
import type { Days } from './stored.ts';

/** A plan without what is in it. */
export interface Plan {
  readonly id: string;
  /** Name of its domain model. */
  readonly model: string;
  /** Grows by one with each list of changes: the ETag. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When it was read, by the clock of the database: those of hosts may differ, and none of them decides anything. */
  readonly readAt: Date;
}

/** What a list of changes came from. */
export const ACTIONS = ['put', 'change', 'import', 'accept', 'undo', 'fix', 'outcome'] as const;
export type Action = (typeof ACTIONS)[number];

/** One list of changes in the journal of a plan. */
export interface JournalEntry {
  /** The version that it led to. */
  readonly version: number;
  readonly at: Date;
  /** Id of an API key, or `local`. */
  readonly actor: string;
  readonly action: Action;
  readonly reason: string | null;
  /** The run whose draft was accepted. */
  readonly run: string | null;
  /** The version whose changes were taken back. */
  readonly undoes: number | null;
  /** How many rows are other ones since. */
  readonly rows: number;
}

/** A journal entry with what it changed, row by row, and what takes it back. */
export interface JournalDetail extends JournalEntry {
  readonly changes: readonly Change[];
  readonly inverse: readonly Change[];
}

/** What a list of changes came to. */
export interface Written {
  readonly plan: Plan;
  /** How many rows are other ones now; 0 where nothing had to be written, and the version is as it was. */
  readonly rows: number;
}

/** Where changes come from, and whose they are. */
export interface Writing {
  /** The version that the writer has seen; undefined to change whichever there is. */
  readonly seen?: number | undefined;
  readonly actor: string;
  readonly reason?: string | undefined;
}

/** What was taken back, and what could not be. */
export interface Undone extends Written {
  /** The items, or the names of the rows, that are as they were. */
  readonly undone: readonly string[];
  readonly refused: readonly Refusal[];
}

/** How many entries an import had, and what became of the rows of its lists. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly changed: number;
  /** As they were: what the import says no other of, and what people have put in place. */
  readonly kept: number;
  readonly dropped: number;
}

/** What an import came to, or would. */
export interface Imported extends Written {
  readonly counts: ImportCounts;
  /** The first of them. */
  readonly dropped: readonly { readonly row: string; readonly reason: string }[];
}

/** A plan with its input, or the part of it that concerns some days. */
export interface PlanInput {
  readonly plan: Plan;
  /** JSON text. */
  readonly input: string;
}

export interface EntryPage {
  readonly entries: readonly { readonly id: string; readonly value: unknown; readonly version: number }[];
  /** For the next page; absent on the last. */
  readonly cursor?: string;
}

/** Whose answer it is, and until when somebody waits for it. */
export interface PlanAsker {
  readonly tenant: string;
  readonly signal?: AbortSignal | undefined;
}

/** A page of what has an order of its own. */
export interface PageOf {
  /** Of the page before; opaque. */
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export type { Days };

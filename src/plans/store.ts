import type { DraftRow } from './draft.ts';
import type { Action, EntryPage, JournalEntry, Plan } from './plan.ts';
import type { ListDays } from './stored.ts';

/** Where a plan is, and whose it is. */
export interface PlanPlace {
  readonly tenant: string;
  readonly id: string;
}

/** What is read of a plan. */
export interface PlanReading {
  /** The lists with keys, each with the days that matter; sections that are no such lists are read whole. */
  readonly lists: readonly ListDays[];
  /** JSON text of rows by `list` and `id` that are read whatever their days; other members do not matter. */
  readonly named?: string | undefined;
  /** Whether it is read too what imports have said of the rows. */
  readonly withOrigins?: boolean | undefined;
}

/** The plan, and JSON text of its input as far as it was asked for. */
export interface Loaded {
  readonly plan: Plan;
  readonly input: string;
  /** JSON text of names and texts by list, as `Origins` has them, where they were asked for. */
  readonly origins?: string | undefined;
}

/** One list of changes, as it is written: all of it in one transaction, or nothing. */
export interface Writ {
  /** JSON text of `StoredEffect`s; or, where they are many, such texts of some at a time, without their brackets. */
  readonly effects: string | (() => AsyncIterable<string>);
  readonly action: Action;
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly run?: string | undefined;
  readonly undoes?: number | undefined;
  /** Items of a draft: accepted with this, or, where it takes something back, accepted no more, or once more. */
  readonly items?: readonly string[] | undefined;
  /** Told apart from another writing of the same version, where the answer of the first was lost. */
  readonly writing: string;
}

/**
 * Persistence as plans need it. Every method takes a fixed number of statements whatever the size of the plan and
 * however long its history; only a writ that comes in parts takes one for each part.
 */
export interface PlanStore {
  plan(place: PlanPlace): Promise<Plan | undefined>;
  /** By id, after `after`. */
  plans(tenant: string, page: { readonly after?: string | undefined; readonly limit: number }): Promise<Plan[]>;
  /** One statement, one moment. */
  load(place: PlanPlace, reading: PlanReading): Promise<Loaded | undefined>;
  /** The first version of a plan; undefined when there is one of that id. */
  create(place: PlanPlace, model: string, writ: Writ): Promise<Plan | undefined>;
  /** The next version; undefined when the plan is not at version `seen` any more. */
  write(place: PlanPlace, seen: number, writ: Writ): Promise<Plan | undefined>;
  /** Takes a plan away with everything that belongs to it; false when it is not at version `seen`. */
  drop(place: PlanPlace, seen: number, actor: string): Promise<boolean>;
  entries(
    place: PlanPlace,
    list: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<EntryPage['entries'][number][]>;
  entry(place: PlanPlace, list: string, id: string): Promise<EntryPage['entries'][number] | undefined>;
  /** What people have done to a draft, and the items that were accepted from other runs after a version. */
  draft(place: PlanPlace, run: string, version: number): Promise<DraftRow[]>;
  /**
   * Says what people do to items of a draft; items that are accepted stay as they are. False where the edit of an item is
   * not the one that was seen.
   */
  touch(place: PlanPlace, run: string, items: readonly DraftRow[], seen?: string | null): Promise<boolean>;
  /** Newest first, below `before`. */
  journal(
    place: PlanPlace,
    page: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<JournalEntry[]>;
  /** One entry with its effects, as they were written. */
  written(
    place: PlanPlace,
    version: number,
  ): Promise<{ readonly entry: JournalEntry; readonly effects: string } | undefined>;
}

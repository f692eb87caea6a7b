import type { EntryFormat } from '../exchange/readEntries.ts';
import type { Change } from '../solve/change.ts';
import type { Placement } from '../solve/placement.ts';
import type { Advice } from './advice/advice.ts';
import type { Accepted, Draft, DraftItem, DraftSource } from './draft.ts';
import type {
  Days,
  EntryPage,
  Imported,
  JournalDetail,
  JournalEntry,
  PageOf,
  Plan,
  PlanAsker,
  PlanInput,
  Undone,
  Writing,
  Written,
} from './plan.ts';

import type { Keep } from './runInput.ts';
import type { DraftVerification } from './verifyDraft.ts';

export type { PageOf, PlanAsker };

/**
 * The plans of all tenants. Whoever changes one says which version they have seen, and is refused with
 * `request/stale` when there is another by now. What the changes are, and whether the plan is sound with them, is worked
 * out in another process; what is written is written whole or not at all.
 *
 * *Errors* `plan/unknown` for a plan that the tenant does not have; `capacity/...` as runs.
 */
export interface Plans {
  /**
   * Makes a plan, or replaces all that is in one.
   * *Errors* `input/...` with every fault of the input; `request/stale`, also for a plan that is there where `seen` is 0.
   */
  put(
    asker: PlanAsker,
    id: string,
    request: Writing & { readonly model: string; readonly input: string },
  ): Promise<Written & { readonly isNew: boolean }>;
  get(tenant: string, id: string): Promise<Plan>;
  /** Its input, or what of it concerns some days. */
  input(tenant: string, id: string, days?: Days): Promise<PlanInput>;
  list(tenant: string, page?: PageOf): Promise<{ readonly plans: readonly Plan[]; readonly cursor?: string }>;
  /** *Errors* `input/invalid` with the position of a change that leads nowhere, or with every fault that there would be. */
  change(asker: PlanAsker, id: string, request: Writing & { readonly changes: readonly Change[] }): Promise<Written>;
  /**
   * Brings lists up to what a file says, as one list of changes; what people have accepted or set by hand stays. The same
   * file again changes nothing.
   * *Errors* `input/invalid` with every fault, by line and column of CSV and NDJSON; `input/syntax`; `request/not-found`
   * for a list that the model does not have.
   */
  import(asker: PlanAsker, id: string, request: Writing & ImportRequest): Promise<Imported>;
  remove(tenant: string, id: string, writing: Writing): Promise<void>;
  entries(tenant: string, id: string, list: string, page?: PageOf): Promise<EntryPage>;
  /** *Errors* `request/not-found`. */
  entry(tenant: string, id: string, at: EntryAt): Promise<EntryPage['entries'][number]>;
  /** Adds an entry, or replaces the one of its name. *Errors* `input/invalid` for a value of another name. */
  putEntry(asker: PlanAsker, id: string, request: Writing & EntryAt & { readonly value: unknown }): Promise<Written>;
  /** Newest first. */
  history(
    tenant: string,
    id: string,
    page?: PageOf,
  ): Promise<{ readonly entries: readonly JournalEntry[]; readonly cursor?: string }>;
  /** *Errors* `request/not-found` for an unknown version. */
  journal(tenant: string, id: string, version: number): Promise<JournalDetail>;
  /**
   * Takes back what a version changed, wholly or for some items; the undoing is a version of its own.
   * *Errors* `plan/changed-since` with each row that is another one by now; `plan/refused` with work that would come back to
   * where other work is by now.
   */
  undo(
    asker: PlanAsker,
    id: string,
    request: Writing & {
      readonly version: number;
      readonly items?: readonly string[] | undefined;
      readonly isPartial?: boolean | undefined;
    },
  ): Promise<Undone>;
  /**
   * The input of a run of a plan as it is, for some days, with changes that are made for this run only.
   * *Errors* `input/...` with every fault of that input.
   */
  runInput(
    asker: PlanAsker,
    id: string,
    request: {
      readonly horizon?: Days | undefined;
      readonly changes?: readonly Change[];
      readonly keep?: Keep | undefined;
    },
  ): Promise<PlanInput>;
  readonly advice: Advice;
  draft(asker: PlanAsker, source: DraftSource): Promise<Draft>;
  /** What the plan as it is now says of everything that is open in a draft, or of what concerns some days. */
  verifyDraft(asker: PlanAsker, source: DraftSource, days?: Days): Promise<DraftVerification>;
  /**
   * Puts an item of a draft elsewhere, and says at once what that breaks.
   * *Errors* `request/not-found` for an item that the draft does not have; `input/invalid` for a place that there is
   * not; `plan/refused` for an item that is in the plan already; `request/stale` when somebody else has moved it meanwhile.
   */
  edit(asker: PlanAsker, source: DraftSource, request: EditRequest): Promise<Edited>;
  /**
   * Puts items of a draft in place, all that are open by default, if the plan as it is now allows it.
   * *Errors* `plan/refused`, `plan/locked`, `plan/unconfirmed`, each with its items.
   */
  accept(
    asker: PlanAsker,
    source: DraftSource,
    request: Writing & {
      readonly items?: readonly string[] | undefined;
      readonly confirm?: readonly string[] | undefined;
      readonly isPartial?: boolean | undefined;
    },
  ): Promise<Written & Accepted>;
  /** Refuses items of a draft, all that are open by default. */
  reject(asker: PlanAsker, source: DraftSource, items?: readonly string[]): Promise<Draft>;
}

/** Where an item of a draft is wanted: what is not said stays as it is. */
export interface EditRequest {
  readonly item: string;
  /** The mark of the draft that was read; whatever it is now where it is not said. */
  readonly seen?: string | undefined;
  readonly who?: string | undefined;
  readonly at?: Placement['at'] | undefined;
}

/** An item that was put elsewhere, and the draft's mark since. */
export interface Edited {
  readonly item: DraftItem;
  readonly mark: string;
}

export interface ImportRequest {
  readonly format: EntryFormat;
  /** The list that the text has; of JSON, all lists of an input where it is undefined. */
  readonly list?: string | undefined;
  readonly content: Content;
  /** Says what would happen, and writes nothing. */
  readonly isTrial?: boolean | undefined;
}

/** A text, or a file that has it and is in a folder of its own, where more may be written beside it. */
export type Content = { readonly text: string } | { readonly file: string };

export interface EntryAt {
  readonly list: string;
  readonly entry: string;
}

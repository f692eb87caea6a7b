import { hash } from 'node:crypto';
import type { Refusal } from '../solve/acceptance.ts';
import type { Placement } from '../solve/placement.ts';
import type { NotPlaced } from '../solve/result.ts';

/** A plan at a version. */
export interface PlanVersion {
  readonly id: string;
  readonly version: number;
}

/**
 * How an item of a draft stands: as the run proposed it, put elsewhere by people, in the plan, refused by people, or in
 * the plan by another run meanwhile.
 */
export const DRAFT_STATES = ['proposed', 'edited', 'accepted', 'rejected', 'superseded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** What is kept of an item that people have touched; JSON text of an {@link Edit}. */
export interface DraftRow {
  readonly item: string;
  readonly state: DraftState;
  readonly edit: string | null;
}

type Where = Pick<Placement, 'who' | 'at'>;

/** What one rule says of a place. */
export interface Breach {
  readonly rule: string;
  /** What it adds to the penalty; absent for a hard rule. */
  readonly amount?: number;
  readonly texts: readonly string[];
}

/** What a place of an item breaks. */
export interface Judgement {
  /** Hard rules that are broken. */
  readonly critical: readonly Breach[];
  /** Soft rules that cost. */
  readonly warnings: readonly Breach[];
  /** Preferences that cost. */
  readonly info: readonly Breach[];
  /** By how much the penalty is higher than at the place that the run proposed. */
  readonly change: number;
}

/** Where people have put an item instead. */
export interface Edit extends Judgement {
  readonly to: Where;
}

/** What a run proposes for one item. */
export interface Proposed {
  readonly item: string;
  readonly label: string;
  /** `dropped`: it has a place in the plan and should have none. */
  readonly kind: 'new' | 'moved' | 'unchanged' | 'dropped';
  readonly from?: Where;
  readonly to?: Where;
  /** Path of the entry that puts it in place in the plan. */
  readonly entry?: string;
  readonly displaces?: readonly string[];
  readonly penalties?: Readonly<Record<string, number>>;
}

export interface DraftItem extends Proposed {
  readonly state: DraftState;
  readonly edit?: Edit;
}

/** A solution on its way into a plan. */
export interface Draft {
  /** Of all that the draft says: another when something of it has changed. */
  readonly mark: string;
  readonly run: string;
  /** The plan at the version that was solved. */
  readonly plan: PlanVersion;
  readonly items: readonly DraftItem[];
  readonly unplaced: readonly NotPlaced[];
}

/** The mark of a draft. */
export function markOf({ items, unplaced }: Pick<Draft, 'items' | 'unplaced'>): string {
  return hash('sha256', JSON.stringify([items, unplaced])).slice(0, 16);
}

/** What a draft is made from: a run with its input and its result, as JSON texts. */
export interface DraftSource {
  readonly run: string;
  readonly plan: PlanVersion;
  readonly input: string;
  readonly result: string;
}

/** What came of accepting. */
export interface Accepted {
  readonly accepted: readonly string[];
  readonly refused: readonly Refusal[];
}

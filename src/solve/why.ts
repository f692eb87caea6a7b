import type { Placement } from './placement.ts';

/** What there is to say about an item at one place. */
export interface Verdict extends Pick<Placement, 'who' | 'at'> {
  /**
   * `chosen`: it is there. `free`: it could be. `crowded-out`: it could be but for other items of the run.
   * `impossible`: it could not be in any schedule.
   */
  readonly verdict: 'chosen' | 'free' | 'crowded-out' | 'impossible';
  /** The rule that forbids it, at the root: where company is lacking, what keeps the company away. */
  readonly rule?: string;
  readonly text?: string;
  /** What the other rules that forbid it say. */
  readonly also?: readonly string[];
  /** The work in the way. */
  readonly by?: readonly string[];
  /** What it would take. */
  readonly needs?: string;
}

/** What one soft rule has to do with a placed item. */
export interface SharePart {
  readonly rule: string;
  /** What the item costs by the rule. */
  readonly amount: number;
  readonly text: string;
}

/** Another place for an item, with everything else as it is. */
export interface Alternative extends Pick<Placement, 'who' | 'at'> {
  /** Of the whole penalty. */
  readonly change: number;
  /** By rule, where it is not 0. */
  readonly changes: Readonly<Record<string, number>>;
}

/** Why an item is where it is. */
export interface WhyThis extends Placement {
  /** What there was no choice in: `who`, when only one fits at all, and parts of `at`. */
  readonly only: readonly string[];
  readonly shares: readonly SharePart[];
  /** The legal ones, cheapest first. */
  readonly alternatives: readonly Alternative[];
}

/** Why an item is not placed. */
export interface ReasonNamed {
  /** A stable word; `blocked`, `crowded-out`, `outweighed` and `time-limit` in every domain, others its own. */
  readonly kind: string;
  readonly text: string;
  /** The rule that decides most of the places, at the root: what keeps company away, not what asks for it. */
  readonly rule?: string;
  /** Every rule that is in the way, that one first. */
  readonly rules?: readonly string[];
  /** The place that the text is about. */
  readonly who?: string;
  readonly at?: Placement['at'];
  /** The items that compete for its places: those of `room` first, then most often first. */
  readonly by?: readonly string[];
  /** `crowded-out`: those that would have to go so that the item fits at the place. */
  readonly room?: readonly string[];
  /** `outweighed`: how much the penalty would grow if the item, with its company, was added at the place. */
  readonly amount?: number;
  /** That by rule, where it is not 0. */
  readonly costs?: Readonly<Record<string, number>>;
  /** The items that would have to be added as well. */
  readonly company?: readonly string[];
}

import type { World } from '../world.ts';

/** Why an item is not placed, in the terms of its domain; a result says it by names. */
export interface Reason<W extends World> {
  /**
   * `blocked`: no schedule places it, whatever else is left out. `crowded-out`: it could be placed, but not next to what
   * is. `outweighed`: it could be added as it is, and costs more than it is worth. `time-limit`: nothing is proved; it
   * could be added and the search did not come to it, or its places were too many to try. Others are a domain's own.
   */
  readonly kind: string;
  readonly text: string;
  /** The rule that decides most of the places, at the root: what keeps company away, not what asks for it. */
  readonly rule?: string;
  /** Every rule that is in the way, that one first. */
  readonly rules?: readonly string[];
  /** The place that the text is about. */
  readonly place?: W['place'];
  /** The items that compete for its places: those of `room` first, then most often first. */
  readonly by?: readonly string[];
  /** `crowded-out`: those that would have to go so that the item fits at the place. */
  readonly room?: readonly string[];
  /** `outweighed`: how much the penalty would grow if the item, with its company, was added at the place. */
  readonly amount?: number;
  /** That by rule, where it is not 0. */
  readonly costs?: ReadonlyMap<string, number>;
  /** The items that would have to be added as well. */
  readonly company?: readonly string[];
}

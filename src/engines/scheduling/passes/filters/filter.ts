import type { ConstraintOf, Kind } from '../../../../language/constraints/index.ts';
import type { Interval } from '../../../../language/variables.ts';
import type { Bounds } from '../bounds.ts';

/** One constraint at work on bounds. Neither method removes a value that belongs to a solution. */
export interface Filter {
  /** Narrows the bounds; false when nothing satisfies the constraint any more. */
  narrow(): boolean;
  /** Whether nothing satisfies the constraint any more, as far as this can see, without changing anything. */
  isBroken(): boolean;
  /** Whether it has nothing to say before one of its variables becomes fixed; left out, every change counts. */
  readonly waitsForFixed?: boolean;
}

/** What a filter works on. */
export interface FilterContext {
  readonly bounds: Bounds;
  readonly intervals: readonly Interval[];
}

/** Makes the filter of a constraint, whose enforcement is the caller's affair. */
export type MakeFilter<K extends Kind = Kind> = (constraint: ConstraintOf<K>, context: FilterContext) => Filter;

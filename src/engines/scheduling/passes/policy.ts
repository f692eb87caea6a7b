/** How one pass decides. */
export interface Policy {
  /** The activity with the least key goes first, among those that may. */
  readonly keyOf: (activity: number) => number;
  /**
   * Which activities may go: those that can start up to this part of the way from the earliest possible start to the
   * earliest possible completion of any. 0 keeps no resource waiting, 1 gives active schedules, infinity a plain list.
   *
   * *Source* C. Bierwirth and D. C. Mattfeld, "Production scheduling and rescheduling with genetic algorithms",
   * Evolutionary Computation 7(1), 1999.
   */
  readonly delay: number;
  /** Whether intervals go as early as they can, or as late. */
  readonly direction: 'early' | 'late';
  /** Of alternatives, whether the one that is best for the objective goes first, or the one that ends first. */
  readonly byCost: boolean;
  /** Whether an optional interval exists when that makes no difference to the objective. */
  readonly eager: boolean;
  /** A schedule whose presences are to be kept where possible. */
  readonly keep?: Float64Array | undefined;
  /** The part of the variables left open that first try a value by chance. */
  readonly flips: number;
  /** How often activities may be taken off again to make room for one that has none. */
  readonly ejections: number;
}

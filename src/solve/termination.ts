/** How long a solve may take unless told otherwise. */
export const DEFAULT_TIME_LIMIT_MS = 60_000;

/** The least and the most that an option of a solve may be, whether it comes over HTTP or from the command line. */
export const SOLVE_BOUNDS = {
  gap: [0, 1],
  seed: [0, 2_147_483_647],
  threads: [1, 64],
  ticks: [1, 1e12],
} as const satisfies Record<string, readonly [least: number, most: number]>;

/** When a solve ends before it has proved its answer: whichever of these comes first. */
export interface Termination {
  /** Wall clock for everything, in milliseconds; a minute by default. */
  readonly timeLimitMs?: number | undefined;
  /** End with the first solution, whatever it is worth. */
  readonly firstFeasible?: boolean | undefined;
  /** End this long after the first solution, in milliseconds. */
  readonly afterFirstFeasibleMs?: number | undefined;
  /** End when the best solution has not changed for so long, in milliseconds. */
  readonly unimprovedMs?: number | undefined;
  /** End when `|objective - bound| <= gap * max(1, |objective|)`. */
  readonly gap?: number | undefined;
  /**
   * Units of deterministic work for the whole solve. With it the engines take turns in a fixed order on one thread at a
   * time, so that every machine finds the same solutions in the same order; the clock stays an outer guard.
   */
  readonly ticks?: number | undefined;
}

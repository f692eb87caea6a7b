/** What a solve has proved about its model. */
export type Proof = 'optimal' | 'infeasible' | 'unbounded' | 'none';

/**
 * Why a solve ended: it had nothing left to do, its clock ran out, somebody stopped it, or the engine met a limit of
 * its own (memory, size, iterations).
 */
export type Stopped = 'finished' | 'time-limit' | 'cancelled' | 'engine-limit';

/** A complete assignment and what it is worth. */
export interface Solution {
  /** One whole number for each variable of the model. */
  readonly values: Float64Array;
  /** In the model's units; 0 for a model without objective. */
  readonly objective: number;
}

/**
 * How a solve ended: a value, never an exception. What was proved and why it stopped are apart, so that "infeasible"
 * and "out of time" cannot be confused. For a model without objective, the first solution is optimal.
 */
export interface Outcome {
  readonly proof: Proof;
  readonly stopped: Stopped;
  /** The best solution found, whatever was proved. */
  readonly solution?: Solution;
  /** A proved limit on the objective, in the model's units: no solution is better than this. */
  readonly bound?: number;
  /**
   * Units of work that it took, for engines that count theirs: the same for the same run on every machine, unless the
   * clock ended it. What a unit is differs between engines.
   */
  readonly ticks?: number;
  /** When infeasible under assumptions: some of them that cannot all be true. */
  readonly conflict?: readonly number[];
}

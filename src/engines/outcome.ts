/** What a solve has proved about its model. */
export type Proof = 'optimal' | 'infeasible' | 'unbounded' | 'none';

/**
 * Why a solve ended: it had nothing left to do, its clock or its budget of ticks ran out, somebody stopped it, the
 * engine met a limit of its own (size, iterations), there was no memory left to go on with, or what was asked for was
 * reached: a first solution, some time after it, some time without a better one, a small enough gap.
 */
export type Stopped =
  | 'finished'
  | 'time-limit'
  | 'tick-limit'
  | 'cancelled'
  | 'engine-limit'
  | 'memory-limit'
  | 'first-feasible'
  | 'after-first-feasible'
  | 'unimproved'
  | 'gap';

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
   * Ticks that it took, for engines that count their work: the same for the same run on every machine, unless the clock
   * ended it. A tick is about a tenth of a millisecond of work; each engine says what it counts.
   */
  readonly ticks?: number;
  /** In words, when it was memory that was missing: how much there was. */
  readonly shortage?: string;
  /** When infeasible under assumptions: some of them that, by the engine's word, cannot all be true. */
  readonly conflict?: readonly number[];
}

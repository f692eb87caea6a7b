import { KINDS, type Kind } from '../language/constraints/index.ts';
import type { Model } from '../language/model.ts';
import type { Matrix } from './matrix.ts';
import type { Outcome, Solution } from './outcome.ts';

/** What a model may contain for an engine to take it as it is, and how it is brought into that form. */
export interface Accepts {
  /** The rewrites that lead there: none, for constraint programming, or for mixed-integer linear programming. */
  readonly pipeline: 'none' | 'cp' | 'milp';
  readonly kinds: readonly Kind[];
  /** Constraints with enforcement literals. */
  readonly enforcement: boolean;
  /** Domains of several ranges, of variables and of linear constraints. */
  readonly unions: boolean;
  readonly intervals: boolean;
  readonly assumptions: boolean;
}

/** What engines take that need no rewriting at all. */
export const EVERYTHING: Accepts = {
  pipeline: 'none',
  kinds: Object.keys(KINDS) as Kind[],
  enforcement: true,
  unions: true,
  intervals: true,
  assumptions: true,
};

/** What the linear engines take: rows with one range, no enforcement, variables over one range. */
export const LINEAR_ONLY: Accepts = {
  pipeline: 'milp',
  kinds: ['linear'],
  enforcement: false,
  unions: false,
  intervals: false,
  assumptions: false,
};

/** When a search has cooled down: when its time is over, or at the end of each of its rounds. */
export type Cooled = 'the-end' | 'each-round';

/** What an engine is given besides the model, on the thread where it runs. */
export interface EngineRun {
  /** When to be finished, in milliseconds of {@link now}. */
  readonly deadline: number;
  /** Whether somebody wants the answer now; cheap, and to be asked at least every 50 ms. */
  shouldStop(): boolean;
  /** Same seed, same model, same limits: same answer, where the engine can promise it. */
  readonly seed: number;
  /**
   * Units of work after which to stop, whatever the clock says: the same work in the same order on every machine.
   * Only engines that count their work honour it.
   */
  readonly ticks?: number;
  /** How many threads of its own the engine may use. */
  readonly threads: number;
  /** A complete assignment to begin with; it may break constraints. */
  readonly start?: Float64Array;
  /**
   * A better solution that somebody else has found since the last call, if there is one: values of the original's
   * variables, without those that rewriting appended. Cheap, and to be asked now and then.
   */
  incoming(): Float64Array | undefined;
  /** Reports a better solution as soon as there is one, with the ticks it took where they are counted. */
  incumbent(solution: Solution, ticks?: number): void;
  /** Reports a proved limit on the objective, in the model's units. */
  bound(value: number): void;
  /** Says that it cools down, so that to find nothing for a while means nothing: what it finds becomes good at the end of that. */
  cools?(until: Cooled): void;
  /** Says that it begins anew, as what it had found on its way brings nothing any more: others may be worth more now. */
  beginsAnew?(): void;
}

/** A solver behind the port; it runs on a thread of its own and is never asked for two solves at once. */
export interface Solver<Input> {
  solve(input: Input, run: EngineRun): Promise<Outcome>;
}

/**
 * An engine: what it takes, and how to load it.
 *
 * `load` imports the vendor package; nothing else may. It rejects with `engine/unavailable` when that is missing.
 */
interface EngineOn<Form extends string, Input> {
  readonly name: string;
  /** One line for people who choose. */
  readonly description: string;
  /** Whether it is given models, or models that were brought into rows, as flat arrays. */
  readonly form: Form;
  readonly accepts: Accepts;
  /**
   * Whether it begins without a solution that is known already: it would go another way to its proof, and often a longer one. It
   * hears of that by `incoming` later, but not with a budget of ticks, where engines hear nothing of each other.
   */
  readonly beginsAlone?: boolean;
  /** Whether it can be paused: it asks whether to stop while it solves, and loses nothing by waiting there. */
  readonly pauses?: boolean;
  readonly load: () => Promise<Solver<Input>>;
}

export type Engine = EngineOn<'model', Model> | EngineOn<'matrix', Matrix>;

/** Milliseconds since the epoch, monotonic within a thread and comparable between threads of one process. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

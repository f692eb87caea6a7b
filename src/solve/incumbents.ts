import { now } from '../engines/engine.ts';
import type { Solution } from '../engines/outcome.ts';
import type { EngineName } from '../engines/registry.ts';
import { isFeasible, objectiveOf } from '../language/holds.ts';
import type { Model } from '../language/model.ts';
import { type Defect, verifySolution } from './verify.ts';

/** Who found something: an engine, or the start that the caller gave. */
export type Finder = EngineName | 'start';

export interface IncumbentOptions {
  /** A complete assignment to begin with; it may break constraints. */
  readonly start?: ArrayLike<number> | undefined;
  /** Told of each verified solution that is better than all before. */
  readonly onIncumbent?: ((solution: Solution, ms: number, engine: Finder) => void) | undefined;
  /** Told of each proved limit on the objective that is tighter than all before. */
  readonly onBound?: ((bound: number, ms: number, engine: EngineName) => void) | undefined;
}

/** What becomes of a vector: it is better than all before, it is not, or the original model refutes it. */
export type Verdict = 'better' | 'no-better' | 'wrong';

/** A better solution, in milliseconds since the solve began. */
export interface Moment {
  readonly ms: number;
  readonly objective: number;
  readonly engine: Finder;
  /** Work of all engines up to then, where all that took part count theirs and follow each other. */
  readonly ticks?: number;
}

/** A tighter bound, in milliseconds since the solve began. */
export interface BoundMoment {
  readonly ms: number;
  readonly bound: number;
  readonly engine: EngineName;
}

/** The verified solutions of one solve, best last, and the tightest bound; what is not verified never enters. */
export class Incumbents {
  readonly moments: Moment[] = [];
  readonly boundMoments: BoundMoment[] = [];
  readonly defects: Defect[] = [];
  best: Solution | undefined;
  readonly #model: Model;
  readonly #began: number;
  readonly #options: IncumbentOptions;
  readonly #sign: number;
  readonly #start: Float64Array | undefined;

  constructor(model: Model, began: number, options: IncumbentOptions) {
    this.#model = model;
    this.#began = began;
    this.#options = options;
    this.#sign = model.objective?.sense === 'maximize' ? -1 : 1;
    this.#start = startOf(model, options);
    if (this.#start && isFeasible(model, this.#start)) this.#accept(this.#start, 'start', 0);
  }

  /** The tightest bound. */
  get bound(): number | undefined {
    return this.boundMoments.at(-1)?.bound;
  }

  /** What the next engine should begin with. */
  start(): Float64Array | undefined {
    return this.best?.values ?? this.#start;
  }

  /** Takes a vector of an engine: whether it is better than all before, or 'wrong' when the original model refutes it. */
  take(vector: ArrayLike<number>, engine: EngineName, ticks?: number): Verdict {
    // What is worth no more than the best changes nothing, whether it holds or not.
    if (this.best && vector.length >= this.#model.variables.length) {
      const claimed = objectiveOf(this.#model, vector);
      if (this.#sign * claimed >= this.#sign * this.best.objective) return 'no-better';
    }
    const verified = verifySolution(this.#model, vector, engine);
    if ('code' in verified) {
      this.defects.push(verified);
      return 'wrong';
    }
    if (this.best && this.#sign * verified.objective >= this.#sign * this.best.objective) return 'no-better';
    this.#accept(verified.values, engine, ticks);
    return 'better';
  }

  #accept(values: Float64Array, engine: Finder, ticks?: number): void {
    const solution = { values, objective: objectiveOf(this.#model, values) };
    const ms = now() - this.#began;
    this.best = solution;
    this.moments.push({ ms, objective: solution.objective, engine, ...(ticks === undefined ? {} : { ticks }) });
    this.#options.onIncumbent?.(solution, ms, engine);
  }

  /** Whether the bound is tighter than all before. */
  takeBound(bound: number, engine: EngineName): boolean {
    if (this.bound !== undefined && this.#sign * bound <= this.#sign * this.bound) return false;
    const ms = now() - this.#began;
    this.boundMoments.push({ ms, bound, engine });
    this.#options.onBound?.(bound, ms, engine);
    return true;
  }

  /** Whether the bound says that nothing is better than the best. */
  isProved(): boolean {
    if (!this.best) return false;
    if (!this.#model.objective) return true;
    if (this.bound === undefined) return false;
    const slack = 1e-6 * Math.max(1, Math.abs(this.best.objective));
    return this.#sign * this.best.objective <= this.#sign * this.bound + slack;
  }
}

/** The start that was given, or the model's hint when it names every variable. */
function startOf(model: Model, options: IncumbentOptions): Float64Array | undefined {
  if (options.start) return Float64Array.from(options.start);
  const { hint } = model;
  if (!hint || new Set(hint.vars).size < model.variables.length) return undefined;
  const values = new Float64Array(model.variables.length);
  hint.vars.forEach((variable, i) => {
    values[variable] = hint.values[i]!;
  });
  return values;
}

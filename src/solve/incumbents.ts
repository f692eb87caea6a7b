import { now } from '../engines/engine.ts';
import type { Solution } from '../engines/outcome.ts';
import type { EngineName } from '../engines/registry.ts';
import { isFeasible, objectiveOf } from '../language/holds.ts';
import type { Model } from '../language/model.ts';
import { type Defect, verifySolution } from './verify.ts';

export interface IncumbentOptions {
  /** A complete assignment to begin with; it may break constraints. */
  readonly start?: ArrayLike<number> | undefined;
  /** Told of each verified solution that is better than all before. */
  readonly onIncumbent?: ((solution: Solution, ms: number) => void) | undefined;
  /** Told of each proved limit on the objective that is tighter than all before. */
  readonly onBound?: ((bound: number, ms: number) => void) | undefined;
}

/** A moment of a solve, in milliseconds since it began. */
export interface Moment {
  readonly ms: number;
  readonly objective: number;
}

/** The verified solutions of one solve, best last, and the tightest bound; what is not verified never enters. */
export class Incumbents {
  readonly moments: Moment[] = [];
  readonly defects: Defect[] = [];
  best: Solution | undefined;
  readonly #model: Model;
  readonly #began: number;
  readonly #options: IncumbentOptions;
  readonly #sign: number;
  readonly #start: Float64Array | undefined;
  #bound = Number.NEGATIVE_INFINITY;

  constructor(model: Model, began: number, options: IncumbentOptions) {
    this.#model = model;
    this.#began = began;
    this.#options = options;
    this.#sign = model.objective?.sense === 'maximize' ? -1 : 1;
    this.#start = startOf(model, options);
    if (this.#start && isFeasible(model, this.#start)) this.#accept(this.#start);
  }

  /** What the next engine should begin with. */
  start(): Float64Array | undefined {
    return this.best?.values ?? this.#start;
  }

  /** Takes a vector of an engine; false when the original model refutes it. */
  take(vector: ArrayLike<number>, engine: EngineName): boolean {
    const verified = verifySolution(this.#model, vector, engine);
    if ('code' in verified) {
      this.defects.push(verified);
      return false;
    }
    if (!this.best || this.#sign * verified.objective < this.#sign * this.best.objective) this.#accept(verified.values);
    return true;
  }

  #accept(values: Float64Array): void {
    const solution = { values, objective: objectiveOf(this.#model, values) };
    const ms = now() - this.#began;
    this.best = solution;
    this.moments.push({ ms, objective: solution.objective });
    this.#options.onIncumbent?.(solution, ms);
  }

  takeBound(bound: number): void {
    if (this.#sign * bound <= this.#bound) return;
    this.#bound = this.#sign * bound;
    this.#options.onBound?.(bound, now() - this.#began);
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

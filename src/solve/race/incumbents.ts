import { now } from '../../engines/engine.ts';
import type { Outcome, Solution } from '../../engines/outcome.ts';
import type { EngineName } from '../../engines/registry.ts';
import { isFeasible } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { objectiveSum, shownObjective } from '../../language/objective.ts';
import { type Tighten, tightener } from '../../language/tighten.ts';
import { startOf } from './start.ts';
import { type Defect, defectOf, verifySolution } from './verify.ts';
import type { Progress } from './watch.ts';

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
export type SolutionVerdict = 'better' | 'no-better' | 'wrong';

/** What becomes of a bound: it is tighter than all before, it is not, or a known solution refutes it. */
export type BoundVerdict = 'tighter' | 'no-tighter' | 'wrong';

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

/**
 * The verified solutions of one solve, best last, and the tightest bound; what is not verified never enters.
 *
 * *Means* solutions and bounds are compared as the whole numbers that {@link objectiveSum} gives, without constant,
 * scale or tolerance; what is told of them is in the model's units.
 */
export class Incumbents {
  readonly moments: Moment[] = [];
  readonly boundMoments: BoundMoment[] = [];
  readonly defects: Defect[] = [];
  best: Solution | undefined;
  /** Of the best solution: its sum, signed so that less is better. */
  #cost = Number.POSITIVE_INFINITY;
  /** The costs below which no solution is, each tighter than those before it: one for each moment of a bound. */
  readonly #floors: number[] = [];
  readonly #model: Model;
  readonly #began: number;
  readonly #options: IncumbentOptions;
  readonly #sign: number;
  readonly #start: Float64Array | undefined;
  #tighten: Tighten | undefined;

  constructor(model: Model, began: number, options: IncumbentOptions) {
    this.#model = model;
    this.#began = began;
    this.#options = options;
    this.#sign = model.objective?.sense === 'maximize' ? -1 : 1;
    this.#start = startOf(model, options.start);
    if (this.#start && isFeasible(model, this.#start)) this.#accept(this.#start, 'start', 0);
  }

  /** The tightest bound, in the model's units. */
  get bound(): number | undefined {
    return this.boundMoments.at(-1)?.bound;
  }

  /** How good the best is, and how much could still be gained. */
  get standing(): Progress {
    const { objective } = this.#model;
    const gap = this.#cost - this.#floor();
    return {
      objective: this.best?.objective,
      distance: Number.isFinite(gap) ? (objective?.scale ?? 1) * gap : undefined,
    };
  }

  /** What the next engine should begin with. */
  start(): Float64Array | undefined {
    return this.best?.values ?? this.#start;
  }

  /** Takes a vector of an engine: whether it is better than all before, or 'wrong' when the original model refutes it. */
  take(vector: ArrayLike<number>, engine: EngineName, ticks?: number): SolutionVerdict {
    // What is worth no more than the best changes nothing, whether it holds or not.
    if (this.best && vector.length >= this.#model.variables.length && this.#costOf(vector) >= this.#cost) {
      return 'no-better';
    }
    const verified = verifySolution(this.#model, vector, engine);
    if ('code' in verified) {
      this.defects.push(verified);
      return 'wrong';
    }
    if (this.best && this.#costOf(verified.values) >= this.#cost) return 'no-better';
    this.#accept(verified.values, engine, ticks);
    return 'better';
  }

  /** Keeps a solution, without the slack that its objective may have. */
  #accept(found: Float64Array, engine: Finder, ticks?: number): void {
    this.#tighten ??= tightener(this.#model);
    const values = found.slice();
    this.#tighten(values);
    this.#cost = this.#costOf(values);
    this.#withdrawWrongBounds();
    const solution = { values, objective: this.#shown(this.#cost) };
    const ms = now() - this.#began;
    this.best = solution;
    this.moments.push({ ms, objective: solution.objective, engine, ...(ticks === undefined ? {} : { ticks }) });
    this.#options.onIncumbent?.(solution, ms, engine);
  }

  /** Takes a bound on the sum. */
  takeBound(bound: number, engine: EngineName): BoundVerdict {
    if (!this.#model.objective) return 'no-tighter';
    const floor = this.#sign * bound;
    if (floor > this.#cost) {
      this.defects.push(this.#boundDefect(floor, engine));
      return 'wrong';
    }
    if (floor <= this.#floor()) return 'no-tighter';
    const ms = now() - this.#began;
    const shown = this.#shown(floor);
    this.#floors.push(floor);
    this.boundMoments.push({ ms, bound: shown, engine });
    this.#options.onBound?.(shown, ms, engine);
    return 'tighter';
  }

  /** Takes it as proved that nothing is better than the best. */
  takeOptimum(engine: EngineName): void {
    if (this.best) this.takeBound(this.#sign * this.#cost, engine);
  }

  /** Whether the bound says that nothing is better than the best. */
  isProved(): boolean {
    return this.best !== undefined && (!this.#model.objective || this.#cost <= this.#floor());
  }

  /** Whether what is known refutes a claim; the defect is noted. */
  refutes({ proof, bound }: Outcome, engine: EngineName): boolean {
    const wrong = this.#wrongIn(proof, bound);
    if (wrong !== undefined) this.defects.push(defectOf(engine, `The engine ${engine} claims ${wrong}`));
    return wrong !== undefined;
  }

  #wrongIn(proof: Outcome['proof'], bound: number | undefined): string | undefined {
    if (proof === 'infeasible') return this.best && 'that a model is infeasible that has a solution.';
    if (proof !== 'optimal') return undefined;
    if (!this.best) return 'an optimum and gave no solution that holds.';
    if (bound === undefined || this.#cost <= this.#sign * bound) return undefined;
    return `an optimum of ${this.#shown(this.#sign * bound)} and gave no solution that is worth it.`;
  }

  /** Takes back what a better solution refutes. */
  #withdrawWrongBounds(): void {
    while (this.#floor() > this.#cost) {
      const { engine } = this.boundMoments.pop()!;
      this.defects.push(this.#boundDefect(this.#floors.pop()!, engine));
    }
  }

  #boundDefect(floor: number, engine: EngineName): Defect {
    const [bound, known] = [this.#shown(floor), this.#shown(this.#cost)];
    const message = `The engine ${engine} claims that nothing is better than ${bound}; a solution with ${known} is known.`;
    return defectOf(engine, message);
  }

  #floor(): number {
    return this.#floors.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  #costOf(values: ArrayLike<number>): number {
    const { objective } = this.#model;
    return objective ? this.#sign * objectiveSum(objective, values) : 0;
  }

  #shown(cost: number): number {
    const { objective } = this.#model;
    return objective ? shownObjective(objective, this.#sign * cost + 0) : 0;
  }
}

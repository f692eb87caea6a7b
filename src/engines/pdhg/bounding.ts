import { Allowance } from '../allowance.ts';
import { type EngineRun, now } from '../engine.ts';
import { ENTRIES_PER_TICK } from '../local/ticks.ts';
import { costStep, inModelUnits, type Matrix, roundedBound } from '../matrix.ts';
import type { Outcome } from '../outcome.ts';
import { Relaxation } from './relaxation.ts';

/** The bounds that one solve finds from multipliers, and what it may take for them. */
export class Bounding {
  readonly #matrix: Matrix;
  readonly #run: EngineRun;
  readonly #relaxation: Relaxation;
  readonly #multipliers: Float64Array;
  /** What costs of solutions are multiples of. */
  readonly #step: number;
  readonly #allowance: Allowance;
  #touched = 0;
  #told = Number.NEGATIVE_INFINITY;

  /** Of the time that is left a share may be used; of ticks all. */
  constructor(matrix: Matrix, run: EngineRun, share: number) {
    this.#matrix = matrix;
    this.#run = run;
    this.#relaxation = new Relaxation(matrix);
    this.#multipliers = new Float64Array(matrix.numRows);
    this.#step = costStep(matrix.cost);
    const began = now();
    const deadline = run.ticks === undefined ? began + (run.deadline - began) * share : run.deadline;
    this.#allowance = new Allowance({ ...run, deadline }, { ticks: () => this.#ticks, isSlow: true });
  }

  get #ticks(): number {
    return Math.ceil(this.#touched / ENTRIES_PER_TICK);
  }

  /** Counts entries of the matrix that were touched. */
  worked(entries: number): void {
    this.#touched += entries;
  }

  isOver(): boolean {
    return this.#allowance.isOver();
  }

  /** The bound that the multipliers of a method give; tells of it where it is better than all before. */
  look(method: { readonly multipliers: (to: Float64Array) => void }): number {
    method.multipliers(this.#multipliers);
    this.worked(this.#matrix.indices.length);
    const found = this.#relaxation.boundAt(this.#multipliers);
    const bound = roundedBound(found, this.#step);
    if (bound > this.#told) this.#run.bound(inModelUnits(this.#matrix, bound));
    this.#told = Math.max(this.#told, bound);
    return found;
  }

  outcome(): Outcome {
    const bound = Number.isFinite(this.#told) ? { bound: inModelUnits(this.#matrix, this.#told) } : {};
    return { proof: 'none', stopped: this.#allowance.stopped, ...bound, ticks: this.#ticks };
  }
}

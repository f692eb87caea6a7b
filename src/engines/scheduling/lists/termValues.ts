import type { Random } from '../../random.ts';
import { type Shop, termValue } from '../shop.ts';

/** Terms that are drawn, of which the one that is worst gives a task. */
const DRAWN = 4;

/** The terms of a shop at a schedule, kept while tasks of it move. */
export class TermValues {
  readonly #shop: Shop;
  readonly #start: Int32Array;
  readonly #mode: Int32Array;
  readonly #value: Float64Array;
  /** Terms by task, those of task t at `from[t] .. from[t + 1] - 1`. */
  readonly #from: Int32Array;
  readonly #term: Int32Array;
  readonly #seen: Int32Array;
  #stamp = 0;

  constructor(shop: Shop, start: Int32Array, mode: Int32Array) {
    this.#shop = shop;
    this.#start = start;
    this.#mode = mode;
    this.#value = new Float64Array(shop.terms.length);
    this.#seen = new Int32Array(shop.terms.length);
    this.#from = new Int32Array(shop.taskCount + 1);
    for (const { refs } of shop.terms) for (const { task } of refs) this.#from[task + 1]!++;
    for (let t = 0; t < shop.taskCount; t++) this.#from[t + 1]! += this.#from[t]!;
    const next = this.#from.slice();
    this.#term = new Int32Array(this.#from[shop.taskCount]!);
    shop.terms.forEach(({ refs }, i) => {
      for (const { task } of refs) this.#term[next[task]!++] = i;
    });
  }

  /** Computes all of them anew. */
  load(): void {
    this.#shop.terms.forEach((term, i) => {
      this.#value[i] = termValue(this.#shop, term, this.#start, this.#mode);
    });
  }

  /** What the terms of some tasks cost now more than when they were kept last. */
  change(tasks: Int32Array, count: number): number {
    let change = 0;
    this.#visit(tasks, count, (i, value) => {
      change += this.#shop.terms[i]!.weight * (value - this.#value[i]!);
    });
    return change;
  }

  /** Keeps the terms of some tasks as they are now. */
  keep(tasks: Int32Array, count: number): void {
    this.#visit(tasks, count, (i, value) => {
      this.#value[i] = value;
    });
  }

  #visit(tasks: Int32Array, count: number, see: (term: number, value: number) => void): void {
    this.#stamp++;
    for (let k = 0; k < count; k++) {
      const task = tasks[k]!;
      for (let a = this.#from[task]!; a < this.#from[task + 1]!; a++) {
        const i = this.#term[a]!;
        if (this.#seen[i] === this.#stamp) continue;
        this.#seen[i] = this.#stamp;
        see(i, termValue(this.#shop, this.#shop.terms[i]!, this.#start, this.#mode));
      }
    }
  }

  /** A task that makes a term what it is, rather of a term that costs much. */
  lateTask(random: Random): number {
    const { modeFrom, taskCount, terms } = this.#shop;
    if (terms.length === 0) return random.below(taskCount);
    let [chosen, worst] = [random.below(terms.length), Number.NEGATIVE_INFINITY];
    for (let i = 0; i < DRAWN; i++) {
      const drawn = random.below(terms.length);
      const { floor, weight } = terms[drawn]!;
      const excess = weight * (this.#value[drawn]! - (Number.isFinite(floor) ? floor : 0));
      if (excess > worst) [chosen, worst] = [drawn, excess];
    }
    const { offsets, refs } = terms[chosen]!;
    const from = random.below(refs.length);
    for (let k = 0; k < refs.length; k++) {
      const i = (from + k) % refs.length;
      const { at, task } = refs[i]!;
      if (this.#start[task]! + at[this.#mode[task]! - modeFrom[task]!]! + offsets[i]! === this.#value[chosen])
        return task;
    }
    return refs[from]!.task;
  }
}

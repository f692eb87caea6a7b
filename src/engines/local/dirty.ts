import type { Structure } from './structure.ts';

/** Dependent columns to look at again, by level, each once; it takes as much memory as all of them together. */
export class Dirty {
  readonly levels: number;
  readonly #columns: Int32Array;
  /** Where the columns of each level begin. */
  readonly #first: Int32Array;
  readonly #count: Int32Array;
  /** How many of them were taken. */
  readonly #taken: Int32Array;
  readonly #level: Int32Array;
  readonly #isIn: Uint8Array;

  constructor({ level, levels }: Structure) {
    this.levels = levels;
    this.#level = level;
    this.#first = new Int32Array(levels + 1);
    for (const one of level) if (one > 0) this.#first[one + 1]!++;
    for (let l = 0; l < levels; l++) this.#first[l + 1]! += this.#first[l]!;
    this.#columns = new Int32Array(this.#first[levels]!);
    this.#count = new Int32Array(levels);
    this.#taken = new Int32Array(levels);
    this.#isIn = new Uint8Array(level.length);
  }

  add(column: number): void {
    if (this.#isIn[column] === 1) return;
    this.#isIn[column] = 1;
    const level = this.#level[column]!;
    this.#columns[this.#first[level]! + this.#count[level]!++] = column;
  }

  /** Takes the column of a level out that has been in for longest, or gives -1 when there is none. */
  take(level: number): number {
    if (this.#taken[level] === this.#count[level]) {
      this.#taken[level] = 0;
      this.#count[level] = 0;
      return -1;
    }
    const column = this.#columns[this.#first[level]! + this.#taken[level]!++]!;
    this.#isIn[column] = 0;
    return column;
  }
}

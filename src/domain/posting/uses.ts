/** Counts what each rule reads, each thing once for a rule. */
export class Uses {
  readonly #rules: string[] = [];
  readonly #counts: number[] = [];
  readonly #lastReader = new Map<unknown, number[]>();
  /** Of each cell, one more than the rule that has read it last. */
  #lastCellReader = new Int32Array(1024);
  #reader = -1;

  begin(rule: string): void {
    this.#reader = this.#rules.push(rule) - 1;
    this.#counts.push(0);
  }

  cell(cell: number): void {
    this.cells(cell, cell + 1);
  }

  /** The cells `from .. to - 1`. */
  cells(from: number, to: number): void {
    if (to > this.#lastCellReader.length) this.#grow(to);
    const [readers, own] = [this.#lastCellReader, this.#reader + 1];
    let count = 0;
    for (let cell = from; cell < to; cell++) {
      if (readers[cell] !== own) count++;
      readers[cell] = own;
    }
    if (this.#reader >= 0) this.#counts[this.#reader]! += count;
  }

  #grow(length: number): void {
    const before = this.#lastCellReader;
    this.#lastCellReader = new Int32Array(2 * length);
    this.#lastCellReader.set(before);
  }

  /** One of a group of sums or indicators, such as those of one set of types. */
  aggregate(group: unknown, at: number): void {
    let readers = this.#lastReader.get(group);
    if (readers === undefined) {
      readers = [];
      this.#lastReader.set(group, readers);
    }
    if (readers[at] === this.#reader) return;
    readers[at] = this.#reader;
    this.#counts[this.#reader]!++;
  }

  get byRule(): ReadonlyMap<string, number> {
    return new Map(this.#rules.map((rule, reader) => [rule, this.#counts[reader]!]));
  }
}

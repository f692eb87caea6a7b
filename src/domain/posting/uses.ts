/** Counts what each rule reads, each thing once for a rule. */
export class Uses {
  readonly #rules: string[] = [];
  readonly #counts: number[] = [];
  readonly #lastCellReader: number[] = [];
  readonly #lastReader = new Map<unknown, number[]>();
  #reader = -1;

  begin(rule: string): void {
    this.#reader = this.#rules.push(rule) - 1;
    this.#counts.push(0);
  }

  cell(cell: number): void {
    if (this.#lastCellReader[cell] === this.#reader) return;
    this.#lastCellReader[cell] = this.#reader;
    this.#counts[this.#reader]!++;
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

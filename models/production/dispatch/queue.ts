/** Items by their keys, the least first; of equal keys, the one with the least index. */
export class Queue {
  readonly #keys: Float64Array;
  /** A heap of items; one that has become more urgent is in it again, with the key of then beside it. */
  readonly #items: number[] = [];
  readonly #at: number[] = [];

  constructor(keys: ArrayLike<number>) {
    this.#keys = Float64Array.from(keys);
  }

  keyOf(item: number): number {
    return this.#keys[item]!;
  }

  /** Makes items at least as urgent as a key says; gives those that have become so. */
  hasten(items: Iterable<number>, key: number): number[] {
    const changed = [...items].filter((item) => this.#keys[item]! > key);
    for (const item of changed) this.#keys[item] = key;
    return changed;
  }

  push(item: number): void {
    let at = this.#items.push(item) - 1;
    this.#at.push(this.#keys[item]!);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isLess(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): number | undefined {
    const [first] = this.#items;
    const [last, key] = [this.#items.pop(), this.#at.pop()];
    if (last === undefined || this.#items.length === 0) return first;
    [this.#items[0], this.#at[0]] = [last, key!];
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#items.length && this.#isLess(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #isLess(a: number, b: number): boolean {
    return this.#at[a]! < this.#at[b]! || (this.#at[a] === this.#at[b] && this.#items[a]! < this.#items[b]!);
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
    [this.#at[a], this.#at[b]] = [this.#at[b]!, this.#at[a]!];
  }
}

/** The states of one layer of a diagram, each once: an open hash table. */
export class States {
  readonly key: Int32Array;
  #table = new Int32Array(256);
  states: Int32Array;
  count = 0;

  constructor(width: number) {
    this.key = new Int32Array(width);
    this.states = new Int32Array(64 * Math.max(1, width));
  }

  /** The place of the state `key`, which is new unless there is one. */
  place(): number {
    const { key } = this;
    const width = key.length;
    const at = this.#slot(key, 0);
    const known = this.#table[at]! - 1;
    if (known >= 0) return known;
    if ((this.count + 1) * width > this.states.length) {
      this.states = doubled(this.states);
    }
    this.states.set(key, this.count * width);
    this.#table[at] = ++this.count;
    if (2 * this.count > this.#table.length) this.#enlarge();
    return this.count - 1;
  }

  #enlarge(): void {
    this.#table = new Int32Array(4 * this.#table.length);
    for (let n = 0; n < this.count; n++) this.#table[this.#slot(this.states, n * this.key.length)] = n + 1;
  }

  /** Where the state that begins at `from` stands in the table, or would. */
  #slot(states: Int32Array, from: number): number {
    const width = this.key.length;
    let hash = 0x811c9dc5;
    for (let i = 0; i < width; i++) hash = mixed(hash, states[from + i]!);
    const mask = this.#table.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const known = this.#table[at]! - 1;
      if (known < 0) return at;
      let i = 0;
      while (i < width && this.states[known * width + i] === states[from + i]) i++;
      if (i === width) return at;
    }
  }
}

/** Numbers with as much room again. */
export function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** A hash with one more value in it. */
export function mixed(hash: number, value: number): number {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return h ^ (h >>> 15);
}

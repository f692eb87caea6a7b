/** Variables that differ by constants only: union-find in which each member knows how far it is from its root. */
export class Times {
  readonly #parent: Int32Array;
  /** The value of a member less the value of its parent. */
  readonly #shift: Float64Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
    this.#shift = new Float64Array(count);
  }

  /** The member that stands for the whole set. */
  root(variable: number): number {
    const parent = this.#parent[variable]!;
    if (parent === variable) return variable;
    const root = this.root(parent);
    this.#shift[variable]! += this.#shift[parent]!;
    this.#parent[variable] = root;
    return root;
  }

  /** The value of a variable less the value of its root. */
  shift(variable: number): number {
    this.root(variable);
    return this.#parent[variable] === variable ? 0 : this.#shift[variable]!;
  }

  /** Says that `a = b + difference`; false when that contradicts what was said before. */
  join(a: number, b: number, difference: number): boolean {
    const [rootA, rootB] = [this.root(a), this.root(b)];
    const shift = this.shift(b) + difference - this.shift(a);
    if (rootA === rootB) return shift === 0;
    this.#parent[rootA] = rootB;
    this.#shift[rootA] = shift;
    return true;
  }
}

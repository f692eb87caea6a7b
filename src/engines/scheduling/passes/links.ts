/** Sets that grow together: union-find with path halving. */
export class Links {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  /** One member that stands for the whole set. */
  find(member: number): number {
    const parent = this.#parent;
    let at = member;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }

  join(a: number, b: number): void {
    this.#parent[this.find(a)] = this.find(b);
  }

  joinAll(members: readonly number[]): void {
    for (const member of members) this.join(members[0]!, member);
  }
}

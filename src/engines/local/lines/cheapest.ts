import type { Diagram } from './diagram.ts';

/** Sums of numbers that are not whole may differ by so much. */
const ROUNDING = 1e-6;

/**
 * Finds cheapest paths through one diagram: forward, past nodes from which a coarser diagram says that the rest costs too
 * much (A*: P. Hart, N. Nilsson and B. Raphael, IEEE Transactions on Systems Science and Cybernetics 4, 1968).
 */
export class Cheapest {
  readonly #diagram: Diagram;
  readonly #coarse: Diagram;
  readonly #rest: Float64Array;
  readonly #cost: Float64Array;
  /** The arc by which a node is reached, and from where. */
  readonly #by: Int32Array;
  readonly #from: Int32Array;
  readonly #reached: Int32Array;

  constructor(diagram: Diagram, coarse: Diagram) {
    const nodes = diagram.arcs.length - 1;
    this.#diagram = diagram;
    this.#coarse = coarse;
    this.#rest = new Float64Array(coarse.arcs.length - 1);
    this.#cost = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    this.#by = new Int32Array(nodes);
    this.#from = new Int32Array(nodes);
    this.#reached = new Int32Array(nodes);
  }

  /**
   * Writes the labels of the cheapest path to `path`, by what each label costs, and gives how many arcs were looked at; when
   * every path costs more than `most`, the path stays as it is.
   */
  find(price: Float64Array, most: number, path: Int32Array): number {
    this.#boundRest(price);
    const { arcs, to, label, coarse } = this.#diagram;
    const [cost, rest, reached, by, from] = [this.#cost, this.#rest, this.#reached, this.#by, this.#from];
    const limit = most + ROUNDING;
    let looked = this.#coarse.label.length;
    let count = 1;
    cost[0] = 0;
    reached[0] = 0;
    for (let i = 0; i < count; i++) {
      const node = reached[i]!;
      const soFar = cost[node]!;
      const end = arcs[node + 1]!;
      for (let a = arcs[node]!; a < end; a++) {
        const next = to[a]!;
        const sum = soFar + price[label[a]!]!;
        if (sum >= cost[next]! || sum + rest[coarse[next]!]! > limit) continue;
        // All arcs of a step lead to the next one, so that nodes are reached in their order.
        if (cost[next] === Number.POSITIVE_INFINITY) reached[count++] = next;
        cost[next] = sum;
        by[next] = a;
        from[next] = node;
      }
      looked += end - arcs[node]!;
    }
    const last = cost.length - 1;
    const isFound = cost[last]! < Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++) cost[reached[i]!] = Number.POSITIVE_INFINITY;
    for (let node = last, s = path.length - 1; isFound && s >= 0; s--) {
      path[s] = label[by[node]!]!;
      node = from[node]!;
    }
    return looked;
  }

  #boundRest(price: Float64Array): void {
    const { arcs, to, label } = this.#coarse;
    const rest = this.#rest;
    const last = rest.length - 1;
    rest[last] = 0;
    for (let node = last - 1, a = arcs[last]! - 1; node >= 0; node--) {
      let least = Number.POSITIVE_INFINITY;
      for (const begin = arcs[node]!; a >= begin; a--) {
        const sum = price[label[a]!]! + rest[to[a]!]!;
        if (sum < least) least = sum;
      }
      rest[node] = least;
    }
  }
}

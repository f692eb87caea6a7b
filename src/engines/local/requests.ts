import type { State } from './state.ts';

/** What asks for places: a choice, by its row, or demand d, as -1 - d. */
export type Request = number;

/** The choices and demands of a state for which a search finds places. */
export class Requests {
  readonly #state: State;
  /** Whether a row is a choice that nothing else opens; the others follow by repairs. */
  readonly #isLeading: Uint8Array;

  constructor(state: State) {
    this.#state = state;
    this.#isLeading = new Uint8Array(state.matrix.numRows);
    for (const row of state.structure.leading) this.#isLeading[row] = 1;
  }

  /**
   * The demands, and the choices that nothing else opens and no demand goes through, by how many places they have for
   * each that they ask for, few first.
   */
  hardestFirst(): Int32Array {
    const { matrix, structure, values } = this.#state;
    const { starts } = matrix;
    const { count, first, sum, best } = structure.demands;
    const requests = new Int32Array(structure.leading.length + count);
    let length = 0;
    for (const row of structure.leading) if (count === 0 || this.#isUndemanded(row)) requests[length++] = row;
    for (let d = 0; d < count; d++) requests[length++] = -1 - d;
    const places = (request: Request): number => {
      if (request >= 0) return starts[request + 1]! - starts[request]!;
      const d = -1 - request;
      return (first[d + 1]! - first[d]!) / Math.max(1, Math.abs(best[d]! - values[sum[d]!]!));
    };
    return requests.subarray(0, length).sort((a, b) => places(a) - places(b) || a - b);
  }

  /** Whether a choice has a decision for which no demand asks. */
  #isUndemanded(choice: number): boolean {
    const { matrix, structure } = this.#state;
    for (let at = matrix.starts[choice]!; at < matrix.starts[choice + 1]!; at++) {
      const column = matrix.indices[at]!;
      if (structure.group[column] === choice && structure.demands.demandOf[column]! < 0) return true;
    }
    return false;
  }

  /** What asks for a decision: its demand, or else its choice when nothing else opens that. */
  of(column: number): Request | undefined {
    const { demands, group, level } = this.#state.structure;
    if (level[column] !== 0) return undefined;
    const demand = demands.demandOf[column]!;
    if (demand >= 0) return -1 - demand;
    const choice = group[column]!;
    return choice >= 0 && this.#isLeading[choice] === 1 ? choice : undefined;
  }

  /** Whether a choice has chosen nothing, or a demand asks for more than it has. */
  isOpen(request: Request): boolean {
    if (request >= 0) return this.#state.chosen[request]! < 0;
    const { sum, best } = this.#state.structure.demands;
    return this.#state.values[sum[-1 - request]!] !== best[-1 - request];
  }

  /** The columns among which a request has its places; those of a choice may have others between them. */
  columnsOf(request: Request): Int32Array {
    const { matrix, structure } = this.#state;
    if (request >= 0) return matrix.indices.subarray(matrix.starts[request]!, matrix.starts[request + 1]!);
    const { first, decisions } = structure.demands;
    return decisions.subarray(first[-1 - request]!, first[-request]!);
  }
}

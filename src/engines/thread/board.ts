/**
 * The best solution that anybody has found, in memory that threads share: the thread that verifies solutions writes,
 * engines look at it while they solve, since a thread inside a solve takes no messages.
 *
 * ```
 * version   odd while a solution is being written; 0 before the first
 * author    number of the one who found it, who has no use for it
 * values    one number for each variable of the original model
 * ```
 */
export interface Board {
  readonly version: Int32Array;
  readonly author: Int32Array;
  readonly values: Float64Array;
}

export function createBoard(variables: number): Board {
  return {
    version: new Int32Array(new SharedArrayBuffer(4)),
    author: new Int32Array(new SharedArrayBuffer(4)),
    values: new Float64Array(new SharedArrayBuffer(8 * variables)),
  };
}

/** Puts a solution on the board. One thread only may do so. */
export function writeBoard({ version, author, values }: Board, solution: Float64Array, by: number): void {
  Atomics.add(version, 0, 1);
  Atomics.store(author, 0, by);
  values.set(solution);
  Atomics.add(version, 0, 1);
}

/**
 * Reads a board on behalf of one engine: gives each solution of others once, and nothing while one is being written. Its
 * own would throw a search back to where it was; what stood there before is known to one that has a start.
 */
export function boardReader(board: Board, self: number, hasStart: boolean): () => Float64Array | undefined {
  let seen = hasStart ? Atomics.load(board.version, 0) : 0;
  return () => {
    const before = Atomics.load(board.version, 0);
    if (before === seen || before % 2 === 1 || Atomics.load(board.author, 0) === self) return undefined;
    const copy = board.values.slice();
    if (Atomics.load(board.version, 0) !== before) return undefined;
    seen = before;
    return copy;
  };
}

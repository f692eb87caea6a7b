/**
 * The best solution that anybody has found, in memory that threads share: the thread that verifies solutions writes,
 * engines look at it while they solve, since a thread inside a solve takes no messages.
 *
 * ```
 * version   odd while a solution is being written; 0 before the first
 * values    one number for each variable of the original model
 * ```
 */
export interface Board {
  readonly version: Int32Array;
  readonly values: Float64Array;
}

export function createBoard(variables: number): Board {
  return {
    version: new Int32Array(new SharedArrayBuffer(4)),
    values: new Float64Array(new SharedArrayBuffer(8 * variables)),
  };
}

/** Puts a solution on the board. One thread only may do so. */
export function writeBoard({ version, values }: Board, solution: Float64Array): void {
  Atomics.add(version, 0, 1);
  values.set(solution);
  Atomics.add(version, 0, 1);
}

/** Reads a board on behalf of one engine: gives each solution once, and nothing while one is being written. */
export function boardReader(board: Board): () => Float64Array | undefined {
  let seen = Atomics.load(board.version, 0);
  return () => {
    const before = Atomics.load(board.version, 0);
    if (before === seen || before % 2 === 1) return undefined;
    const copy = board.values.slice();
    if (Atomics.load(board.version, 0) !== before) return undefined;
    seen = before;
    return copy;
  };
}

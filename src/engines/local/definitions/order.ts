import type { Draft } from './draft.ts';

/** Columns that follow from others; see {@link Structure} for the shapes. */
export interface Definitions {
  readonly level: Int32Array;
  readonly levels: number;
  readonly defines: Int32Array;
  readonly end: Int8Array;
  readonly starts: Int32Array;
  readonly rowsOf: Int32Array;
  /** Of the defined column in each of `rowsOf`. */
  readonly coefficients: Float64Array;
  /** The column that fills a row after this one has, or -1; only the first of a row is met through `defines`. */
  readonly nextFill: Int32Array;
}

/** Levels by J. Kahn's topological order; definitions on a circle are given up. */
export function inOrder(draft: Draft): Definitions {
  const { numCols, numRows } = draft.matrix;
  const waitsFor = new Int32Array(numCols);
  const followsFill = new Uint8Array(numCols);
  for (const next of draft.nextFill) if (next >= 0) followsFill[next] = 1;
  for (let c = 0; c < numCols; c++) {
    if (draft.rows[c] && followsFill[c] === 0)
      eachInput(draft, c, (input) => void (draft.rows[input] && waitsFor[c]!++));
  }
  const level = new Int32Array(numCols);
  const ready: number[] = [];
  for (let c = 0; c < numCols; c++) {
    if (draft.rows[c] && followsFill[c] === 0 && waitsFor[c] === 0) {
      level[c] = 1;
      ready.push(c);
    }
  }
  let levels = ready.length > 0 ? 2 : 1;
  for (let next = 0; next < ready.length; next++) {
    const column = ready[next]!;
    for (let i = draft.columns.starts[column]!; i < draft.columns.starts[column + 1]!; i++) {
      const user = draft.defines[draft.columns.indices[i]!]!;
      if (user < 0 || user === column) continue;
      level[user] = Math.max(level[user]!, level[column]! + 1);
      levels = Math.max(levels, level[user]! + 1);
      if (--waitsFor[user]! === 0) ready.push(user);
    }
  }
  for (let c = 0; c < numCols; c++) {
    if (waitsFor[c]! > 0) level[c] = 0;
    if (followsFill[c] === 0)
      for (let f = c; draft.nextFill[f]! >= 0; f = draft.nextFill[f]!) level[draft.nextFill[f]!] = level[c]!;
  }
  for (let row = 0; row < numRows; row++) {
    if (draft.defines[row]! >= 0 && level[draft.defines[row]!] === 0) draft.defines[row] = -1;
  }
  return {
    level,
    levels,
    defines: draft.defines,
    end: draft.end,
    nextFill: draft.nextFill,
    ...rowLists(draft, level),
  };
}

function eachInput(draft: Draft, column: number, visit: (input: number) => void): void {
  const { starts, indices } = draft.matrix;
  for (const row of draft.rows[column] ?? []) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const input = indices[at]!;
      // What fills the same row is filled together with it.
      if (input !== column && (draft.nextFill[column]! < 0 || draft.rows[input] !== draft.rows[column])) visit(input);
    }
  }
}

function rowLists(draft: Draft, level: Int32Array): Pick<Definitions, 'starts' | 'rowsOf' | 'coefficients'> {
  const starts = new Int32Array(level.length + 1);
  for (let c = 0; c < level.length; c++) starts[c + 1] = starts[c]! + (level[c] === 0 ? 0 : draft.rows[c]!.length);
  const rowsOf = new Int32Array(starts[level.length]!);
  const coefficients = new Float64Array(rowsOf.length);
  for (let c = 0; c < level.length; c++) {
    if (level[c] === 0) continue;
    rowsOf.set(draft.rows[c]!, starts[c]!);
    for (let i = starts[c]!; i < starts[c + 1]!; i++) coefficients[i] = coefficientIn(draft, rowsOf[i]!, c);
  }
  return { starts, rowsOf, coefficients };
}

function coefficientIn(draft: Draft, row: number, column: number): number {
  const { starts, indices, values } = draft.columns;
  for (let i = starts[column]!; i < starts[column + 1]!; i++) if (indices[i] === row) return values[i]!;
  return 0;
}

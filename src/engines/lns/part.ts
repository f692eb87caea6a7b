import type { State } from '../local/state.ts';
import type { Matrix } from '../matrix.ts';

/** A part of a matrix: some columns are free, the others stay at their values. */
export interface Part {
  readonly matrix: Matrix;
  /** For each column of the part, its column in the whole. */
  readonly columns: Int32Array;
  /** The present values of the part's columns. */
  readonly start: Float64Array;
}

/**
 * Cuts parts out of a matrix around the present state of a search, reusing its memory from one to the next. *Limits*
 * time linear in the entries of the free columns, whatever the size of the whole.
 */
export class Parts {
  readonly #state: State;
  readonly #placeOfColumn: Int32Array;
  readonly #placeOfRow: Int32Array;
  /** The decisions without a choice in each row: `loose[looseStarts[r]] ..`. */
  readonly #looseStarts: Int32Array;
  readonly #loose: Int32Array;

  constructor(state: State) {
    this.#state = state;
    [this.#looseStarts, this.#loose] = looseDecisions(state);
    this.#placeOfColumn = new Int32Array(state.matrix.numCols).fill(-1);
    this.#placeOfRow = new Int32Array(state.matrix.numRows).fill(-1);
  }

  /**
   * The part in which the decisions are free, and with them all columns that follow from them, all decisions of choices
   * that such a column opens or closes (as the blocks of a day on which an event may now be), and decisions without a
   * choice that share a row with them (as whether a resource is paid for); at most `limit` columns, or undefined when
   * there would be more. Unless it `isWide`, the columns that follow from the decisions, and no others.
   */
  around(decisions: Iterable<number>, limit: number, isWide = true): Part | undefined {
    const columns = this.#freed(decisions, limit, isWide);
    const part = columns.length <= limit ? this.#cut(columns) : undefined;
    for (const column of columns) this.#placeOfColumn[column] = -1;
    return part;
  }

  #freed(decisions: Iterable<number>, limit: number, isWide: boolean): number[] {
    const { starts, indices } = this.#state.columns;
    const { defines, level, group, nextFill } = this.#state.structure;
    const columns: number[] = [];
    const free = (column: number): void => {
      if (this.#placeOfColumn[column]! >= 0) return;
      this.#placeOfColumn[column] = columns.length;
      columns.push(column);
    };
    for (const decision of decisions) free(decision);
    for (let next = 0; next < columns.length && columns.length <= limit; next++) {
      const column = columns[next]!;
      if (nextFill[column]! >= 0) free(nextFill[column]!);
      for (let at = starts[column]!; at < starts[column + 1]!; at++) {
        const row = indices[at]!;
        if (defines[row]! >= 0) free(defines[row]!);
        if (!isWide) continue;
        if (level[column]! > 0) this.#eachOfChoice(row, group, free);
        for (let i = this.#looseStarts[row]!; i < this.#looseStarts[row + 1]!; i++) free(this.#loose[i]!);
      }
    }
    return columns;
  }

  #eachOfChoice(row: number, group: Int32Array, visit: (column: number) => void): void {
    const { starts, indices } = this.#state.matrix;
    const { defines } = this.#state.structure;
    // A choice that is defined by its way out is closed or opened by nothing else.
    if (defines[row]! >= 0) return;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) if (group[indices[at]!] === row) visit(indices[at]!);
  }

  #cut(columns: readonly number[]): Part {
    const { matrix, columns: whole, values } = this.#state;
    const rows: number[] = [];
    const sizes: number[] = [];
    const freed: number[] = [];
    for (const column of columns) {
      for (let at = whole.starts[column]!; at < whole.starts[column + 1]!; at++) {
        const row = whole.indices[at]!;
        let place = this.#placeOfRow[row]!;
        if (place < 0) {
          place = rows.length;
          this.#placeOfRow[row] = place;
          rows.push(row);
          sizes.push(0);
          freed.push(0);
        }
        sizes[place]!++;
        freed[place]! += whole.values[at]! * values[column]!;
      }
    }
    const starts = new Int32Array(rows.length + 1);
    for (let r = 0; r < rows.length; r++) starts[r + 1] = starts[r]! + sizes[r]!;
    const indices = new Int32Array(starts[rows.length]!);
    const entries = new Float64Array(indices.length);
    const fill = starts.slice();
    columns.forEach((column, c) => {
      for (let at = whole.starts[column]!; at < whole.starts[column + 1]!; at++) {
        const to = fill[this.#placeOfRow[whole.indices[at]!]!]!++;
        indices[to] = c;
        entries[to] = whole.values[at]!;
      }
    });
    const fixed = (place: number): number => this.#state.activityOf(rows[place]!) - freed[place]!;
    const of = (all: Float64Array): Float64Array => Float64Array.from(columns, (column) => all[column]!);
    const part: Part = {
      columns: Int32Array.from(columns),
      start: of(values),
      matrix: {
        numCols: columns.length,
        numRows: rows.length,
        colLower: of(matrix.colLower),
        colUpper: of(matrix.colUpper),
        cost: of(matrix.cost),
        rowLower: Float64Array.from(rows, (row, r) => matrix.rowLower[row]! - fixed(r)),
        rowUpper: Float64Array.from(rows, (row, r) => matrix.rowUpper[row]! - fixed(r)),
        starts,
        indices,
        values: entries,
        objective: { sense: 'minimize', offset: 0, scale: 1 },
      },
    };
    for (const row of rows) this.#placeOfRow[row] = -1;
    return part;
  }
}

function looseDecisions({ matrix, structure }: State): [Int32Array, Int32Array] {
  const starts = new Int32Array(matrix.numRows + 1);
  const loose: number[] = [];
  for (let row = 0; row < matrix.numRows; row++) {
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
      const column = matrix.indices[at]!;
      if (structure.level[column] === 0 && structure.group[column]! < 0) loose.push(column);
    }
    starts[row + 1] = loose.length;
  }
  return [starts, Int32Array.from(loose)];
}

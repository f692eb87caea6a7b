import type { Columns, Matrix } from '../matrix.ts';

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

/**
 * Finds columns whose best value follows from the others, so that a search need not move them.
 *
 * *Means* four forms, tried in this order:
 * - `y = sum`: an equation with a coefficient of 1 or -1 for y, where y alone stands on its side, or is the costliest
 *   of a choice (the way out when nothing is chosen);
 * - gates: a clause with y, when y's literal excludes each other literal of it, so that y's literal is exactly "none of
 *   the others", as in and, or, and their negations;
 * - extremes: y costs, or is an integer, and in every row that a larger y helps, nothing else helps in that direction:
 *   then the smallest value that those rows allow is best, as in a maximum; likewise the largest when y gains;
 * - fills: several columns that occur in one row only, and that alone can help it, take what it needs, cheapest first,
 *   as the growing steps of a convex cost do.
 * What would follow from itself, through others, stays a decision.
 *
 * *Source* one-way constraints (invariants) of constraint-based local search: P. Van Hentenryck and L. Michel,
 * "Constraint-Based Local Search", MIT Press 2005.
 */
export function definitionsOf(matrix: Matrix, columns: Columns): Definitions {
  const finder = new Finder(matrix, columns);
  finder.equations();
  finder.gates();
  finder.extremes();
  finder.fills();
  return finder.inOrder();
}

class Finder {
  readonly #matrix: Matrix;
  readonly #columns: Columns;
  readonly #defines: Int32Array;
  readonly #end: Int8Array;
  /** Row numbers by column, for extremes several. */
  readonly #rows: (Int32Array | undefined)[];
  readonly #binary: Uint8Array;
  readonly #nextFill: Int32Array;

  constructor(matrix: Matrix, columns: Columns) {
    this.#matrix = matrix;
    this.#columns = columns;
    this.#defines = new Int32Array(matrix.numRows).fill(-1);
    this.#end = new Int8Array(matrix.numCols);
    this.#rows = new Array(matrix.numCols).fill(undefined);
    this.#nextFill = new Int32Array(matrix.numCols).fill(-1);
    this.#binary = Uint8Array.from(matrix.colLower, (lo, c) => (lo === 0 && matrix.colUpper[c] === 1 ? 1 : 0));
  }

  #define(column: number, rows: Int32Array, end: -1 | 1): void {
    this.#rows[column] = rows;
    this.#end[column] = end;
    for (const row of rows) this.#defines[row] = column;
  }

  equations(): void {
    const { numRows, rowLower, rowUpper } = this.#matrix;
    for (let row = 0; row < numRows; row++) {
      if (rowLower[row] !== rowUpper[row]) continue;
      const column = this.#loneSideOf(row) ?? this.#wayOutOf(row);
      if (column !== undefined) this.#define(column, Int32Array.of(row), -1);
    }
  }

  /** The undefined column with coefficient 1 or -1 whose sign no other has; the last one in a row of two. */
  #loneSideOf(row: number): number | undefined {
    const { starts, indices, values } = this.#matrix;
    const [from, to] = [starts[row]!, starts[row + 1]!];
    const lone = { plus: 0, minus: 0, plusAt: -1, minusAt: -1 };
    for (let at = from; at < to; at++) {
      if (!Number.isInteger(values[at]!)) return undefined;
      if (values[at]! > 0) [lone.plus, lone.plusAt] = [lone.plus + 1, at];
      else [lone.minus, lone.minusAt] = [lone.minus + 1, at];
    }
    const found = [lone.plus === 1 ? lone.plusAt : -1, lone.minus === 1 ? lone.minusAt : -1]
      .filter((at) => at >= 0 && Math.abs(values[at]!) === 1 && this.#rows[indices[at]!] === undefined)
      .map((at) => indices[at]!);
    return to - from < 2 || found.length === 0 ? undefined : Math.max(...found);
  }

  /** In a choice of exactly one, the column that costs more than each other. */
  #wayOutOf(row: number): number | undefined {
    const { starts, indices, values, cost, rowUpper } = this.#matrix;
    if (rowUpper[row] !== 1) return undefined;
    let [best, second, column] = [0, 0, -1];
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const c = indices[at]!;
      if (values[at] !== 1 || this.#binary[c] === 0) return undefined;
      if (cost[c]! > best) [second, best, column] = [best, cost[c]!, c];
      else second = Math.max(second, cost[c]!);
    }
    return column >= 0 && best > second && this.#rows[column] === undefined ? column : undefined;
  }

  gates(): void {
    const { numRows, starts, indices, values } = this.#matrix;
    const signs = Int8Array.from({ length: numRows }, (_, row) => this.#clauseSign(row));
    const partners = this.#exclusionCounts(signs);
    const mark = new Int32Array(this.#matrix.numCols).fill(-1);
    for (let row = 0; row < numRows; row++) {
      const length = starts[row + 1]! - starts[row]!;
      if (length < 2 || this.#defines[row] !== -1) continue;
      const sign = signs[row]!;
      if (sign === 0) continue;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        const column = indices[at]!;
        if (this.#rows[column] !== undefined || partners[column]! < length - 1) continue;
        if (!this.#excludesOthers(row, at, { signs, mark })) continue;
        // The literal is as small as the clause allows.
        this.#define(column, Int32Array.of(row), sign * values[at]! > 0 ? -1 : 1);
        break;
      }
    }
  }

  /** +1 when the row reads "at least one literal" as it is, -1 when negated, 0 when it is no clause. */
  #clauseSign(row: number): -1 | 0 | 1 {
    const { starts, indices, values, rowLower, rowUpper } = this.#matrix;
    let [plus, minus] = [0, 0];
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      if (this.#binary[indices[at]!] === 0) return 0;
      if (values[at] === 1) plus++;
      else if (values[at] === -1) minus++;
      else return 0;
    }
    if (rowLower[row] === 1 - minus && rowUpper[row]! >= plus) return 1;
    return rowUpper[row] === plus - 1 && rowLower[row]! <= -minus ? -1 : 0;
  }

  #exclusionCounts(signs: Int8Array): Int32Array {
    const { numRows, numCols, starts, indices } = this.#matrix;
    const counts = new Int32Array(numCols);
    for (let row = 0; row < numRows; row++) {
      if (starts[row + 1]! - starts[row]! !== 2 || signs[row] === 0) continue;
      counts[indices[starts[row]!]!]!++;
      counts[indices[starts[row]! + 1]!]!++;
    }
    return counts;
  }

  /** Whether, for each other literal m of the clause, there is a clause of the negations of y's literal and m. */
  #excludesOthers(row: number, at: number, { signs, mark }: { signs: Int8Array; mark: Int32Array }): boolean {
    const { starts, indices, values } = this.#matrix;
    const column = indices[at]!;
    const sign = signs[row]!;
    const literal = sign * values[at]!;
    for (let i = this.#columns.starts[column]!; i < this.#columns.starts[column + 1]!; i++) {
      const other = this.#columns.indices[i]!;
      if (starts[other + 1]! - starts[other]! !== 2) continue;
      const itsSign = signs[other]!;
      if (itsSign === 0 || itsSign * this.#columns.values[i]! !== -literal) continue;
      const first = starts[other]!;
      const partner = indices[first] === column ? first + 1 : first;
      // Which literal of the partner is excluded: column and sign in one number.
      mark[indices[partner]!] = 2 * row + (itsSign * values[partner]! > 0 ? 0 : 1);
    }
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      if (i === at) continue;
      if (mark[indices[i]!] !== 2 * row + (sign * values[i]! > 0 ? 1 : 0)) return false;
    }
    return true;
  }

  extremes(): void {
    const { numCols, cost } = this.#matrix;
    for (let column = 0; column < numCols; column++) {
      if (this.#rows[column] !== undefined || (this.#binary[column] === 1 && cost[column] === 0)) continue;
      const ends = cost[column] === 0 ? ([-1, 1] as const) : ([cost[column]! > 0 ? -1 : 1] as const);
      for (const end of ends) {
        // Without a cost, only rows of one direction leave no reason for another value.
        const rows = this.#rowsThatPush(column, end, cost[column] === 0);
        if (rows === undefined || rows.length === 0) continue;
        this.#define(column, rows, end);
        break;
      }
    }
  }

  /** The rows that keep the column from its end, or undefined when one of them has something else that could give way. */
  #rowsThatPush(column: number, end: -1 | 1, onlyThose: boolean): Int32Array | undefined {
    const { rowLower, rowUpper, starts, indices, values } = this.#matrix;
    const rows: number[] = [];
    for (let i = this.#columns.starts[column]!; i < this.#columns.starts[column + 1]!; i++) {
      const row = this.#columns.indices[i]!;
      const rises = this.#columns.values[i]! * -end > 0;
      const needsMore = rowLower[row] !== Number.NEGATIVE_INFINITY;
      const needsLess = rowUpper[row] !== Number.POSITIVE_INFINITY;
      if (needsMore && needsLess) return undefined;
      if (rises !== needsMore) {
        if (onlyThose) return undefined;
        continue;
      }
      if (this.#defines[row] !== -1 || Math.abs(this.#columns.values[i]!) !== 1) return undefined;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        if (indices[at] !== column && values[at]! > 0 === this.#columns.values[i]! > 0) return undefined;
      }
      rows.push(row);
    }
    return Int32Array.from(rows);
  }

  fills(): void {
    const { numRows, indices, starts, rowLower, rowUpper } = this.#matrix;
    for (let row = 0; row < numRows; row++) {
      if (this.#defines[row] !== -1) continue;
      const needsMore = rowLower[row] !== Number.NEGATIVE_INFINITY;
      if (needsMore && rowUpper[row] !== Number.POSITIVE_INFINITY) continue;
      const filling: number[] = [];
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        if (this.#matrix.values[at]! > 0 !== needsMore) continue;
        if (!this.#isFilling(at, needsMore)) {
          filling.length = 0;
          break;
        }
        filling.push(indices[at]!);
      }
      this.#defineFills(row, filling);
    }
  }

  #isFilling(at: number, needsMore: boolean): boolean {
    const { indices, values, cost, colLower } = this.#matrix;
    const column = indices[at]!;
    const isSingle = this.#columns.starts[column + 1]! - this.#columns.starts[column]! === 1;
    return (
      isSingle &&
      values[at] === (needsMore ? 1 : -1) &&
      cost[column]! >= 0 &&
      colLower[column] === 0 &&
      !this.#rows[column]
    );
  }

  #defineFills(row: number, filling: number[]): void {
    if (filling.length === 0) return;
    filling.sort((a, b) => this.#matrix.cost[a]! - this.#matrix.cost[b]! || a - b);
    const rows = Int32Array.of(row);
    for (let i = filling.length - 1; i >= 0; i--) {
      this.#define(filling[i]!, rows, -1);
      this.#nextFill[filling[i]!] = filling[i + 1] ?? -1;
    }
  }

  /** Levels by J. Kahn's topological order; definitions on a circle are given up. */
  inOrder(): Definitions {
    const { numCols, numRows } = this.#matrix;
    const waitsFor = new Int32Array(numCols);
    const followsFill = new Uint8Array(numCols);
    for (const next of this.#nextFill) if (next >= 0) followsFill[next] = 1;
    for (let c = 0; c < numCols; c++) {
      if (followsFill[c] === 0) this.#eachInput(c, (input) => void (this.#rows[input] && waitsFor[c]!++));
    }
    const level = new Int32Array(numCols);
    const ready: number[] = [];
    for (let c = 0; c < numCols; c++) {
      if (this.#rows[c] && followsFill[c] === 0 && waitsFor[c] === 0) {
        level[c] = 1;
        ready.push(c);
      }
    }
    let levels = ready.length > 0 ? 2 : 1;
    for (let next = 0; next < ready.length; next++) {
      const column = ready[next]!;
      for (let i = this.#columns.starts[column]!; i < this.#columns.starts[column + 1]!; i++) {
        const user = this.#defines[this.#columns.indices[i]!]!;
        if (user < 0 || user === column) continue;
        level[user] = Math.max(level[user]!, level[column]! + 1);
        levels = Math.max(levels, level[user]! + 1);
        if (--waitsFor[user]! === 0) ready.push(user);
      }
    }
    for (let c = 0; c < numCols; c++) {
      if (waitsFor[c]! > 0) level[c] = 0;
      if (followsFill[c] === 0)
        for (let f = c; this.#nextFill[f]! >= 0; f = this.#nextFill[f]!) level[this.#nextFill[f]!] = level[c]!;
    }
    for (let row = 0; row < numRows; row++) {
      if (this.#defines[row]! >= 0 && level[this.#defines[row]!] === 0) this.#defines[row] = -1;
    }
    return {
      level,
      levels,
      defines: this.#defines,
      end: this.#end,
      nextFill: this.#nextFill,
      ...this.#rowLists(level),
    };
  }

  #eachInput(column: number, visit: (input: number) => void): void {
    const { starts, indices } = this.#matrix;
    for (const row of this.#rows[column] ?? []) {
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        const input = indices[at]!;
        // What fills the same row is filled together with it.
        if (input !== column && (this.#nextFill[column]! < 0 || this.#rows[input] !== this.#rows[column])) visit(input);
      }
    }
  }

  #rowLists(level: Int32Array): Pick<Definitions, 'starts' | 'rowsOf' | 'coefficients'> {
    const starts = new Int32Array(level.length + 1);
    for (let c = 0; c < level.length; c++) starts[c + 1] = starts[c]! + (level[c] === 0 ? 0 : this.#rows[c]!.length);
    const rowsOf = new Int32Array(starts[level.length]!);
    const coefficients = new Float64Array(rowsOf.length);
    for (let c = 0; c < level.length; c++) {
      if (level[c] === 0) continue;
      rowsOf.set(this.#rows[c]!, starts[c]!);
      for (let i = starts[c]!; i < starts[c + 1]!; i++) coefficients[i] = this.#coefficientIn(rowsOf[i]!, c);
    }
    return { starts, rowsOf, coefficients };
  }

  #coefficientIn(row: number, column: number): number {
    const { starts, indices, values } = this.#columns;
    for (let i = starts[column]!; i < starts[column + 1]!; i++) if (indices[i] === row) return values[i]!;
    return 0;
  }
}

import type { Columns, Matrix } from '../../matrix.ts';

/** Definitions while they are being found: at most one of each column, at most one in each row. */
export class Draft {
  readonly matrix: Matrix;
  readonly columns: Columns;
  /** Of each row the column that it defines, or -1. */
  readonly defines: Int32Array;
  /** -1 for a column that is to be as small as its rows allow, 1 for one that is to be as large. */
  readonly end: Int8Array;
  /** Row numbers by column, for extremes several. */
  readonly rows: (readonly number[] | undefined)[];
  readonly binary: Uint8Array;
  readonly nextFill: Int32Array;

  constructor(matrix: Matrix, columns: Columns) {
    this.matrix = matrix;
    this.columns = columns;
    this.defines = new Int32Array(matrix.numRows).fill(-1);
    this.end = new Int8Array(matrix.numCols);
    this.rows = new Array(matrix.numCols).fill(undefined);
    this.nextFill = new Int32Array(matrix.numCols).fill(-1);
    this.binary = new Uint8Array(matrix.numCols);
    for (let c = 0; c < matrix.numCols; c++) {
      if (matrix.colLower[c] === 0 && matrix.colUpper[c] === 1) this.binary[c] = 1;
    }
  }

  define(column: number, rows: readonly number[], end: -1 | 1): void {
    this.rows[column] = rows;
    this.end[column] = end;
    for (const row of rows) this.defines[row] = column;
  }
}

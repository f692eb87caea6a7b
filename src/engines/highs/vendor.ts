import vendorModule, { type Highs } from 'highs';
import { DovetailError, messageOf } from '../../errors.ts';
import type { Matrix } from '../matrix.ts';

/** At run time the package's default export is the loader; its types describe the CommonJS form. */
const loadHighs = vendorModule as unknown as typeof vendorModule.default;

let loading: Promise<Highs> | undefined;

/** The WebAssembly, loaded once on each thread. */
export async function load(): Promise<Highs> {
  try {
    loading ??= loadHighs();
    return await loading;
  } catch (cause) {
    loading = undefined;
    throw new DovetailError('engine/unavailable', `HiGHS cannot load: ${messageOf(cause)}`, {
      maybe: 'install its package again with "npm ci".',
      cause,
    });
  }
}

/** A matrix as HiGHS takes it, with columns of one kind. */
export function vendorData(matrix: Matrix, kind: number): Parameters<Highs['createModel']>[0] {
  const { numRows, numCols, starts, indices, values } = matrix;
  return {
    numCols,
    numRows,
    colCost: matrix.cost,
    colLower: matrix.colLower,
    colUpper: matrix.colUpper,
    rowLower: matrix.rowLower,
    rowUpper: matrix.rowUpper,
    matrix: { format: 'csr', numRows, numCols, starts, indices, values },
    integrality: new Array(numCols).fill(kind),
  };
}

import { isWithin, magnitudeOf } from '../magnitude.ts';
import type { Matrix } from '../matrix.ts';
import { load, vendorData } from './vendor.ts';

/** Beyond this, rounding would have a say in what is fractional. */
const MOST = 1e9;

export interface RelaxedLimits {
  /** Simplex iterations, which are ticks. */
  readonly ticks: number;
  readonly seconds: number;
  shouldStop(): boolean;
}

export interface Relaxed {
  /** A solution of the matrix without the demand that columns are whole; undefined when there is none within the limits. */
  readonly values?: Float64Array;
  readonly ticks: number;
}

export type SolveRelaxed = (matrix: Matrix, limits: RelaxedLimits) => Relaxed;

/** Loads the simplex method of HiGHS for relaxations of matrices. */
export async function createRelaxed(): Promise<SolveRelaxed> {
  const highs = await load();
  const { callbackType, modelStatus, variableType } = highs.constants;
  return (matrix, { ticks, seconds, shouldStop }) => {
    // HiGHS refuses limits below 0, which is what is left of a budget that is overdrawn.
    if (ticks < 1 || seconds <= 0) return { ticks: 0 };
    if (matrix.numCols === 0 || !isWithin(magnitudeOf(matrix), MOST)) return { ticks: 0 };
    const vendor = highs.createModel(vendorData(matrix, variableType.continuous));
    try {
      vendor.options.set({ output_flag: false, simplex_iteration_limit: Math.ceil(ticks), time_limit: seconds });
      const run = vendor.run({
        [callbackType.simplexInterrupt]: (event): undefined => {
          if (shouldStop()) event.interrupt();
        },
      });
      const used = Math.max(0, Number(vendor.info.get('simplex_iteration_count')));
      const { colValue } = vendor.getSolution();
      if (run.modelStatus !== modelStatus.optimal || !colValue) return { ticks: used };
      return { values: Float64Array.from(colValue), ticks: used };
    } finally {
      vendor.dispose();
    }
  };
}

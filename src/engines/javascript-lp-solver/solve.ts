import { DovetailError, messageOf } from '../../errors.ts';
import { now, type Solver } from '../engine.ts';
import { refuseMagnitude } from '../magnitude.ts';
import { type Matrix, solutionOf } from '../matrix.ts';
import type { Outcome } from '../outcome.ts';

interface Vendor {
  Solve(model: VendorModel & { readonly options: { readonly timeout: number; readonly tolerance: number } }): unknown;
}

/** The part of the package's model format that we write. */
interface VendorModel {
  readonly optimize: string;
  readonly opType: 'min';
  readonly constraints: Record<string, { min?: number; max?: number; equal?: number }>;
  readonly variables: Record<string, Record<string, number>>;
  readonly ints: Record<string, 1>;
}

/** It rounds to eight digits, so that larger sums would lose units. */
const MOST = 1e6;

/**
 * Loads the package. It solves synchronously and calls nothing back; its own timeout is honoured between branches.
 *
 * What it claims is not passed on as proved: it calls fractional points feasible when it is late, solvable models
 * infeasible, and worse points optimal. Its solutions are checked like any.
 */
export async function createSolver(): Promise<Solver<Matrix>> {
  const vendor = await load();
  return {
    async solve(matrix, run) {
      refuseMagnitude(matrix, 'javascript-lp-solver', MOST);
      const timeout = Math.max(1, run.deadline - now());
      const answer = vendor.Solve({ ...vendorModel(matrix), options: { timeout, tolerance: 0 } }) as Record<
        string,
        unknown
      >;
      return outcomeOf(matrix, { answer, isLate: now() >= run.deadline - 1 });
    },
  };
}

async function load(): Promise<Vendor> {
  try {
    return (await import('javascript-lp-solver')).default as unknown as Vendor;
  } catch (cause) {
    throw new DovetailError('engine/unavailable', `javascript-lp-solver cannot load: ${messageOf(cause)}`, {
      maybe: 'install its package again with "npm ci".',
      cause,
    });
  }
}

/**
 * The vendor's form, over variables counted from their lower bounds, because it takes every variable as 0 or more.
 * Upper bounds are rows of their own.
 */
function vendorModel(matrix: Matrix): VendorModel {
  const variables: Record<string, Record<string, number>> = {};
  const constraints: VendorModel['constraints'] = {};
  const ints: Record<string, 1> = {};
  for (let c = 0; c < matrix.numCols; c++) {
    variables[`x${c}`] = { cost: matrix.cost[c]!, [`u${c}`]: 1 };
    constraints[`u${c}`] = { max: matrix.colUpper[c]! - matrix.colLower[c]! };
    ints[`x${c}`] = 1;
  }
  for (let r = 0; r < matrix.numRows; r++) {
    let shift = 0;
    for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++) {
      const column = matrix.indices[at]!;
      variables[`x${column}`]![`r${r}`] = matrix.values[at]!;
      shift += matrix.values[at]! * matrix.colLower[column]!;
    }
    constraints[`r${r}`] = rangeOf(matrix.rowLower[r]! - shift, matrix.rowUpper[r]! - shift);
  }
  return { optimize: 'cost', opType: 'min', constraints, variables, ints };
}

function rangeOf(lower: number, upper: number): { min?: number; max?: number; equal?: number } {
  if (lower === upper) return { equal: lower };
  return {
    ...(Number.isFinite(lower) ? { min: lower } : {}),
    ...(Number.isFinite(upper) ? { max: upper } : {}),
  };
}

interface VendorAnswer {
  readonly answer: Record<string, unknown>;
  readonly isLate: boolean;
}

function outcomeOf(matrix: Matrix, { answer, isLate }: VendorAnswer): Outcome {
  const stopped = isLate ? 'time-limit' : 'engine-limit';
  if (answer.feasible !== true) return { proof: 'none', stopped };
  const values = matrix.colLower.map((lower, c) => lower + Math.round(Number(answer[`x${c}`] ?? 0)) + 0);
  const solution = solutionOf(matrix, values);
  if (!solution) return { proof: 'none', stopped };
  // Any solution is the answer where nothing is optimised.
  if (!matrix.objective) return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective };
  return { proof: 'none', stopped, solution };
}

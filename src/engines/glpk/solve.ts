import type { GLPK, LP } from 'glpk.js/node';
import { DovetailError } from '../../errors.ts';
import { now, type Solver } from '../engine.ts';
import { refuseMagnitude } from '../magnitude.ts';
import { type Matrix, outcomeWithoutColumns, solutionOf } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';

/** Its integer solver rounds to seven digits, and aborts on some whole numbers beyond 2^31. */
const MOST = 1e6;

/**
 * Loads GLPK. Its integer solver calls nothing back: one solution at the end, and only its clock or the end of its
 * thread stop it.
 */
export async function createSolver(): Promise<Solver<Matrix>> {
  const glpk = await load();
  return {
    async solve(matrix, run) {
      // GLPK aborts on a model without columns.
      if (matrix.numCols === 0) return outcomeWithoutColumns(matrix);
      refuseMagnitude(matrix, 'glpk', MOST);
      const seconds = Math.max(1, Math.ceil((run.deadline - now()) / 1000));
      const options = { msglev: glpk.GLP_MSG_OFF, presol: true, mipgap: 0, tmlim: seconds };
      const { result } = glpk.solve(vendorModel(glpk, matrix), options);
      return outcomeOf(glpk, matrix, { status: result.status, vars: result.vars, isLate: now() > run.deadline });
    },
  };
}

async function load(): Promise<GLPK> {
  try {
    // The package's default export wants a browser's Worker; "/node" is the synchronous one.
    const { default: create } = await import('glpk.js/node');
    return await create();
  } catch (cause) {
    throw new DovetailError('engine/unavailable', 'The package glpk.js is not installed or cannot load.', {
      maybe: 'install it with "npm install glpk.js"; its licence is GPL-3.0.',
      cause,
    });
  }
}

function vendorModel(glpk: GLPK, matrix: Matrix): LP {
  const bounds = (lb: number, ub: number) => ({ type: boundType(glpk, lb, ub), lb, ub });
  const subjectTo: LP['subjectTo'] = [];
  for (let r = 0; r < matrix.numRows; r++) {
    const vars: { name: string; coef: number }[] = [];
    for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++) {
      vars.push({ name: `x${matrix.indices[at]}`, coef: matrix.values[at]! });
    }
    subjectTo.push({ name: `r${r}`, vars, bnds: bounds(finite(matrix.rowLower[r]!), finite(matrix.rowUpper[r]!)) });
  }
  const names = Array.from(matrix.cost, (_, i) => `x${i}`);
  return {
    name: 'model',
    objective: {
      direction: glpk.GLP_MIN,
      name: 'cost',
      vars: names.map((name, i) => ({ name, coef: matrix.cost[i]! })),
    },
    subjectTo,
    bounds: names.map((name, i) => ({ name, ...bounds(matrix.colLower[i]!, matrix.colUpper[i]!) })),
    generals: names,
  };
}

/** GLPK reads the bound that its type does not name, so it must be a number. */
function finite(bound: number): number {
  return Number.isFinite(bound) ? bound : bound > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
}

function boundType(glpk: GLPK, lb: number, ub: number): number {
  if (lb === ub) return glpk.GLP_FX;
  const [hasLower, hasUpper] = [lb > -Number.MAX_VALUE, ub < Number.MAX_VALUE];
  if (hasLower && hasUpper) return glpk.GLP_DB;
  if (hasLower) return glpk.GLP_LO;
  return hasUpper ? glpk.GLP_UP : glpk.GLP_FR;
}

interface VendorResult {
  readonly status: number;
  readonly vars: Record<string, number>;
  readonly isLate: boolean;
}

function outcomeOf(glpk: GLPK, matrix: Matrix, { status, vars, isLate }: VendorResult): Outcome {
  const stopped = isLate ? 'time-limit' : 'engine-limit';
  switch (status) {
    case glpk.GLP_OPT: {
      const solution = roundedSolution(matrix, vars);
      if (!solution) return { proof: 'none', stopped: 'engine-limit' };
      return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective };
    }
    case glpk.GLP_FEAS: {
      const solution = roundedSolution(matrix, vars);
      return { proof: 'none', stopped, ...(solution ? { solution } : {}) };
    }
    case glpk.GLP_NOFEAS:
    // "Infeasible" is said of the last point, "no feasible" of the model; presolve gives the first for the second.
    case glpk.GLP_INFEAS:
      return status === glpk.GLP_NOFEAS ? { proof: 'infeasible', stopped: 'finished' } : { proof: 'none', stopped };
    case glpk.GLP_UNDEF:
      return { proof: 'none', stopped };
    default:
      throw new DovetailError('engine/unknown-status', `GLPK ended with status ${status}.`, {
        maybe: 'this release of GLPK has a status that is not handled; pin the earlier one.',
      });
  }
}

function roundedSolution(matrix: Matrix, vars: Record<string, number>): Solution | undefined {
  return solutionOf(
    matrix,
    matrix.cost.map((_, i) => Math.round(vars[`x${i}`] ?? 0) + 0),
  );
}

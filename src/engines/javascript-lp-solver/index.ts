import { type Engine, LINEAR_ONLY } from '../engine.ts';

/** A simplex and branch-and-bound solver in plain JavaScript (npm `javascript-lp-solver`, Unlicense). */
export const javascriptLpSolver: Engine = {
  name: 'javascript-lp-solver',
  description: 'branch and bound in plain JavaScript, for small linear models and places without WebAssembly',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  load: async () => (await import('./solve.ts')).createSolver(),
};

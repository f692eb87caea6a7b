import { type Engine, LINEAR_ONLY } from '../engine.ts';

/** GLPK, a simplex and branch-and-bound solver (npm `glpk.js`, GPL-3.0: a peer that the user chooses to install). */
export const glpk: Engine = {
  name: 'glpk',
  description: 'GLPK branch and bound for small linear models; optional, install glpk.js (GPL-3.0) to use it',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  load: async () => (await import('./solve.ts')).createSolver(),
};

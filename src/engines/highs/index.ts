import { type Engine, LINEAR_ONLY } from '../engine.ts';

/** HiGHS, a branch-and-cut solver for linear models, in WebAssembly (npm `highs`, MIT). */
export const highs: Engine = {
  name: 'highs',
  description: 'HiGHS branch and cut; proves optimality of small and middling linear models',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  beginsAlone: true,
  pauses: true,
  load: async () => (await import('./solve.ts')).createSolver(),
};

import { type Engine, LINEAR_ONLY } from '../engine.ts';

/** Large neighbourhood search: frees a part of the best solution at a time and solves that part exactly. */
export const lns: Engine = {
  name: 'lns',
  description: 'frees a part of the best solution at a time and solves it with HiGHS; improves large models, no proofs',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  pauses: true,
  load: async () => (await import('./solve.ts')).createSolver(),
};

import { type Engine, EVERYTHING } from '../engine.ts';

/** Large neighbourhood search for schedules: frees some tasks of the best one at a time and lets CP-SAT place them anew. */
export const scheduleLns: Engine = {
  name: 'schedule-lns',
  description: 'frees some tasks of the best schedule at a time and has CP-SAT place them; improves, seldom proves',
  form: 'model',
  accepts: EVERYTHING,
  pauses: true,
  load: async () => (await import('./solve.ts')).createSolver(),
};

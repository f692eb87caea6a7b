import { type Engine, LINEAR_ONLY } from '../engine.ts';

/**
 * Our own bounds, for models whose relaxation takes a simplex too long: prices of one row at a time (`ascent.ts`), and from there
 * a first-order method on the linear relaxation (`iteration.ts`), which the engine has its name from.
 */
export const pdhg: Engine = {
  name: 'pdhg',
  description: 'bounds of large linear models by a first-order method; finds no schedules, proves by its bound alone',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  pauses: true,
  load: async () => (await import('./solve.ts')).solver,
};

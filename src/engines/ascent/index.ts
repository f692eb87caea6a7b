import { type Engine, LINEAR_ONLY } from '../engine.ts';

/** Our own first bounds: prices of rows, one row at a time, soon near what the linear relaxation is worth. */
export const ascent: Engine = {
  name: 'ascent',
  description:
    'first bounds of linear models within a few hundred passes over the rows; finds no schedules, proves by its bound alone',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  pauses: true,
  load: async () => (await import('./solve.ts')).solver,
};

import { type Engine, EVERYTHING } from '../engine.ts';

/**
 * The oracle of the tests: tries every assignment against the definitions and knows no other mathematics.
 *
 * *Limits* meant for a few small variables; it stops at the deadline like any other.
 */
export const exhaustive: Engine = {
  name: 'exhaustive',
  description: 'tries every assignment; the oracle of the tests, for tiny models',
  form: 'model',
  accepts: EVERYTHING,
  load: async () => (await import('./enumerate.ts')).solver,
};

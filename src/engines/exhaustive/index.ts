import { KINDS, type Kind } from '../../language/constraints/index.ts';
import type { Engine } from '../engine.ts';

/**
 * The oracle of the tests: tries every assignment against the definitions and knows no other mathematics.
 *
 * *Limits* meant for a few small variables; it stops at the deadline like any other.
 */
export const exhaustive: Engine = {
  name: 'exhaustive',
  description: 'tries every assignment; the oracle of the tests, for tiny models',
  form: 'model',
  accepts: {
    pipeline: 'none',
    kinds: Object.keys(KINDS) as Kind[],
    enforcement: true,
    unions: true,
    intervals: true,
    assumptions: true,
  },
  load: async () => (await import('./enumerate.ts')).solver,
};

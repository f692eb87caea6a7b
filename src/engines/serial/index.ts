import { KINDS, type Kind } from '../../language/constraints/index.ts';
import type { Engine } from '../engine.ts';

/**
 * Our own constructive engine for models with intervals: schedules them one at a time, in orders that get better.
 *
 * It takes every kind of constraint and proves nothing; of a model without intervals it finds nothing.
 */
export const serial: Engine = {
  name: 'serial',
  description: 'schedules intervals one at a time by priority rules; first schedules in milliseconds, no proofs',
  form: 'model',
  accepts: {
    pipeline: 'none',
    kinds: Object.keys(KINDS) as Kind[],
    enforcement: true,
    unions: true,
    intervals: true,
    assumptions: true,
  },
  load: async () => (await import('./solve.ts')).solver,
};

import { KINDS, type Kind } from '../../language/constraints/index.ts';
import type { Engine } from '../engine.ts';

/**
 * Our own engine for schedules: reads machines, alternatives, precedences, resources and costs from the model, and
 * searches with the methods made for them.
 */
export const scheduling: Engine = {
  name: 'scheduling',
  description: 'searches schedules on machines, resources and calendars; first ones in milliseconds, proofs by bounds',
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

import { type Engine, EVERYTHING } from '../engine.ts';

/**
 * Our own engine for schedules: reads machines, alternatives, precedences, resources and costs from the model, and
 * searches with the methods made for them.
 */
export const scheduling: Engine = {
  name: 'scheduling',
  description: 'searches schedules on machines, resources and calendars; first ones in milliseconds, proofs by bounds',
  form: 'model',
  accepts: EVERYTHING,
  pauses: true,
  load: async () => (await import('./solve.ts')).solver,
};

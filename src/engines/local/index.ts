import { type Engine, LINEAR_ONLY } from '../engine.ts';

/** Our own primal engine: finds feasible solutions fast and improves them; it proves nothing. */
export const local: Engine = {
  name: 'local',
  description: 'construction and local search on linear models; first schedules in milliseconds, no proofs',
  form: 'matrix',
  accepts: LINEAR_ONLY,
  pauses: true,
  load: async () => (await import('./solve.ts')).solver,
};

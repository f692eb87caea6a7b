import { type Engine, EVERYTHING } from '../engine.ts';

/** A solver of the user's own, as a command that reads a CpModelProto and writes lines; see `solve.ts`. */
export const external: Engine = {
  name: 'external',
  description: 'a command of your own that reads a CpModelProto, named by DOVETAIL_EXTERNAL_ENGINE',
  form: 'model',
  accepts: EVERYTHING,
  load: async () => (await import('./solve.ts')).createSolver(),
};

import { KINDS, type Kind } from '../../language/constraints/index.ts';
import type { Engine } from '../engine.ts';

/** A solver of the user's own, as a command that reads a CpModelProto and writes lines; see `solve.ts`. */
export const external: Engine = {
  name: 'external',
  description: 'a command of your own that reads a CpModelProto, named by DOVETAIL_EXTERNAL_ENGINE',
  form: 'model',
  accepts: {
    pipeline: 'none',
    kinds: Object.keys(KINDS) as Kind[],
    enforcement: true,
    unions: true,
    intervals: true,
    assumptions: true,
  },
  load: async () => (await import('./solve.ts')).createSolver(),
};

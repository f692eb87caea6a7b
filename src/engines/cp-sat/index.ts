import { KINDS, type Kind } from '../../language/constraints/index.ts';
import type { Engine } from '../engine.ts';
import { requireRoom } from './room.ts';

/** Google's CP-SAT in WebAssembly (npm `or-tools-wasm`, Apache-2.0): the whole language, with proofs. */
export const cpSat: Engine = {
  name: 'cp-sat',
  description: 'OR-Tools CP-SAT; takes every kind of constraint and proves optimality and infeasibility',
  form: 'model',
  accepts: {
    pipeline: 'cp',
    kinds: Object.keys(KINDS) as Kind[],
    enforcement: true,
    unions: true,
    intervals: true,
    assumptions: true,
  },
  pauses: true,
  load: async () => {
    const solver = await (await import('./solve.ts')).createSolver();
    return {
      async solve(model, run) {
        requireRoom(model);
        return solver.solve(model, run);
      },
    };
  },
};

import { switchedArcs } from './enforcedCircuitToCircuit.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces enforced routes as {@link enforcedCircuitToCircuit} does; node 0 needs no self-loop to be left out. */
export const enforcedMultipleCircuitToMultipleCircuit: ConstraintRewrite<'multipleCircuit'> = {
  name: 'enforcedMultipleCircuitToMultipleCircuit',
  from: 'multipleCircuit',
  adds: 'a = arc and e, for arcs between nodes; a = arc or not e, for self-loops; i -> i if not e, for nodes but 0',
  exact: true,
  applies: (c) => (c.enforce?.length ?? 0) > 0,
  replace(c, target) {
    target.postAlways({ kind: 'multipleCircuit', ...switchedArcs(c, target, { enforce: c.enforce!, from: 1 }) });
  },
};

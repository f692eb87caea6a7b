import { nodeCount } from '../language/constraints/circuit.ts';
import { positionsFrom, postDegrees, postPositions } from './circuitToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces circuits through node 0 by degrees of the other nodes, and positions counted from node 0. */
export const multipleCircuitToLinear: ConstraintRewrite<'multipleCircuit'> = {
  name: 'multipleCircuitToLinear',
  from: 'multipleCircuit',
  adds: 'exactly one arc out of and into each node but 0; if arc i -> j, j not 0, then position[j] >= position[i] + 1',
  exact: true,
  replace(c, target) {
    postDegrees(c, target, 1);
    const positions = positionsFrom(0, nodeCount(c), target);
    postPositions(c, target, { positions, closing: (node) => node === 0 });
  },
};

import { nodeCount } from '../language/constraints/circuit.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/**
 * Adds a route that is always taken, to a node of its own and back, where there may be no route at all: CP-SAT calls
 * it infeasible when node 0 has no arc left.
 */
export const multipleCircuitToIdleRoute: ConstraintRewrite<'multipleCircuit'> = {
  name: 'multipleCircuitToIdleRoute',
  from: 'multipleCircuit',
  adds: 'true arcs 0 -> n and n -> 0 with a new node n, when every node but 0 has a self-loop',
  exact: true,
  applies(c) {
    const looped = new Set(c.tails.filter((tail, i) => tail === c.heads[i]));
    return c.literals.length > 0 && looped.size === nodeCount(c) - 1;
  },
  replace(c, target) {
    const idle = nodeCount(c);
    target.post({
      kind: 'multipleCircuit',
      tails: [...c.tails, 0, idle],
      heads: [...c.heads, idle, 0],
      literals: [...c.literals, target.truth(), target.truth()],
    });
  },
};

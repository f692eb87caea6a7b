import { type Arcs, nodeCount } from '../language/constraints/circuit.ts';
import { type Literal, not } from '../language/expression.ts';
import { conjunction } from './indicators.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Replaces an enforced circuit by one of arcs that all stand on self-loops when it is not enforced: CP-SAT 9.15 can
 * abort on an enforced circuit that does not hold.
 */
export const enforcedCircuitToCircuit: ConstraintRewrite<'circuit'> = {
  name: 'enforcedCircuitToCircuit',
  from: 'circuit',
  adds: 'a = arc and e, for arcs between nodes; a = arc or not e, for self-loops; i -> i if not e, for other nodes',
  exact: true,
  applies: (c) => (c.enforce?.length ?? 0) > 0,
  replace(c, target) {
    target.postAlways({ kind: 'circuit', ...switchedArcs(c, target, { enforce: c.enforce!, from: 0 }) });
  },
};

interface Switch {
  readonly enforce: readonly Literal[];
  /** The first node that must be visited or stand on a self-loop. */
  readonly from: number;
}

/** Arcs that stand on self-loops unless all the literals of `enforce` are true. */
export function switchedArcs({ tails, heads, literals }: Arcs, target: Target, { enforce, from }: Switch): Arcs {
  const on = conjunction(target, enforce);
  const looped = new Set<number>();
  const switched = literals.map((literal, i) => {
    if (tails[i] !== heads[i]) return conjunction(target, [literal, on]);
    looped.add(tails[i]!);
    return not(conjunction(target, [not(literal), on]));
  });
  const nodes = nodeCount({ tails, heads, literals });
  const others = Array.from({ length: nodes }, (_, node) => node).filter((node) => node >= from && !looped.has(node));
  return {
    tails: [...tails, ...others],
    heads: [...heads, ...others],
    literals: [...switched, ...others.map(() => not(on))],
  };
}

import { type Arcs, nodeCount } from '../language/constraints/circuit.ts';
import { compare } from '../language/constraints/linear.ts';
import { type Expression, type Literal, minus, not, sum, term } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Replaces a circuit by degrees and positions.
 *
 * A node without a self-loop is on the circuit for certain and serves as its root. Without such a node, a literal
 * `root[i]` says where the circuit may close; at most one does, so that there is at most one circuit.
 * *Source* C. E. Miller, A. W. Tucker, R. A. Zemlin, "Integer programming formulation of traveling salesman problems",
 * Journal of the ACM 7, 1960.
 */
export const circuitToLinear: ConstraintRewrite<'circuit'> = {
  name: 'circuitToLinear',
  from: 'circuit',
  adds: 'exactly one arc out of and into each node; if arc i -> j, j not the root, then position[j] >= position[i] + 1',
  exact: true,
  replace(c, target) {
    const nodes = nodeCount(c);
    postDegrees(c, target, 0);
    const root = nodesWithoutLoop(c)[0];
    if (root !== undefined) {
      postPositions(c, target, { positions: positionsFrom(root, nodes, target), closing: (node) => node === root });
      return;
    }
    const roots = Array.from({ length: nodes }, () => target.boolean());
    target.postAlways({ kind: 'atMostOne', literals: roots.slice() });
    const positions = roots.map(() => term(target.integer(0, Math.max(0, nodes - 1))));
    postPositions(c, target, { positions, closing: (node) => roots[node]! });
  },
};

function nodesWithoutLoop(arcs: Arcs): number[] {
  const looped = new Set(arcs.tails.filter((tail, i) => tail === arcs.heads[i]));
  return Array.from({ length: nodeCount(arcs) }, (_, node) => node).filter((node) => !looped.has(node));
}

/** Posts that exactly one arc leaves and one enters each node from the given one on. */
export function postDegrees(arcs: Arcs, target: Target, from: number): void {
  for (const ends of [arcs.tails, arcs.heads]) {
    const lists = Array.from({ length: nodeCount(arcs) }, (): Literal[] => []);
    ends.forEach((node, i) => lists[node]!.push(arcs.literals[i]!));
    for (const literals of lists.slice(from)) target.post({ kind: 'exactlyOne', literals });
  }
}

/** Positions along circuits through a root: 0 for the root, 1 or more for the others. */
export function positionsFrom(root: number, nodes: number, target: Target): Expression[] {
  return Array.from({ length: nodes }, (_, node) =>
    node === root ? sum([]) : term(target.integer(1, Math.max(1, nodes - 1))),
  );
}

interface Positions {
  readonly positions: readonly Expression[];
  /** Whether arcs into a node close a circuit and need no position: always, never, or when a literal is true. */
  readonly closing: (node: number) => boolean | Literal;
}

/** Posts that positions increase along the arcs, except into a node where circuits close. */
export function postPositions(arcs: Arcs, target: Target, { positions, closing }: Positions): void {
  arcs.literals.forEach((literal, i) => {
    const [tail, head] = [arcs.tails[i]!, arcs.heads[i]!];
    const closes = closing(head);
    if (tail === head || closes === true) return;
    const step = minus(positions[head]!, positions[tail]!);
    if (target.bounds(step)[0] >= 1) return;
    const enforce = closes === false ? [literal] : [literal, not(closes)];
    target.post({ ...compare(step, '>=', 1), enforce });
  });
}

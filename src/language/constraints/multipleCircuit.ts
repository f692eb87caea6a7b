import { type ConstraintBase, type ConstraintKind, isTrue } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import { arcFields, arcText, checkArcs, nodeCount } from './circuit.ts';
import type { Fields } from './fields.ts';

const schema = (fields: Fields) =>
  fields.z.strictObject({ kind: fields.z.literal('multipleCircuit'), ...fields.base, ...arcFields(fields) });

/**
 * *Means* the arcs whose literal is true form any number of circuits, all through node 0 and otherwise disjoint; every
 * node other than 0 is on exactly one of them or on its own self-loop (the routes of vehicles from a depot).
 *
 * *Shapes* as for `circuit`, and node 0 has no self-loop.
 */
export interface MultipleCircuit extends ConstraintBase {
  readonly kind: 'multipleCircuit';
  readonly tails: readonly number[];
  readonly heads: readonly number[];
  readonly literals: readonly Literal[];
}

export const multipleCircuit: ConstraintKind<MultipleCircuit> = {
  kind: 'multipleCircuit',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  check(c, scope) {
    checkArcs(c, scope);
    const hasLoop = c.tails.some((tail, i) => tail === 0 && c.heads[i] === 0);
    if (hasLoop) scope.fail('has a self-loop at node 0', 'leave it out: node 0 may have no route at all.');
  },
  holds(c, { values }) {
    const nodes = nodeCount(c);
    const next = new Array<number>(nodes).fill(-1);
    const entered = new Array<boolean>(nodes).fill(false);
    const routes: number[] = [];
    let returns = 0;
    for (let i = 0; i < c.literals.length; i++) {
      if (!isTrue(c.literals[i]!, values)) continue;
      const [tail, head] = [c.tails[i]!, c.heads[i]!];
      if (tail === 0) routes.push(head);
      else if (next[tail] !== -1) return false;
      else next[tail] = head;
      if (head === 0) returns++;
      else if (entered[head]) return false;
      else entered[head] = true;
    }
    if (returns !== routes.length) return false;
    return everyNodeIsVisited(next, routes);
  },
  print(c, names) {
    return `multipleCircuit(${arcText(c, names)})`;
  },
};

/** Follows each route from node 0 until it returns; nodes left over must stand on self-loops. */
function everyNodeIsVisited(next: readonly number[], routes: readonly number[]): boolean {
  const visited = new Set<number>([0]);
  for (const first of routes) {
    for (let node = first; node !== 0; node = next[node]!) {
      if (node === -1 || visited.has(node)) return false;
      visited.add(node);
    }
  }
  return next.every((to, node) => visited.has(node) || to === node);
}

import { type ConstraintBase, type ConstraintKind, isTrue, type Scope } from '../constraint.ts';
import type { Literal } from '../expression.ts';
import type { Names } from '../names.ts';
import type { Fields } from './fields.ts';

/** The fields of a graph whose arcs are chosen by literals. */
export const arcFields = ({ integer, list, literals }: Fields) => ({
  tails: list(integer.nonnegative()),
  heads: list(integer.nonnegative()),
  literals,
});

const schema = (fields: Fields) =>
  fields.z.strictObject({ kind: fields.z.literal('circuit'), ...fields.base, ...arcFields(fields) });

/**
 * *Means* the arcs `tails[i] -> heads[i]` whose `literals[i]` is true form one circuit through all nodes, except those
 * whose self-loop is true.
 *
 * *Shapes* the three lists have the same length; the nodes are 0 to the greatest one named, and each of them has an
 * arc and at most one self-loop. All nodes on self-loops is allowed.
 */
export interface Circuit extends ConstraintBase {
  readonly kind: 'circuit';
  readonly tails: readonly number[];
  readonly heads: readonly number[];
  readonly literals: readonly Literal[];
}

export const circuit: ConstraintKind<Circuit> = {
  kind: 'circuit',
  schema,
  visit(c, visitor) {
    for (const literal of c.literals) visitor.literal(literal);
  },
  check: checkArcs,
  holds(c, { values }) {
    const nodes = nodeCount(c);
    const next = new Array<number>(nodes).fill(-1);
    const entered = new Array<boolean>(nodes).fill(false);
    for (let i = 0; i < c.literals.length; i++) {
      if (!isTrue(c.literals[i]!, values)) continue;
      const [tail, head] = [c.tails[i]!, c.heads[i]!];
      if (next[tail] !== -1 || entered[head]) return false;
      next[tail] = head;
      entered[head] = true;
    }
    if (next.includes(-1)) return false;
    return circuitsOf(next) <= 1;
  },
  print(c, names) {
    return `circuit(${arcText(c, names)})`;
  },
};

/** A graph whose arcs are chosen by literals. */
export interface Arcs {
  readonly tails: readonly number[];
  readonly heads: readonly number[];
  readonly literals: readonly number[];
}

/** The number of nodes: the greatest one named, plus one. */
export function nodeCount(arcs: Arcs): number {
  let greatest = -1;
  for (const node of arcs.tails) greatest = Math.max(greatest, node);
  for (const node of arcs.heads) greatest = Math.max(greatest, node);
  return greatest + 1;
}

export function checkArcs(arcs: Arcs, scope: Scope): void {
  const { tails, heads, literals: chosen } = arcs;
  if (tails.length !== heads.length || tails.length !== chosen.length) {
    scope.fail(
      `has ${tails.length} tails, ${heads.length} heads and ${chosen.length} literals`,
      'give the three lists the same length.',
    );
  }
  // A gap is one fault, however long it is: numbers of nodes may be as large as numbers are.
  let next = 0;
  for (const node of new Set(Float64Array.from([...tails, ...heads]).sort())) {
    if (node > next) {
      const gap = node === next + 1 ? `node ${next}` : `the nodes ${next} to ${node - 1}`;
      scope.fail(`has no arc at ${gap}`, 'number the nodes from 0 without a gap.');
    }
    next = node + 1;
  }
  const looped = new Set<number>();
  tails.forEach((node, i) => {
    if (heads[i] !== node) return;
    if (looped.has(node)) scope.fail(`has two self-loops at node ${node}`, 'join their literals into one.');
    looped.add(node);
  });
}

export function arcText(arcs: Arcs, names: Names): string {
  return arcs.tails.map((tail, i) => `${tail}->${arcs.heads[i]} if ${names.literal(arcs.literals[i]!)}`).join(', ');
}

function circuitsOf(next: readonly number[]): number {
  const seen = new Set<number>();
  let circuits = 0;
  for (let from = 0; from < next.length; from++) {
    if (next[from] === from || seen.has(from)) continue;
    circuits++;
    for (let node = from; !seen.has(node); node = next[node]!) seen.add(node);
  }
  return circuits;
}

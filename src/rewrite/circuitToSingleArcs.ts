import type { Arcs } from '../language/constraints/circuit.ts';
import { type Literal, not } from '../language/expression.ts';
import { conjunction } from './indicators.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Joins parallel arcs into one: CP-SAT can abort on parallel arcs whose literals exclude each other. */
export const circuitToSingleArcs: ConstraintRewrite<'circuit'> = {
  name: 'circuitToSingleArcs',
  from: 'circuit',
  adds: 'a = or(parallel arcs), at most one of them true, for each pair of nodes with several arcs',
  exact: true,
  applies: (c) => arcsByPair(c).size < c.literals.length,
  replace(c, target) {
    const [tails, heads, literals]: [number[], number[], Literal[]] = [[], [], []];
    for (const { tail, head, parallel } of arcsByPair(c).values()) {
      tails.push(tail);
      heads.push(head);
      literals.push(not(conjunction(target, parallel.map(not))));
      if (parallel.length > 1) target.post({ kind: 'atMostOne', literals: parallel });
    }
    target.post({ kind: 'circuit', tails, heads, literals });
  },
};

interface Bundle {
  readonly tail: number;
  readonly head: number;
  readonly parallel: Literal[];
}

function arcsByPair({ tails, heads, literals }: Arcs): Map<string, Bundle> {
  const bundles = new Map<string, Bundle>();
  literals.forEach((literal, i) => {
    const [tail, head] = [tails[i]!, heads[i]!];
    const bundle = bundles.get(`${tail} ${head}`);
    if (bundle) bundle.parallel.push(literal);
    else bundles.set(`${tail} ${head}`, { tail, head, parallel: [literal] });
  });
  return bundles;
}

import type { ModelBuilder } from '../../../src/language/builder.ts';
import { not } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { enforced, small } from './small.ts';

type Pair = readonly [tail: number, head: number];

/** Arcs, each with a literal of its own. */
function arcsOf(m: ModelBuilder, pairs: readonly Pair[]) {
  return {
    tails: pairs.map(([tail]) => tail),
    heads: pairs.map(([, head]) => head),
    literals: pairs.map(([tail, head]) => m.boolean(`a${tail}${head}`)),
  };
}

const GRAPHS: Readonly<Record<string, readonly Pair[]>> = {
  'three nodes': pairs('01 02 10 12 20 21'),
  'node 0 certain': pairs('01 10 12 20 11 22'),
  'two rings that share no node': pairs('01 10 23 32 11 22 33'),
  'two rings of optional nodes': pairs('01 10 23 32 00 11 22 33'),
  'two parallel arcs': pairs('01 01 10'),
  'a node that cannot be left': pairs('01 10 12 00 11'),
  'self-loops only': pairs('00 11'),
  'one self-loop': pairs('00'),
  nothing: [],
};

/** Each word two digits: from this node to that one. */
function pairs(text: string): Pair[] {
  return text.split(' ').map((word) => [Number(word[0]), Number(word[1])]);
}

export function circuits(kind: 'circuit' | 'multipleCircuit'): Model[] {
  // Routes have no self-loop at node 0, because it need not be visited.
  const isLegal = ([tail, head]: Pair): boolean => kind === 'circuit' || tail + head > 0;
  const complete = pairs('00 01 02 10 11 12 20 21 22').filter(isLegal);
  const graphs = Object.entries(GRAPHS).filter(([, arcs]) => arcs.some(isLegal) || arcs.length === 0);
  const meaningful = graphs.filter(([name]) => kind === 'circuit' || name !== 'self-loops only');
  return [
    ...meaningful.flatMap(([name, arcs]) =>
      enforced(`${kind} of ${name}`, (m) => ({ kind, ...arcsOf(m, arcs.filter(isLegal)) })),
    ),
    small(`${kind} of three optional nodes`, (m) => m.add({ kind, ...arcsOf(m, complete) })),
    small(`${kind} of two rings and a way between`, (m) =>
      m.add({ kind, ...arcsOf(m, pairs('01 10 23 32 12 30 00 11 22 33').filter(isLegal)) }),
    ),
    ...enforced(`${kind} with shared and negated literals`, (m) => {
      const [a, b, c] = [m.boolean('a'), m.boolean('b'), m.boolean('c')];
      const literals = [a, not(a), b, not(a), c, not(c), not(c)];
      const arcs = pairs('01 00 10 11 22 12 20').map((pair, i) => ({ pair, literal: literals[i]! }));
      const legal = arcs.filter(({ pair }) => isLegal(pair));
      return {
        kind,
        tails: legal.map(({ pair }) => pair[0]),
        heads: legal.map(({ pair }) => pair[1]),
        literals: legal.map(({ literal }) => literal),
      };
    }),
  ];
}

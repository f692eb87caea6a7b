import type { ModelBuilder } from '../../../src/language/builder.ts';
import { type Literal, not, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { enforced, small } from './small.ts';

/** Lists of literals that have a trap for each kind that is made of them. */
export function literalLists(kind: 'boolOr' | 'boolAnd' | 'boolXor' | 'atMostOne' | 'exactlyOne'): Model[] {
  const abc = (m: ModelBuilder): [number, number, number] => [m.boolean('a'), m.boolean('b'), m.boolean('c')];
  const lists: Record<string, (m: ModelBuilder) => Literal[]> = {
    'three literals': abc,
    'a negated literal': (m) => {
      const [a, b, c] = abc(m);
      return [a, not(b), c];
    },
    'no literal': () => [],
    'one literal': (m) => [m.boolean('a')],
    'a literal twice': (m) => {
      const [a, b, c] = abc(m);
      return [a, b, a, not(c)];
    },
    'a literal three times': (m) => {
      const a = m.boolean('a');
      return [a, a, a];
    },
    'a literal and its negation': (m) => {
      const [a, b] = abc(m);
      return [a, b, not(a)];
    },
    'a fixed true literal': (m) => [m.boolean('a'), m.integer(1, 1, 'one'), m.boolean('b')],
    'a fixed false literal': (m) => [m.boolean('a'), m.integer(0, 0, 'zero'), not(m.boolean('b'))],
    'five literals': (m) => [...abc(m), m.boolean('d'), m.boolean('f')],
  };
  const models = Object.entries(lists).flatMap(([name, list]) =>
    enforced(`${kind} of ${name}`, (m) => ({ kind, literals: list(m) })),
  );
  return [
    ...models,
    small(`${kind} enforced by its own literal`, (m) => {
      const [a, b, c] = abc(m);
      m.add({ kind, literals: [a, b, c] }, { enforce: [not(a)] });
    }),
    small(`${kind} enforced by a literal twice and a fixed one`, (m) => {
      const [a, b, p] = abc(m);
      m.add({ kind, literals: [a, b] }, { enforce: [p, m.integer(1, 1, 'one'), p] });
    }),
    small(`${kind} that is never enforced`, (m) => {
      const [a, b, p] = abc(m);
      m.add({ kind, literals: [a, b] }, { enforce: [p, not(p)] });
    }),
    small(`${kind} with an objective`, (m) => {
      const [a, b, c] = abc(m);
      m.add({ kind, literals: [a, not(b), c] });
      m.maximize(weighted([a, b, c], [3, 2, -1], 7));
    }),
  ];
}

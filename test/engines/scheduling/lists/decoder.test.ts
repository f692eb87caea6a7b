import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { Decoder } from '../../../../src/engines/scheduling/lists/decoder.ts';
import { forward } from '../../../../src/engines/scheduling/lists/direction.ts';
import { packed } from '../../../../src/engines/scheduling/lists/packing.ts';
import { spansOf } from '../../../../src/engines/scheduling/lists/profiles.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import type { Shop } from '../../../../src/engines/scheduling/shop.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import { cases } from '../../../support/deep.ts';
import { arbitraryShop } from '../support/arbitraryShop.ts';

const RUNS = cases(100, 1000);

/** The first start at which a mode fits, minute by minute, resource by resource, pair by pair; the definition of the decoder. */
function naive(shop: Shop, list: Int32Array, mode: Int32Array): Int32Array {
  const start = new Int32Array(shop.taskCount);
  const used = shop.resources.map(({ blocks }) => {
    const load = new Map<number, number>();
    for (const { start: from, size, demand } of blocks) {
      for (let t = from; t < from + size; t++) load.set(t, (load.get(t) ?? 0) + demand);
    }
    return load;
  });
  const stands = shop.resources.map(({ blocks }) =>
    blocks.map(({ start: from, size, family }) => ({ from, to: from + size, family })),
  );
  const usesOf = (m: number): number[] =>
    Array.from({ length: shop.useFrom[m + 1]! - shop.useFrom[m]! }, (_, i) => shop.useFrom[m]! + i);
  const minutes = (u: number, at: number): number[] =>
    Array.from({ length: shop.useSize[u]! }, (_, i) => at + shop.useOffset[u]! + i);
  for (const t of list) {
    const m = mode[t]!;
    let at = shop.earliest[m]!;
    for (const { from, to, lag } of shop.precedences) {
      if (to.task !== t) continue;
      const after = from.at[mode[from.task]! - shop.modeFrom[from.task]!]!;
      at = Math.max(at, start[from.task]! + after + lag - to.at[m - shop.modeFrom[t]!]!);
    }
    const fits = (begin: number): boolean =>
      usesOf(m).every((u) => {
        const { capacity } = shop.resources[shop.useResource[u]!]!;
        const load = used[shop.useResource[u]!]!;
        const isFree = minutes(u, begin).every((time) => (load.get(time) ?? 0) + shop.useDemand[u]! <= capacity);
        const { transitions } = shop.resources[shop.useResource[u]!]!;
        if (!transitions) return isFree;
        const from = begin + shop.useOffset[u]!;
        const to = from + shop.useSize[u]!;
        return stands[shop.useResource[u]!]!.every(
          (other) =>
            other.to + transitions[other.family]![shop.useFamily[u]!]! <= from ||
            to + transitions[shop.useFamily[u]!]![other.family]! <= other.from,
        );
      });
    while (!fits(at)) at++;
    start[t] = at;
    for (const u of usesOf(m)) {
      const load = used[shop.useResource[u]!]!;
      for (const time of minutes(u, at)) load.set(time, (load.get(time) ?? 0) + shop.useDemand[u]!);
      const from = at + shop.useOffset[u]!;
      stands[shop.useResource[u]!]!.push({ from, to: from + shop.useSize[u]!, family: shop.useFamily[u]! });
    }
  }
  return start;
}

const EVERYTHING = { alternatives: true, optional: true, operators: true, calendar: true };
/** With one mode for each task, which is decoded faster, and with several. */
const MIXTURES = [
  { setups: true, calendar: true },
  { setups: true, alternatives: true, operators: true },
  { operators: true },
  { operators: true, calendar: true, tardiness: true },
  EVERYTHING,
];

test('places every task where minute by minute it is first free, and its schedules hold', () => {
  let feasible = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...MIXTURES).chain((features) => arbitraryShop(features, 10)),
      fc.nat(999),
      (model, seed) => {
        const { shop, projection } = readShop(model)!;
        const random = new Random(seed);
        // Predecessors come before their successors in the order in which they were written.
        const list = Int32Array.from({ length: shop.taskCount }, (_, t) => t);
        for (let i = 0; i + 1 < list.length; i++) {
          const [a, b] = [list[i]!, list[i + 1]!];
          if (random.below(2) === 0 || shop.precedences.some(({ from, to }) => from.task === a && to.task === b))
            continue;
          [list[i], list[i + 1]] = [b, a];
        }
        const mode = Int32Array.from(list, (_, t) => {
          const count = shop.modeFrom[t + 1]! - shop.modeFrom[t]!;
          return shop.modeFrom[t]! + random.below(count);
        });
        const start = new Int32Array(shop.taskCount);
        const decoders = [packed(shop)!, spansOf(shop)!].map((supply) => new Decoder(forward(shop, supply)));
        for (const decoder of [...decoders, ...decoders]) {
          const isPlaced = decoder.decode(list, mode, start);
          expect([...start]).toEqual([...naive(shop, list, mode)]);
          if (!isPlaced) continue;
          feasible++;
          expect(isFeasible(model, projection.valuesOf({ start, mode }))).toBe(true);
        }
      },
    ),
    { numRuns: RUNS, seed: 4 },
  );
  expect(feasible).toBeGreaterThan(RUNS / 2);
});

test('resources that do not fit into one word are spread over several', () => {
  // Seven capacities of 1000 need 11 bits each with their guards: two to a word.
  const model = new ModelBuilder();
  const tasks = [0, 1].map(() => model.interval({ start: term(model.integer(0, 9)), size: constant(2) }));
  for (let r = 0; r < 7; r++) model.cumulative(tasks, [constant(600), constant(r === 6 ? 401 : 400)], constant(1000));
  model.minimize(tasks[1]!.end);
  const { shop } = readShop(model.build())!;
  const packing = packed(shop)!;
  expect(packing.words).toBe(4);
  const start = new Int32Array(2);
  expect(new Decoder(forward(shop, packing)).decode(Int32Array.of(0, 1), Int32Array.of(0, 1), start)).toBe(true);
  // Only the last resource is too small for both.
  expect([...start]).toEqual([0, 2]);
});

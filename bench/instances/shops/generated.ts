import { Random } from '../../../src/engines/random.ts';
import { type IntervalHandle, ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../src/language/constraints/max.ts';
import { constant, type Expression, term, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';

/** What makes a generated shop different from a plain one. */
export const SHOP_KINDS = [
  'operators',
  'calendar',
  'alternatives',
  'tardiness',
  'flow',
  'everything',
  'setups',
] as const;

export type ShopKind = (typeof SHOP_KINDS)[number];

interface Parts {
  readonly model: ModelBuilder;
  readonly random: Random;
  readonly kind: ShopKind;
  readonly machines: IntervalHandle[][];
  readonly all: IntervalHandle[];
  readonly horizon: number;
}

/** A shop of 12 to 20 jobs on 6 to 10 machines with durations of 5 to 60, by kind and seed. */
export function generatedShop(kind: ShopKind, seed: number): Model {
  const random = new Random(seed * 31 + SHOP_KINDS.indexOf(kind));
  const jobs = 12 + random.below(9);
  const count = 6 + random.below(5);
  const model = new ModelBuilder(`${kind}-${seed}`);
  const machines: IntervalHandle[][] = Array.from({ length: count }, () => []);
  const parts: Parts = { model, random, kind, machines, all: [], horizon: jobs * count * 60 };
  const has = (...kinds: ShopKind[]): boolean => kinds.includes(kind);
  const chains = Array.from({ length: jobs }, () => chain(parts));
  if (has('operators', 'everything')) {
    const ones = parts.all.map(() => constant(1));
    model.cumulative(parts.all, ones, constant(Math.ceil(count * 0.6)));
  }
  if (has('calendar', 'everything')) addNights(parts);
  for (const machine of machines) {
    if (has('setups')) model.noOverlap(machine, { transitions: familiesOf(machine, random) });
    else model.noOverlap(machine);
  }
  if (has('tardiness', 'everything')) minimizeTardiness(parts, chains);
  else if (has('flow')) model.minimize(sumOf(chains.map(({ end }) => [end, 1] as const)));
  else {
    const makespan = term(model.integer(0, parts.horizon));
    const ends = chains.map(({ end }) => end);
    model.add(maxEquality(makespan, ends));
    model.minimize(makespan);
  }
  return model.build();
}

interface Chain {
  readonly end: Expression;
  readonly work: number;
}

/** A job: operations on all machines in some order, one after the other. */
function chain({ model, random, kind, machines, all, horizon }: Parts): Chain {
  const order = machines.map((_, m) => m);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  let end: Expression = constant(0);
  let work = 0;
  for (const first of order) {
    const start = term(model.integer(0, horizon));
    model.add(compare(start, '>=', end));
    const time = 5 + random.below(56);
    work += time;
    const isFree = (kind === 'alternatives' || kind === 'everything') && random.below(3) > 0;
    if (!isFree) {
      const interval = model.interval({ start, size: constant(time) });
      machines[first]!.push(interval);
      all.push(interval);
      end = interval.end;
      continue;
    }
    const own = term(model.integer(0, horizon));
    const second = (first + 1 + random.below(machines.length - 1)) % machines.length;
    const literals = [first, second].map((machine) => {
      const presence = model.boolean();
      const size = constant(time + random.below(20));
      const interval = model.interval({ start, size, end: own, presence: [presence] });
      machines[machine]!.push(interval);
      all.push(interval);
      return presence;
    });
    model.add({ kind: 'exactlyOne', literals });
    end = own;
  }
  return { end, work };
}

/** Each operation belongs to one of four families; changing from one to another takes 5 to 40 minutes. */
function familiesOf(machine: readonly IntervalHandle[], random: Random) {
  const families = machine.map(() => random.below(4));
  const times = [0, 1, 2, 3].map((from) => [0, 1, 2, 3].map((to) => (from === to ? 0 : 5 + random.below(36))));
  return { families, times };
}

/** Each machine rests 120 of 480 minutes, not all at the same time. */
function addNights({ model, machines, horizon }: Parts): void {
  machines.forEach((machine, m) => {
    for (let at = 360 - (m % 3) * 60; at < horizon / 4; at += 480) {
      machine.push(model.interval({ start: constant(at), size: constant(120) }));
    }
  });
}

function minimizeTardiness({ model, random, horizon }: Parts, chains: readonly Chain[]): void {
  const parts = chains.map(({ end, work }) => {
    const late = term(model.integer(0, horizon));
    const due = Math.floor(work * (1.2 + random.unit()));
    model.add(compare(late, '>=', { ...end, offset: end.offset - due }));
    return [late, 1 + random.below(9)] as const;
  });
  model.minimize(sumOf(parts));
}

function sumOf(parts: readonly (readonly [e: Expression, weight: number])[]): Expression {
  const flat = parts.flatMap(([{ vars, coeffs }, weight]) => vars.map((v, i) => [v, coeffs[i]! * weight] as const));
  return weighted(
    flat.map(([v]) => v),
    flat.map(([, c]) => c),
    parts.reduce((total, [{ offset }, weight]) => total + offset * weight, 0),
  );
}

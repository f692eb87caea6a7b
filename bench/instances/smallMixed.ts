import { Random } from '../../src/engines/random.ts';
import { type IntervalHandle, ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, not, sum, term, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';

/** Small models of which one engine or another makes heavy weather, by family. */
export const SMALL_FAMILIES = {
  'subset sum': subsetSum,
  'knapsack of equations': knapsack,
  'enforced products': products,
  reservoir,
  'cover with a constant': cover,
  'jobs on machines': jobs,
} as const;

export type SmallFamily = keyof typeof SMALL_FAMILIES;

/** Up to nine numbers of seven digits that add up to one that somebody may have made of them. */
function subsetSum(random: Random): Model {
  const model = new ModelBuilder();
  const weights = Array.from({ length: 5 + random.below(5) }, () => 100_000 + random.below(1_900_000));
  const x = weights.map(() => model.boolean());
  const made = weights.reduce((total, weight) => total + (random.below(2) ? weight : 0), 0);
  model.add(compare(weighted(x, weights), '=', made - random.below(2)));
  const worth = weights.map(() => random.below(11) - 5);
  model.minimize(weighted(x, worth));
  return model.build();
}

/** Two equations over up to thirty items. */
function knapsack(random: Random): Model {
  const model = new ModelBuilder();
  const count = 12 + random.below(19);
  const x = Array.from({ length: count }, () => model.boolean());
  for (let row = 0; row < 2; row++) {
    const weights = x.map(() => 5 + random.below(60));
    const total = weights.reduce((all, weight) => all + weight, 0);
    model.add(compare(weighted(x, weights), '=', Math.floor(total / 2) + random.below(9)));
  }
  const worth = x.map(() => 1 + random.below(50));
  model.maximize(weighted(x, worth));
  return model.build();
}

/** Products that hold when a Boolean is true, of which some cannot hold. */
function products(random: Random): Model {
  const model = new ModelBuilder();
  const numbers = Array.from({ length: 4 }, () => model.integer(random.below(3) - 3, 2 + random.below(6)));
  const on = numbers.map((x, i) => {
    const literal = model.boolean();
    const y = numbers[random.below(numbers.length)]!;
    const target = random.below(2) ? constant(random.below(20) - 8) : term(numbers[(i + 1) % numbers.length]!, 2);
    model.add({ kind: 'multiplication', target, exprs: [term(x), term(y)], enforce: [literal] });
    return literal;
  });
  model.add({ kind: 'boolXor', literals: on });
  model.maximize(weighted([...on, ...numbers], [...on.map(() => 10), ...numbers.map(() => random.below(7) - 3)]));
  return model.build();
}

/** Events at times that are free, each active or not, which change a level. */
function reservoir(random: Random): Model {
  const model = new ModelBuilder();
  const events = Array.from({ length: 4 + random.below(5) }, () => ({
    time: model.integer(0, 3 + random.below(8)),
    literal: model.boolean(),
    change: random.below(9) - 4,
  }));
  model.add({
    kind: 'reservoir',
    times: events.map(({ time }) => term(time)),
    changes: events.map(({ change }) => constant(change)),
    actives: events.map(({ literal }) => (random.below(2) ? literal : not(literal))),
    minLevel: 0 - random.below(3),
    maxLevel: random.below(4),
  });
  const vars = events.flatMap(({ time, literal }) => [time, literal]);
  const worth = vars.map(() => random.below(9) - 4);
  model.maximize(weighted(vars, worth));
  return model.build();
}

/** A weighted cover whose objective has a large constant. */
function cover(random: Random): Model {
  const model = new ModelBuilder();
  const x = Array.from({ length: 15 + random.below(20) }, () => model.boolean());
  for (let row = 0; row < x.length; row++) {
    const members = x.filter(() => random.below(6) === 0);
    if (members.length > 0) model.add(compare(sum(members), '>=', 1));
  }
  const worth = x.map(() => 1 + random.below(19));
  model.minimize(weighted(x, worth));
  const built = model.build();
  return { ...built, objective: { ...built.objective!, offset: 10 ** (8 + random.below(11)) } };
}

/** A few jobs of a few operations each, with the last end as the objective. */
function jobs(random: Random): Model {
  const model = new ModelBuilder();
  const [count, machines] = [2 + random.below(4), 2 + random.below(3)];
  const onMachine: IntervalHandle[][] = Array.from({ length: machines }, () => []);
  const end = model.integer(0, 20 * count * machines);
  for (let job = 0; job < count; job++) {
    let before = constant(0);
    for (let step = 0; step < machines; step++) {
      const size = 1 + random.below(20);
      const start = model.integer(0, 20 * count * machines);
      const interval = model.interval({ start: term(start), size: constant(size) });
      onMachine[(step + random.below(machines)) % machines]!.push(interval);
      model.add(compare(term(start), '>=', before));
      before = { ...term(start), offset: size };
    }
    model.add(compare(term(end), '>=', before));
  }
  for (const intervals of onMachine) if (intervals.length > 1) model.noOverlap(intervals);
  model.minimize(term(end));
  return model.build();
}

/** The model of a number; families take turns. */
export function smallMixed(number: number): { readonly family: SmallFamily; readonly model: Model } {
  const families = Object.keys(SMALL_FAMILIES) as SmallFamily[];
  const family = families[number % families.length]!;
  return { family, model: SMALL_FAMILIES[family](new Random(number)) };
}

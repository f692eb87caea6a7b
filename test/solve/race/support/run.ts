import { now } from '../../../../src/engines/engine.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';
import { Forms } from '../../../../src/solve/race/forms.ts';
import { Incumbents } from '../../../../src/solve/race/incumbents.ts';
import type { Portfolio } from '../../../../src/solve/race/portfolio.ts';
import { type RaceOptions, race } from '../../../../src/solve/race/race.ts';
import { Watch } from '../../../../src/solve/race/watch.ts';

/** At least one of three, worth 3, 2 and 1: the least is 1. */
function oneOfThree(): Model {
  const model = new ModelBuilder();
  const x = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(sum(x), '>=', 1));
  model.minimize(weighted(x, [3, 2, 1]));
  return model.build();
}

type Running = Partial<RaceOptions> & { readonly timeLimitMs?: number };

/** A race about {@link oneOfThree}, with what it found. */
export function run(
  portfolio: Partial<Portfolio> & Pick<Portfolio, 'contenders'>,
  { timeLimitMs = 60_000, ...options }: Running = {},
) {
  const model = oneOfThree();
  const began = now();
  const incumbents = new Incumbents(model, began, {});
  const watch = new Watch({ timeLimitMs }, began, undefined);
  const whole: Portfolio = { reason: '', atOnce: 3, turns: [], substitutes: [], ...portfolio };
  const course = { variables: 3, forms: new Forms(model), incumbents, watch };
  const { threads = 3 } = options;
  return race(course, whole, { seed: 1, threads, free: () => threads, ticks: undefined, ...options }).then(
    (result) => ({
      ...result,
      incumbents,
    }),
  );
}

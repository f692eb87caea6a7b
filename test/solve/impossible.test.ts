import { afterAll, expect, test } from 'vitest';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, sum, term, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { solve } from '../../src/solve/solve.ts';

afterAll(endWarmThreads);

/** 40 events, each for one of 30 people, who have room for 39 altogether. */
function tooFewPeople(): Model {
  const model = new ModelBuilder();
  const events = Array.from({ length: 40 }, () => Array.from({ length: 30 }, () => model.boolean()));
  for (const literals of events) model.add({ kind: 'exactlyOne', literals });
  for (let p = 0; p < 30; p++) model.add(compare(sum(events.map((event) => event[p]!)), '<=', p < 9 ? 2 : 1));
  const all = events.flat();
  model.minimize(
    weighted(
      all,
      all.map((_, i) => (i * 7919) % 13),
    ),
  );
  return model.build();
}

/** 120 tasks of 8 on average, 960 together, between 0 and 609. */
function onOneMachine(): Model {
  const { model, intervals } = tasks(120, 600);
  model.noOverlap(intervals);
  return model.build();
}

/** 120 tasks that need one of two operators for 960 together, between 0 and 459: 918. */
function withTwoOperators(): Model {
  const { model, intervals } = tasks(120, 450);
  const one = intervals.map(() => constant(1));
  model.cumulative(intervals, one, constant(2));
  return model.build();
}

/** Tasks of 7, 8 and 9 that begin up to some time, whose starts are to be early. */
function tasks(count: number, latest: number) {
  const model = new ModelBuilder();
  const starts = Array.from({ length: count }, () => model.integer(0, latest));
  const intervals = starts.map((start, i) => model.interval({ start: term(start), size: constant(7 + (i % 3)) }));
  model.minimize(sum(starts));
  return { model, intervals };
}

test.each([
  ['choices in rows', tooFewPeople()],
  ['tasks on a machine', onOneMachine()],
  ['tasks that share operators', withTwoOperators()],
])('that there is no solution is proved though nobody finds a first one: %s', async (_, model) => {
  for (const threads of [1, 2]) {
    const { outcome } = await solve(model, { threads, timeLimitMs: 30_000 });
    expect([threads, outcome.proof, outcome.solution]).toEqual([threads, 'infeasible', undefined]);
  }
});

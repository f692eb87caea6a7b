import { afterAll, expect, test } from 'vitest';
import { limitsOf, slices } from '../../src/engines/cp-sat/slices.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, sum, term, weighted } from '../../src/language/expression.ts';
import { solve } from '../../src/solve/solve.ts';

afterAll(endWarmThreads);

test('a strategy that names a sum or a constant does not stop the solve', async () => {
  const model = new ModelBuilder();
  const [x, y] = [model.integer(0, 5), model.integer(0, 5)];
  model.add(compare(sum([x, y]), '>=', 3));
  const exprs = [sum([x, y]), term(x), weighted([y, y], [1, 1]), constant(2)];
  model.strategy({ exprs, variableSelection: 'first', valueSelection: 'minValue' });
  model.minimize(sum([x, y]));
  const { outcome } = await solve(model.build(), { engine: 'cp-sat' });
  expect(outcome).toMatchObject({ proof: 'optimal', solution: { objective: 3 } });
});

test('incumbents arrive before the end, though the package delivers its callbacks only then', async () => {
  // Large enough for slices, and hard enough that a first solution is not the best: ten rows of different weights.
  const model = new ModelBuilder();
  const x = Array.from({ length: 600 }, () => model.boolean());
  for (let row = 0; row < 10; row++) {
    const weights = x.map((_, i) => 1 + ((i * 37 + row * 61 + ((i * row) % 7) * 13) % 97));
    model.add(compare(weighted(x, weights), '<=', 12_000));
  }
  model.maximize(
    weighted(
      x,
      x.map((_, i) => 40 + ((i * 53) % 61)),
    ),
  );
  const told: number[] = [];
  const stop = new AbortController();
  const { outcome } = await solve(model.build(), {
    engine: 'cp-sat',
    signal: stop.signal,
    onIncumbent: ({ objective }) => {
      told.push(objective);
      if (told.length === 2) stop.abort();
    },
  });
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(told[1]).toBeGreaterThan(told[0]!);
  expect(outcome).toMatchObject({ proof: 'none', stopped: 'cancelled', solution: { objective: told.at(-1) } });
});

test('slices begin with a first solution and then double', () => {
  const some = slices(5000, false);
  const first = some.next().value!;
  expect(first).toMatchObject({ firstOnly: true, presolve: false });
  const [a, b, c] = [some.next().value!, some.next().value!, some.next().value!];
  expect([b.seconds / a.seconds, c.seconds / b.seconds]).toEqual([2, 2]);
  // With a start there is nothing to find first, and a small model is solved whole.
  expect(slices(5000, true).next().value!.firstOnly).toBe(false);
  expect(slices(10, false).next().value!.firstOnly).toBe(false);
});

test('slices of a small model are cut by work, and the last one lasts to the end', () => {
  const slice = { seconds: 4, firstOnly: false, presolve: true };
  // Four seconds and then eight are twelve.
  expect(limitsOf(slice, 10, 12)).toMatchObject({ seconds: 8, units: 2 });
  expect(limitsOf(slice, 10, 11)).toEqual({ seconds: 11, units: Number.POSITIVE_INFINITY });
  // From a larger one solutions are wanted on the way.
  expect(limitsOf(slice, 5000, 11)).toEqual({ seconds: 4, units: Number.POSITIVE_INFINITY });
  expect(limitsOf(slice, 5000, 3)).toEqual({ seconds: 3, units: Number.POSITIVE_INFINITY });
});

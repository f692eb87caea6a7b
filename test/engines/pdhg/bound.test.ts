import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EngineRun } from '../../../src/engines/engine.ts';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import { inModelUnits, type Matrix, matrixOf } from '../../../src/engines/matrix.ts';
import type { Outcome } from '../../../src/engines/outcome.ts';
import { Iteration } from '../../../src/engines/pdhg/iteration.ts';
import { Relaxation } from '../../../src/engines/pdhg/relaxation.ts';
import { scaled } from '../../../src/engines/pdhg/scaling.ts';
import { solver } from '../../../src/engines/pdhg/solve.ts';
import { Random } from '../../../src/engines/random.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { milp } from '../../../src/rewrite/milp.ts';
import { rewrite } from '../../../src/rewrite/rewrite.ts';
import { arbitraryModel } from '../../support/models.ts';

const TICKS = 20_000;

function boundOf(matrix: Matrix, ticks = TICKS, hooks: Partial<EngineRun> = {}): Promise<Outcome> {
  return solver.solve(matrix, {
    deadline: Number.POSITIVE_INFINITY,
    shouldStop: () => false,
    seed: 1,
    ticks,
    threads: 1,
    incoming: () => undefined,
    incumbent: () => undefined,
    bound: () => undefined,
    ...hooks,
  });
}

const rowModels = fc
  .constantFrom('linear', 'exactlyOne', 'atMostOne', 'boolOr' as const)
  .chain((kind) => arbitraryModel(kind as 'linear'))
  .filter((model) => model.objective !== undefined);

/** The least cost of a solution of the model, signed so that less is better. */
function leastOf(model: Model): number {
  const sign = model.objective!.sense === 'maximize' ? -1 : 1;
  let least = Number.POSITIVE_INFINITY;
  for (const values of everySolution(model)) least = Math.min(least, sign * objectiveOf(model, values));
  return least;
}

test('once it has found a bound with one row at a time, it says that it begins anew', async () => {
  const model = new ModelBuilder();
  const [a, b, c] = [model.boolean(), model.boolean(), model.boolean()];
  for (const edge of [
    [a, b],
    [b, c],
  ])
    model.add(compare(sum(edge), '>=', 1));
  model.minimize(weighted([a, b, c], [2, 3, 2]));
  const said: string[] = [];
  await boundOf(directMatrixOf(model.build())!, TICKS, {
    bound: () => void said.push('bound'),
    beginsAnew: () => void said.push('anew'),
  });
  expect(said.filter((one) => one === 'anew')).toEqual(['anew']);
  expect(said[0]).toBe('bound');
});

test('of a cover of the edges of a triangle the relaxation costs 1.5, so that 2 is the bound', async () => {
  const model = new ModelBuilder();
  const [a, b, c] = [model.boolean(), model.boolean(), model.boolean()];
  for (const edge of [
    [a, b],
    [b, c],
    [a, c],
  ])
    model.add(compare(sum(edge), '>=', 1));
  model.minimize(sum([a, b, c]));
  expect((await boundOf(directMatrixOf(model.build())!)).bound).toBe(2);
});

test('choices stay whole: two that share one room for a day cost what the second best costs', async () => {
  const model = new ModelBuilder();
  const first = [model.boolean(), model.boolean()];
  const second = [model.boolean(), model.boolean()];
  for (const literals of [first, second]) model.add({ kind: 'exactlyOne', literals });
  // Both want the cheap room, which has place for one.
  model.add({ kind: 'atMostOne', literals: [first[0]!, second[0]!] });
  model.minimize(weighted([...first, ...second], [1, 6, 1, 9]));
  expect((await boundOf(directMatrixOf(model.build())!)).bound).toBe(7);
});

test('of assignments, whose relaxation is whole, it is the optimum', async () => {
  // Birkhoff and von Neumann: the corners of the relaxation are the assignments.
  const random = new Random(5);
  for (let trial = 0; trial < 20; trial++) {
    const n = 2 + (trial % 4);
    const cost = Array.from({ length: n }, () => Array.from({ length: n }, () => random.below(100)));
    const model = new ModelBuilder();
    const cells = cost.map((row) => row.map(() => model.boolean()));
    for (let i = 0; i < n; i++) {
      model.add({ kind: 'exactlyOne', literals: cells[i]! });
      model.add({ kind: 'exactlyOne', literals: cells.map((row) => row[i]!) });
    }
    model.minimize(weighted(cells.flat(), cost.flat()));
    const built = model.build();
    const { bound } = await boundOf(directMatrixOf(built)!, 200_000);
    expect(bound).toBe(leastOf(built));
  }
});

test('steps of all rows together reach it from nothing, and from far away', () => {
  // Costs are u + v and some more, nothing more on one permutation: by duality, the sum of all u and v is the optimum.
  const random = new Random(9);
  const n = 12;
  const [u, v] = [0, 1].map(() => Array.from({ length: n }, () => random.below(100)));
  const optimum = [...u!, ...v!].reduce((a, b) => a + b, 0);
  const model = new ModelBuilder();
  const cells = u!.map(() => v!.map(() => model.boolean()));
  const cost = u!.map((own, i) => v!.map((other, j) => own + other + (j === (i + 1) % n ? 0 : 1 + random.below(50))));
  for (let i = 0; i < n; i++) {
    model.add({ kind: 'exactlyOne', literals: cells[i]! });
    model.add({ kind: 'exactlyOne', literals: cells.map((row) => row[i]!) });
  }
  model.minimize(weighted(cells.flat(), cost.flat()));
  const matrix = directMatrixOf(model.build())!;
  const relaxation = new Relaxation(matrix);
  const multipliers = new Float64Array(matrix.numRows);
  for (const far of [0, 300]) {
    const start = {
      point: new Float64Array(matrix.numCols),
      multipliers: Float64Array.from({ length: matrix.numRows }, (_, r) => (r % 3) * far),
    };
    const iteration = new Iteration(matrix, start);
    let best = Number.NEGATIVE_INFINITY;
    for (let step = 0; step < 5000; step++) {
      if (!iteration.step()) continue;
      iteration.multipliers(multipliers);
      best = Math.max(best, relaxation.boundAt(multipliers));
    }
    expect(best).toBeLessThanOrEqual(optimum);
    expect(best).toBeGreaterThan(optimum - 0.5);
  }
});

test('no solution of a random model costs less than what it ends with', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(rowModels, async (model) => {
      const matrix = matrixOf(rewrite(model, milp).model);
      const { bound } = await boundOf(matrix, 500);
      if (bound === undefined) return;
      const sign = model.objective!.sense === 'maximize' ? -1 : 1;
      expect(sign * bound).toBeLessThanOrEqual(leastOf(model));
      compared++;
    }),
    { numRuns: 150, seed: 3 },
  );
  expect(compared).toBeGreaterThan(75);
});

test('whatever the multipliers, and however large the numbers, no solution costs less than the bound that they give', () => {
  const multiplier = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -1e12, max: 1e12, noNaN: true }));
  let compared = 0;
  fc.assert(
    fc.property(rowModels, fc.infiniteStream(multiplier), (model, stream) => {
      const matrix = matrixOf(rewrite(model, milp).model);
      const multipliers = Float64Array.from({ length: matrix.numRows }, () => stream.next().value);
      const sign = model.objective!.sense === 'maximize' ? -1 : 1;
      const bound = new Relaxation(matrix).boundAt(multipliers);
      expect(sign * inModelUnits(matrix, bound)).toBeLessThanOrEqual(leastOf(model) + 1e-9);
      compared++;
    }),
    { numRuns: 200, seed: 4 },
  );
  expect(compared).toBe(200);
});

test('the scaled matrix stretches no vector, so that a step of length 1 is safe', () => {
  const random = new Random(2);
  const model = new ModelBuilder();
  const x = Array.from({ length: 30 }, () => model.integer(0, 10));
  for (let row = 0; row < 25; row++) {
    const members = x.filter(() => random.below(3) === 0);
    if (members.length > 0)
      model.add(
        compare(
          weighted(
            members,
            members.map(() => 1 + random.below(10 ** (row % 7))),
          ),
          '<=',
          100,
        ),
      );
  }
  model.minimize(sum(x));
  const matrix = directMatrixOf(model.build())!;
  const { values } = scaled(matrix);
  for (let trial = 0; trial < 50; trial++) {
    const vector = Float64Array.from({ length: matrix.numCols }, () => random.unit() - 0.5);
    const image = Array.from({ length: matrix.numRows }, (_, r) => {
      let activity = 0;
      for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++)
        activity += values[at]! * vector[matrix.indices[at]!]!;
      return activity;
    });
    expect(Math.hypot(...image)).toBeLessThanOrEqual(Math.hypot(...vector) * (1 + 1e-9));
  }
});

test('it ends with its ticks, and the same ticks give the same bound', async () => {
  const model = new ModelBuilder();
  const x = Array.from({ length: 300 }, () => model.boolean());
  for (let i = 0; i + 2 < x.length; i++) model.add(compare(sum([x[i]!, x[i + 1]!, x[i + 2]!]), '>=', 2));
  model.minimize(
    weighted(
      x,
      x.map((_, i) => 1 + ((i * 7) % 11)),
    ),
  );
  const matrix = directMatrixOf(model.build())!;
  const short = await boundOf(matrix, 50);
  expect(short).toMatchObject({ proof: 'none', stopped: 'tick-limit' });
  expect(short.ticks).toBeGreaterThanOrEqual(50);
  expect(await boundOf(matrix, 50)).toEqual(short);
});

import { expect, test } from 'vitest';
import { componentsOf, solvingApart } from '../../src/engines/apart.ts';
import { type EngineRun, now } from '../../src/engines/engine.ts';
import { createSolver } from '../../src/engines/highs/solve.ts';
import type { Matrix } from '../../src/engines/matrix.ts';
import { directMatrixOf } from '../../src/engines/rows.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';

/** Two knapsacks and a variable alone: best 7 + 9 + 4 = 20, and 3 more for the offset. */
function threeParts(): Matrix {
  const model = new ModelBuilder();
  const [a, b] = [model.boolean(), model.boolean()];
  const alone = model.integer(0, 2);
  const [c, d, e] = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(sum([a, b]), '<=', 1));
  model.add(compare(weighted([c, d, e], [2, 3, 2]), '<=', 4));
  model.maximize({ vars: [a, b, c, d, e, alone], coeffs: [7, 6, 5, 8, 4, 2], offset: 3 });
  return directMatrixOf(model.build())!;
}

function quiet(found: number[] = [], bounds: number[] = []): EngineRun {
  return {
    deadline: now() + 60_000,
    seed: 1,
    threads: 1,
    shouldStop: () => false,
    incoming: () => undefined,
    incumbent: ({ objective }) => void found.push(objective),
    bound: (value) => void bounds.push(value),
  };
}

test('columns that share no row are apart, the smallest part first', () => {
  const parts = componentsOf(threeParts(), 1);
  expect(parts.map(({ columns }) => [...columns])).toEqual([[2], [0, 1], [3, 4, 5]]);
  expect(parts.map(({ matrix }) => matrix.numRows)).toEqual([0, 1, 1]);
  expect([...parts[2]!.matrix.values]).toEqual([2, 3, 2]);
});

test('small parts are put together', () => {
  expect(componentsOf(threeParts(), 2).map(({ columns }) => [...columns])).toEqual([
    [2, 0, 1],
    [3, 4, 5],
  ]);
  expect(componentsOf(threeParts())).toHaveLength(1);
});

test('the parts together are the optimum of the whole, in its own units', async () => {
  const found: number[] = [];
  const bounds: number[] = [];
  const outcome = await solvingApart(await createSolver(), 1).solve(threeParts(), quiet(found, bounds));
  // 7 of the first; of the second c and e (5 + 4) beat d (8); 2 x 2 of the last; and 3.
  expect(outcome).toMatchObject({ proof: 'optimal', bound: 23, solution: { objective: 23 } });
  expect(found).toEqual([23]);
  // Each part that is proved brings the bound down: from 7 + 6 + 17 + 4 + 3 at best.
  expect(bounds).toEqual([...bounds].sort((a, b) => b - a));
  expect(bounds.at(-1)).toBe(23);
});

test('a part without a solution leaves the whole without one', async () => {
  const model = new ModelBuilder();
  const [a, b, c] = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(sum([a, b]), '<=', 1));
  model.add(compare(weighted([c], [2]), '=', 1));
  model.maximize(sum([a, b, c]));
  const outcome = await solvingApart(await createSolver(), 1).solve(directMatrixOf(model.build())!, quiet());
  expect(outcome).toMatchObject({ proof: 'infeasible' });
});

test('what a part could not prove stays open in the whole', async () => {
  const lazy = solvingApart(
    {
      async solve(matrix) {
        if (matrix.numCols !== 3) return (await createSolver()).solve(matrix, quiet());
        return { proof: 'none', stopped: 'time-limit', solution: { values: Float64Array.of(0, 1, 0), objective: -8 } };
      },
    },
    1,
  );
  const outcome = await lazy.solve(threeParts(), quiet());
  // 7 + 8 + 4 + 3 found; the unproved part may still give 5 + 8 + 4 by its bounds alone.
  expect(outcome).toMatchObject({ proof: 'none', stopped: 'time-limit', solution: { objective: 22 }, bound: 31 });
});

test('a part that is solved improves what others have found for the whole', async () => {
  const found: number[] = [];
  let incoming: Float64Array | undefined;
  const lazy = solvingApart(
    {
      async solve(matrix) {
        // Others find 6 + 2 x 1 + 8 + 3 = 19 in the meantime; see threeParts for the columns.
        incoming = Float64Array.of(0, 1, 1, 0, 1, 0);
        if (matrix.numCols !== 3) return (await createSolver()).solve(matrix, quiet());
        return { proof: 'none', stopped: 'time-limit' };
      },
    },
    1,
  );
  const listening = { ...quiet(found), incoming: () => incoming };
  const outcome = await lazy.solve(threeParts(), listening);
  // The part of two and the one alone are solved: 7 + 4 + 8 + 3.
  expect(outcome).toMatchObject({ proof: 'none', solution: { objective: 22 } });
  expect(found.at(-1)).toBe(22);
});

import { afterAll, describe, expect, test } from 'vitest';
import { isWithin, magnitudeOf } from '../../src/engines/magnitude.ts';
import { matrixOf } from '../../src/engines/matrix.ts';
import type { EngineName } from '../../src/engines/registry.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { term, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { solve } from '../../src/solve/solve.ts';

afterAll(endWarmThreads);

test('the magnitude is that of the largest row and of the objective in its own steps', () => {
  const model = new ModelBuilder();
  const [x, y] = [model.integer(-7, 3), model.integer(0, 10)];
  model.add(compare(weighted([x, y], [5, -2]), '<=', 40));
  model.minimize(weighted([x, y], [600, 900]));
  // 5 * 7 + 2 * 10 = 55 in the row; (600 * 7 + 900 * 10) / 300 = 44 in the objective.
  expect(magnitudeOf(matrixOf(model.build()))).toEqual({ row: 55, cost: 44 });
  expect(isWithin({ row: 55, cost: 44 }, 55)).toBe(true);
  expect(isWithin({ row: 44, cost: 55 }, 54)).toBe(false);
});

/** A number of two possible values near `from`, the less the better. */
function near(from: number): Model {
  const model = new ModelBuilder();
  model.minimize(term(model.integer(from, from + 1)));
  return model.build();
}

/** Both of two numbers as near to each other as can be, in a row whose terms cancel. */
function cancelling(): Model {
  const model = new ModelBuilder();
  const [x, y] = [model.integer(0, 6), model.integer(0, 6)];
  model.add(compare(weighted([x, y], [1, 1]), '>=', 5));
  model.add({ kind: 'linear', vars: [x, x], coeffs: [3, -3], domain: [-2, 2] });
  model.minimize(weighted([x, y], [1, 3]));
  return model.build();
}

describe('beyond what its arithmetic carries', () => {
  test.each(['glpk', 'javascript-lp-solver'] as const)('%s refuses, with the number', async (engine) => {
    await expect(solve(near(3e12), { engine })).rejects.toMatchObject({
      code: 'engine/unsupported',
      message: expect.stringMatching(/3000000000001.*1000000/),
    });
  });

  test('highs finds, and does not claim', async () => {
    const { outcome } = await solve(near(3e12), { engine: 'highs' });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'engine-limit' });
    expect([3e12, 3e12 + 1]).toContain(outcome.solution?.objective);
  });

  test('auto and cp-sat prove', async () => {
    for (const engine of ['auto', 'cp-sat'] as const) {
      expect((await solve(near(3e12), { engine })).outcome).toMatchObject({ proof: 'optimal', bound: 3e12 });
    }
  });
});

test.each(['javascript-lp-solver', 'highs', 'glpk'] as const)('%s takes a row whose terms cancel', async (engine) => {
  // x = 5 and y = 0: 5.
  expect((await solve(cancelling(), { engine: engine satisfies EngineName })).outcome.solution?.objective).toBe(5);
});

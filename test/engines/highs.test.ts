import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { CHOICE_SHAPES } from '../../bench/instances/choices/assignments.ts';
import { now } from '../../src/engines/engine.ts';
import { createSolver } from '../../src/engines/highs/solve.ts';
import { directMatrixOf } from '../../src/engines/rows.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { modelFromJson } from '../../src/language/json.ts';
import { solve } from '../../src/solve/solve.ts';

afterAll(endWarmThreads);

test('a model that presolve calls infeasible is solved to the optimum that two other engines prove', async () => {
  const file = new URL('fixtures/presolveTrap.json', import.meta.url);
  const model = modelFromJson(JSON.parse(await readFile(file, 'utf8')));
  const [highs, cpSat, glpk] = await Promise.all(
    (['highs', 'cp-sat', 'glpk'] as const).map((engine) => solve(model, { engine })),
  );
  expect(isFeasible(model, cpSat!.outcome.solution!.values)).toBe(true);
  expect(cpSat!.outcome.proof).toBe('optimal');
  expect(glpk!.outcome.solution!.objective).toBe(cpSat!.outcome.solution!.objective);
  expect(highs!.outcome).toMatchObject({ proof: 'optimal', bound: cpSat!.outcome.solution!.objective });
});

test('a gap that the default would call closed is not', async () => {
  // Worth 1,000,000 or 1,000,001: a relative gap of 1e-4, HiGHS' default, would accept either as optimal.
  const model = new ModelBuilder();
  const x = Array.from({ length: 30 }, () => model.boolean());
  model.add(
    compare(
      weighted(
        x,
        x.map((_, i) => 2 * i + 3),
      ),
      '<=',
      401,
    ),
  );
  model.add(compare(sum(x.slice(0, 3)), '>=', 1));
  model.maximize(weighted([...x, model.constant(1)], [...x.map((_, i) => 3 * i + 4), 1_000_000]));
  const built = model.build();
  const [highs, cpSat] = [await solve(built, { engine: 'highs' }), await solve(built, { engine: 'cp-sat' })];
  expect(cpSat.outcome.proof).toBe('optimal');
  expect(highs.outcome).toMatchObject({ proof: 'optimal', solution: { objective: cpSat.outcome.solution!.objective } });
});

test('a start that names only the original variables of a rewritten model is taken up', async () => {
  const model = new ModelBuilder();
  const x = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
  model.add({ kind: 'boolXor', literals: x }); // rewritten with a variable of its own
  model.maximize(sum(x));
  const { outcome, incumbents } = await solve(model.build(), { engine: 'highs', start: [1, 0, 0, 0] });
  expect(incumbents[0]?.objective).toBe(1);
  expect(outcome).toMatchObject({ proof: 'optimal', solution: { objective: 3 } });
});

test('each tighter bound is told while the search goes on, not at its end only', async () => {
  const bounds: number[] = [];
  const solver = await createSolver();
  const outcome = await solver.solve(directMatrixOf(CHOICE_SHAPES.loads(1, 1))!, {
    deadline: now() + 600_000,
    ticks: 300,
    seed: 1,
    threads: 1,
    shouldStop: () => false,
    incoming: () => undefined,
    incumbent: () => undefined,
    bound: (value) => void bounds.push(value),
  });
  expect(outcome.proof).toBe('none');
  // The relaxation, and what cuts make of it.
  expect(bounds.length).toBeGreaterThan(2);
  expect(bounds).toEqual([...new Set(bounds)].sort((a, b) => a - b));
  expect(bounds.at(-1)).toBeLessThanOrEqual(outcome.solution!.objective);
});

import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../src/engines/outcome.ts';
import { endWarmThreads, type ThreadOptions } from '../../src/engines/thread/host.ts';
import { DovetailError } from '../../src/errors.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, not, sum, term, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { solve } from '../../src/solve/solve.ts';

/** What the next engines answer instead of solving, in order; real engines answer when it is empty. */
const planted: ((options: ThreadOptions) => Outcome | Error)[] = [];

vi.mock('../../src/engines/thread/host.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../src/engines/thread/host.ts')>();
  return {
    ...real,
    solveOnThread: async (...[engine, input, options]: Parameters<typeof real.solveOnThread>) => {
      // Local search goes before the engine that is to answer, and is not the one to lie.
      if (engine === 'local' && planted.length > 0) return { proof: 'none', stopped: 'time-limit' };
      const answer = planted.shift()?.(options);
      if (answer instanceof Error) throw answer;
      return answer ?? real.solveOnThread(engine, input, options);
    },
  };
});

afterEach(() => {
  planted.length = 0;
});
afterAll(endWarmThreads);

/** Two of three, worth 3, 2 and 1: the best is 5. */
function twoOfThree(): Model {
  const model = new ModelBuilder('two of three');
  const x = [model.boolean('a'), model.boolean('b'), model.boolean('c')];
  model.add(compare(sum(x), '=', 2), { name: 'two' });
  model.maximize(weighted(x, [3, 2, 1]));
  return model.build();
}

const values = (...list: number[]) => Float64Array.from(list);

describe('solve', () => {
  test('gives an optimum in the original variables, though a rewriting added others', async () => {
    const model = new ModelBuilder();
    const x = [model.integer(0, 3, 'x'), model.integer(0, 3, 'y')];
    model.add({ kind: 'allDifferent', exprs: x.map((v) => term(v)) });
    model.minimize(sum(x)); // 0 and 1 in either order
    const result = await solve(model.build(), { engine: 'highs' });
    expect(result.outcome).toMatchObject({ proof: 'optimal', bound: 1, solution: { objective: 1 } });
    expect(result.outcome.solution?.values).toHaveLength(2);
    expect(result.steps.map((step) => step.rewrite)).toContain('allDifferentToLinear');
    expect(result.reason).toBe('asked for');
  });

  test('says why it chose an engine', async () => {
    // With ticks the engines follow each other; by the clock, another one joins where the first one begins late.
    const linear = await solve(twoOfThree(), { ticks: 10_000 });
    // Local search proves this one: leaving one of three out costs at least the cheapest, 3 + 2 + 1 - 1 = 5.
    expect([linear.engine, linear.reason]).toEqual([
      'local',
      'all constraints are linear rows, and 3 variables are few enough for a proof',
    ]);
    const model = ModelBuilder.from(twoOfThree());
    model.add({ kind: 'boolXor', literals: [0, 1] });
    const other = await solve(model.build(), { ticks: 10_000 });
    expect(other.engine).toBe('cp-sat');
    expect(other.reason).toContain('boolXor');
    // Exactly one of a and b, and two of three: c is true; a beats b.
    expect(other.outcome.solution?.objective).toBe(4);
  });

  test('proves that a model has no solution', async () => {
    const model = ModelBuilder.from(twoOfThree());
    model.add({ kind: 'boolAnd', literals: [not(0), not(1)] });
    const { outcome } = await solve(model.build());
    expect(outcome).toMatchObject({ proof: 'infeasible', stopped: 'finished' });
    expect(outcome.solution).toBeUndefined();
  });

  test('keeps a start that holds, even when there is no time for anything else', async () => {
    const { outcome, incumbents } = await solve(twoOfThree(), { start: [0, 1, 1], timeLimitMs: 1 });
    expect(outcome.solution?.objective).toBeGreaterThanOrEqual(3);
    expect(incumbents[0]?.objective).toBe(3);
  });

  test('tells of incumbents that get better and of bounds', async () => {
    const told: number[] = [];
    // With a budget of ticks each of them is told; by the clock, a slow listener hears only the latest.
    const onIncumbent = ({ objective }: { objective: number }): void => void told.push(objective);
    await solve(twoOfThree(), { engine: 'exhaustive', ticks: 1000, onIncumbent });
    // In lexicographic order: b and c (3), then a and c (4), then a and b (5).
    expect(told).toEqual([3, 4, 5]);
  });

  test('refuses an engine that cannot take the model even rewritten, by name', async () => {
    // 700 intervals are 700 * 699 / 2 = 244,650 pairs, and each pair would need two order literals.
    const model = new ModelBuilder();
    const starts = Array.from({ length: 700 }, () => model.integer(0, 10_000));
    model.noOverlap(starts.map((start) => model.interval({ start: term(start), size: constant(1) })));
    await expect(solve(model.build(), { engine: 'highs' })).rejects.toMatchObject({
      code: 'engine/unsupported',
      message: expect.stringMatching(/noOverlap.*244650[\s\S]*cp-sat/),
    });
  });

  test('solves a model without variables', async () => {
    const empty = new ModelBuilder().build();
    expect((await solve(empty)).outcome).toMatchObject({ proof: 'optimal', solution: { objective: 0 } });
    const absurd = { ...empty, constraints: [compare(constant(0), '>=', 1)] };
    for (const engine of ['highs', 'cp-sat', 'local', 'exhaustive'] as const) {
      expect((await solve(absurd, { engine })).outcome.proof).toBe('infeasible');
    }
  });
});

describe('an engine that lies', () => {
  test('about a solution is passed over, and the defect stays visible', async () => {
    planted.push(({ onIncumbent }) => {
      const wrong = { values: values(1, 1, 1), objective: 6 };
      onIncumbent?.(wrong);
      return { proof: 'optimal', stopped: 'finished', solution: wrong, bound: 6 };
    });
    const result = await solve(twoOfThree());
    // The next in line; that no two are worth more it says itself.
    expect([result.engine, result.outcome.proof]).toEqual(['local', 'optimal']);
    expect(result.outcome.solution?.objective).toBe(5);
    expect(result.defects[0]).toMatchObject({
      code: 'bug/engine-answer-wrong',
      engine: 'highs',
      pointers: ['/constraints/0'],
      values: [1, 1, 1],
    });
    expect(result.skipped[0]?.message).toContain('two: a + b + c = 2 does not hold');
  });

  test('about a value that is not whole is found out', async () => {
    planted.push(() => ({
      proof: 'optimal',
      stopped: 'finished',
      // Worth more than the best, 5, since it would not be looked at otherwise.
      solution: { values: values(1.5, 0.5, 0), objective: 5.5 },
      bound: 5.5,
    }));
    const result = await solve(twoOfThree());
    expect(result.defects[0]?.pointers).toEqual(['/variables/0', '/variables/1']);
  });

  test('about the objective is corrected without a word, since it is recomputed', async () => {
    planted.push(() => ({
      proof: 'none',
      stopped: 'engine-limit',
      solution: { values: values(1, 1, 0), objective: 99 },
    }));
    const { outcome, defects } = await solve(twoOfThree());
    expect(outcome.solution?.objective).toBe(5);
    expect(defects).toEqual([]);
  });

  test.each([
    ['that nothing holds', { proof: 'infeasible', stopped: 'finished' }],
    ['that a bound holds', { proof: 'none', stopped: 'time-limit', bound: 2 }],
    ['that something worse is best', { proof: 'optimal', stopped: 'finished', bound: 2 }],
  ] as const)('%s is refuted by a known solution', async (_, outcome) => {
    planted.push(() => outcome);
    // The start is worth 3, so a bound of 2 on a maximum is wrong, and so is infeasibility.
    const result = await solve(twoOfThree(), { start: [0, 1, 1] });
    expect(result.defects[0]).toMatchObject({ code: 'bug/engine-answer-wrong', engine: 'highs' });
    expect(result.outcome).toMatchObject({ proof: 'optimal', solution: { objective: 5 } });
  });

  test('as the only one asked for is an error with its code', async () => {
    planted.push(() => ({
      proof: 'optimal',
      stopped: 'finished',
      solution: { values: values(0, 0, 0), objective: 0 },
      bound: 0,
    }));
    await expect(solve(twoOfThree(), { engine: 'highs' })).rejects.toMatchObject({ code: 'bug/engine-answer-wrong' });
  });
});

test('an engine that is missing is passed over with its message', async () => {
  planted.push(() => new DovetailError('engine/unavailable', 'The package is not installed.'));
  const result = await solve(twoOfThree());
  expect(result.skipped).toEqual([{ engine: 'highs', message: 'The package is not installed.' }]);
  expect(result.outcome.solution?.objective).toBe(5);
});

test('a model whose rows would be too large for those that need rows is for the others', async () => {
  const model = new ModelBuilder();
  const x = model.integer(0, 1003);
  model.minimize(weighted([x], [2e12]));
  const built = model.build();
  // Which of four values the sum has would be a row of 2e12 x and all four: more than 2^53 together. 996 x 2e12 is one.
  const domain = [1992e12, 1992e12, 1996e12, 1996e12, 2e15, 2e15, 2004e12, 2004e12];
  const cut = { ...built, objective: { ...built.objective!, domain } };
  await expect(solve(cut, { engine: 'local', timeLimitMs: 1000 })).rejects.toMatchObject({
    code: 'engine/unsupported',
  });
  expect((await solve(cut)).outcome).toMatchObject({ proof: 'optimal', bound: 1992e12 });
});

test('the same model gives the same solution each time, though local search goes first', async () => {
  const model = new ModelBuilder();
  const x = Array.from({ length: 40 }, () => model.boolean());
  // Many equally good ways to pick ten: which one is found depends on everything that happened before.
  model.add(compare(sum(x), '=', 10));
  model.minimize(sum(x));
  const built = model.build();
  const first = await solve(built, { seed: 5 });
  for (let i = 0; i < 3; i++) {
    const again = await solve(built, { seed: 5 });
    expect([...again.outcome.solution!.values]).toEqual([...first.outcome.solution!.values]);
  }
});

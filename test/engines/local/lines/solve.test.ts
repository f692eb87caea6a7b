import { expect, test } from 'vitest';
import { roster } from '../../../../bench/instances/rosters.ts';
import { now } from '../../../../src/engines/engine.ts';
import { solver } from '../../../../src/engines/local/solve.ts';
import { type Matrix, solutionOf } from '../../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../../src/engines/rows.ts';

/** The incumbents of a solve under a budget of ticks, and how often it said that it cools. */
async function solved(matrix: Matrix, ticks: number) {
  const found: [objective: number, ticks: number | undefined][] = [];
  let cools = 0;
  const outcome = await solver.solve(matrix, {
    deadline: now() + 600_000,
    shouldStop: () => false,
    seed: 1,
    ticks,
    threads: 1,
    incoming: () => undefined,
    incumbent: ({ objective }, at) => found.push([objective, at]),
    bound: () => undefined,
    cools: () => {
      cools++;
    },
  });
  return { outcome, found, cools };
}

test('the same ticks give the same incumbents, each of them legal, of which a smaller budget has the first', async () => {
  for (const isHard of [false, true]) {
    const matrix = directMatrixOf(roster({ people: 6, days: 14, shifts: 2, seed: 1, isHard }))!;
    const [one, other, shorter] = [await solved(matrix, 800), await solved(matrix, 800), await solved(matrix, 400)];
    expect(other.found).toEqual(one.found);
    expect(one.cools).toBe(1);
    const { solution } = one.outcome;
    expect(solutionOf(matrix, solution!.values)?.objective).toBe(solution!.objective);
    expect(one.found.at(-1)?.[0]).toBe(solution!.objective);
    // The end of a budget is reported with what has been found by then.
    const early = shorter.found.slice(0, -1);
    expect(one.found.slice(0, early.length)).toEqual(early);
  }
});

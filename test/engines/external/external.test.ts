import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { EXTERNAL_VARIABLE } from '../../../src/engines/external/command.ts';
import { readLine } from '../../../src/engines/external/lines.ts';
import { endWarmThreads } from '../../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { solve } from '../../../src/solve/solve.ts';

const PROGRAM = fileURLToPath(new URL('./program.ts', import.meta.url));

// The variable is read where the engine runs: a thread has the environment of the moment in which it began.
afterEach(async () => {
  delete process.env[EXTERNAL_VARIABLE];
  await endWarmThreads();
});
afterAll(endWarmThreads);

function plugIn(does: string): void {
  process.env[EXTERNAL_VARIABLE] = `"${process.execPath}" "${PROGRAM}" ${does}`;
}

/** At most 7 with weights 2, 3 and 4: the second and the third item are worth most, 5 + 6. */
function knapsack(atLeast = 0): Model {
  const builder = new ModelBuilder();
  const x = [0, 1, 2].map(() => builder.boolean());
  builder.add(compare(weighted(x, [2, 3, 4]), '<=', 7));
  builder.add(compare(sum(x), '>=', atLeast));
  builder.maximize(weighted(x, [3, 5, 6]));
  return builder.build();
}

describe('an engine of the user', () => {
  test('solves, proves and is believed as far as the model says so', async () => {
    plugIn('solve');
    const { outcome, engine } = await solve(knapsack(), { engine: 'external' });
    expect(engine).toBe('external');
    expect(outcome).toMatchObject({ proof: 'optimal', bound: 11, solution: { objective: 11 } });
    expect(outcome.solution!.values).toEqual(Float64Array.from([0, 1, 1]));
  });

  test('says that nothing holds', async () => {
    plugIn('solve');
    expect((await solve(knapsack(3), { engine: 'external' })).outcome).toMatchObject({ proof: 'infeasible' });
  });

  test('that gives what is no solution is refused, and the others answer', async () => {
    plugIn('lie');
    // All at 0 has not the two items that are asked for.
    const { outcome, defects } = await solve(knapsack(2));
    expect(outcome).toMatchObject({ proof: 'optimal', solution: { objective: 11 } });
    for (const { engine } of defects) expect(engine).toBe('external');
    await expect(solve(knapsack(2), { engine: 'external' })).rejects.toMatchObject({ code: 'bug/engine-answer-wrong' });
  });

  test('that fails is passed over with its own words', async () => {
    plugIn('fail');
    await expect(solve(knapsack(), { engine: 'external' })).rejects.toThrow(/ended with 3: no licence/);
    expect((await solve(knapsack())).outcome.proof).toBe('optimal');
  });

  test('that neither answers nor listens is killed at the deadline', async () => {
    plugIn('hang');
    const { outcome } = await solve(knapsack(), { engine: 'external', timeLimitMs: 1500 });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'time-limit' });
  });

  test('that nobody has plugged in is told with what to do', async () => {
    await expect(solve(knapsack(), { engine: 'external' })).rejects.toThrow(/DOVETAIL_EXTERNAL_ENGINE is not set/);
  });
});

test('lines that are none are left alone', () => {
  expect(readLine('{"bound": 3.5}')).toEqual({ bound: 3.5 });
  expect(['', 'presolve', '{"bound": "3"}', '{"values": [0.5]}', '{', '{"status": "great"}'].map(readLine)).toEqual(
    Array(6).fill(undefined),
  );
});

import { afterAll, describe, expect, test } from 'vitest';
import { generatedShop } from '../../../bench/instances/shops/generated.ts';
import { now } from '../../../src/engines/engine.ts';
import type { Solution } from '../../../src/engines/outcome.ts';
import { ENGINE_NAMES, ENGINES, type EngineName } from '../../../src/engines/registry.ts';
import { Gate } from '../../../src/engines/thread/gate.ts';
import { endWarmThreads, solveOnThread, type ThreadOptions, threadCounts } from '../../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import { isFeasible } from '../../../src/language/holds.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { Forms } from '../../../src/solve/race/forms.ts';
import { marketSplit } from '../../support/hardModels.ts';

afterAll(endWarmThreads);

/** Gives each engine the model in the form that it takes. */
const solveInForm = (engine: EngineName, model: Model, options: ThreadOptions) =>
  solveOnThread(engine, new Forms(model).for(engine).input, options);

const far = (): number => now() + 30_000;

/** max 5 a + 4 b + 3 c with 2 a + 3 b + c <= 5, 4 a + b + 2 c <= 5 over 0..1: a = b = 1 gives 9 (5 <= 5, 5 <= 5). */
function small(): Model {
  const model = new ModelBuilder();
  const x = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(weighted(x, [2, 3, 1]), '<=', 5));
  model.add(compare(weighted(x, [4, 1, 2]), '<=', 5));
  model.maximize(weighted(x, [5, 4, 3]));
  return model.build();
}

describe('a thread', () => {
  test('is used again by the next solve', async () => {
    await solveInForm('exhaustive', small(), { deadline: far() });
    const before = threadCounts();
    await solveInForm('exhaustive', small(), { deadline: far() });
    expect(before).toEqual({ busy: 0, warm: 1 });
    expect(threadCounts()).toEqual(before);
  });

  test('says when its engine is loaded, before anything that the engine says', async () => {
    const said: string[] = [];
    await solveInForm('exhaustive', small(), {
      deadline: far(),
      onBegin: () => said.push('begins'),
      onIncumbent: () => said.push('found'),
    });
    expect([said[0], said.filter((one) => one === 'begins')]).toEqual(['begins', ['begins']]);
    expect(said).toContain('found');
  });

  test('of an engine that throws is an error with a code, and the next solve works', async () => {
    // Constraint kinds that the engine was never to be given: its own code fails on them.
    const broken = { ...small(), constraints: [{ kind: 'linear' }] } as unknown as Model;
    await expect(solveOnThread('highs', broken, { deadline: far() })).rejects.toMatchObject({ code: 'engine/crashed' });
    const outcome = await solveInForm('highs', small(), { deadline: far() });
    expect(outcome.solution?.objective).toBe(9);
    expect(threadCounts().busy).toBe(0);
  });

  test('that cannot be interrupted is ended, and other threads do not notice', async () => {
    const stop = new AbortController();
    // GLPK looks at nothing while it solves; this model keeps it busy for hours.
    const stuck = solveInForm('glpk', marketSplit(6, 50), { deadline: far(), signal: stop.signal });
    const other = solveInForm('exhaustive', small(), { deadline: far() });
    setTimeout(() => stop.abort(), 1000);
    expect(await stuck).toMatchObject({ proof: 'none', stopped: 'cancelled' });
    expect((await other).solution?.objective).toBe(9);
    expect((await solveInForm('glpk', small(), { deadline: far() })).solution?.objective).toBe(9);
  });

  test('is not started for a solve that was cancelled before', async () => {
    const counts = threadCounts();
    const outcome = await solveInForm('highs', small(), { deadline: far(), signal: AbortSignal.abort() });
    expect(outcome).toEqual({ proof: 'none', stopped: 'cancelled' });
    expect(threadCounts()).toEqual(counts);
  });

  test('does not pile up over many solves', async () => {
    for (let i = 0; i < 20; i++) {
      await Promise.all([1, 2, 3].map(() => solveInForm('exhaustive', small(), { deadline: far() })));
    }
    const { busy, warm } = threadCounts();
    expect(busy).toBe(0);
    // At most two for each of the engines that this file uses.
    expect(warm).toBeLessThanOrEqual(6);
  });
});

const WAITERS = ENGINE_NAMES.filter((engine) => ENGINES[engine].pauses);

/** One that stands before a closed gate. */
async function waiting(engine: EngineName, options: Partial<ThreadOptions> = {}) {
  const gate = new Gate();
  gate.close();
  const stands = Promise.withResolvers<void>();
  const model = engine.startsWith('schedul') ? generatedShop('everything', 7) : marketSplit(6, 50);
  const given = { deadline: now() + 3000, ...options, gate, onWaiting: () => stands.resolve() };
  const outcome = solveInForm(engine, model, given);
  // Where a machine is so slow that it has no time left, it never stands there.
  await Promise.race([stands.promise, outcome]);
  return { gate, outcome };
}

describe('before a closed gate', () => {
  test.each(WAITERS)('%s hears that it is to stop', async (engine) => {
    const stop = new AbortController();
    const { outcome } = await waiting(engine, { deadline: far(), signal: stop.signal });
    stop.abort();
    expect(await outcome).toMatchObject({ proof: 'none', stopped: 'cancelled' });
  });

  test('all end with their time', async () => {
    const all = WAITERS.map(async (engine) => (await (await waiting(engine)).outcome).stopped);
    expect(await Promise.all(all)).toEqual(WAITERS.map(() => 'time-limit'));
  });

  test('all go on when it opens', async () => {
    const all = WAITERS.map(async (engine) => {
      const { gate, outcome } = await waiting(engine);
      gate.open();
      return (await outcome).stopped;
    });
    const ended = WAITERS.map(() => expect.stringMatching(/^(time-limit|finished|engine-limit)$/));
    expect(await Promise.all(all)).toEqual(ended);
  });
});

describe.each(['highs', 'local', 'cp-sat', 'exhaustive'] as const)('%s', (engine) => {
  test('keeps what it has found when it is stopped', async () => {
    const model = knapsackRows(60);
    const stop = new AbortController();
    const found: Solution[] = [];
    const outcome = await solveInForm(engine, model, {
      deadline: far(),
      signal: stop.signal,
      onIncumbent: (solution) => {
        found.push(solution);
        stop.abort();
      },
    });
    expect(found.length).toBeGreaterThan(0);
    const best = outcome.solution!;
    expect(isFeasible(model, best.values)).toBe(true);
    expect(objectiveOf(model, best.values)).toBe(best.objective);
    expect(best.objective).toBeGreaterThanOrEqual(found[0]!.objective);
  });

  test('keeps to the deadline and says that it was the clock', async () => {
    const model = marketSplit(6, 50);
    const outcome = await solveInForm(engine, model, { deadline: now() + 700 });
    expect(outcome.proof).toBe('none');
    expect(outcome.stopped).toBe('time-limit');
  });
});

/** Many rows over the same variables: solutions are easy to find, the best one is not. */
function knapsackRows(variables: number): Model {
  const model = new ModelBuilder();
  const x = Array.from({ length: variables }, () => model.boolean());
  for (let row = 0; row < 10; row++) {
    const weights = x.map((_, i) => 1 + ((i * 37 + row * 61 + ((i * row) % 7) * 13) % 97));
    model.add(compare(weighted(x, weights), '<=', 25 * variables));
  }
  model.add(compare(sum(x), '<=', variables - 5));
  model.maximize(
    weighted(
      x,
      x.map((_, i) => 40 + ((i * 53) % 61)),
    ),
  );
  return model.build();
}

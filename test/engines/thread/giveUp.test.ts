import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, expect, test } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import { endsFirst, type Holder, mayGiveUp } from '../../../src/engines/thread/giveUp.ts';
import { heldBytesOf } from '../../../src/engines/thread/held.ts';
import { endWarmThreads, solveOnThread, threadCounts } from '../../../src/engines/thread/host.ts';
import { limitMemory, memoryShortage } from '../../../src/engines/thread/memory.ts';
import { watchWasmMemory } from '../../../src/engines/thread/wasmMemory.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { milp } from '../../../src/rewrite/milp.ts';
import { rewrite } from '../../../src/rewrite/rewrite.ts';
import { Forms } from '../../../src/solve/race/forms.ts';
import { solve } from '../../../src/solve/solve.ts';
import { marketSplit } from '../../support/hardModels.ts';

/** No process holds as little. */
const NEXT_TO_NOTHING_MB = 1;

afterEach(() => limitMemory(Number.POSITIVE_INFINITY));
afterAll(endWarmThreads);

/** Many rows over the same variables: solutions are easy to find, the best one is not. */
function endless(): Model {
  const builder = new ModelBuilder();
  const x = Array.from({ length: 60 }, () => builder.boolean());
  const spread = (factor: number, modulus: number) => x.map((_, i) => 40 + ((i * factor) % modulus));
  for (let row = 0; row < 10; row++) builder.add(compare(weighted(x, spread(37 + 2 * row, 97)), '<=', 2500));
  builder.maximize(weighted(x, spread(53, 61)));
  return builder.build();
}

test('memory is short near its limit, in words, and without a limit never', () => {
  expect(memoryShortage()).toBeUndefined();
  limitMemory(1_000_000);
  expect(memoryShortage()).toBeUndefined();
  limitMemory(NEXT_TO_NOTHING_MB);
  expect(memoryShortage()).toMatch(/^the solver held \d+ MB, and may hold 1$/);
});

test('a thread that cannot be interrupted is given up when memory is short', async () => {
  const { input } = new Forms(marketSplit(6, 50)).for('glpk');
  const stuck = solveOnThread('glpk', input, { deadline: now() + 60_000 });
  limitMemory(NEXT_TO_NOTHING_MB);
  // It began before there was a limit: from the next one on that begins, memory is looked at for both.
  const other = solveOnThread('exhaustive', marketSplit(6, 50), { deadline: now() + 60_000 });
  for (const outcome of await Promise.all([stuck, other])) {
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'memory-limit', shortage: expect.stringMatching(/held/) });
  }
  expect(threadCounts()).toEqual({ busy: 0, warm: 0 });
});

test('what was found before is kept, and who was given up is told of with the reason', async () => {
  limitMemory(1_000_000);
  const { outcome, skipped } = await solve(endless(), {
    engine: 'local',
    timeLimitMs: 60_000,
    onIncumbent: () => limitMemory(NEXT_TO_NOTHING_MB),
  });
  expect(outcome).toMatchObject({ proof: 'none', stopped: 'memory-limit' });
  expect(outcome.solution).toBeDefined();
  expect(skipped).toMatchObject([{ engine: 'local', message: expect.stringMatching(/no memory left.*may hold 1/) }]);
});

test('rewriting stops where memory is short, which is then what ends the solve', async () => {
  const builder = new ModelBuilder();
  const exprs = Array.from({ length: 3000 }, () => ({ vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 }));
  const index = { vars: [builder.integer(0, 2999)], coeffs: [1], offset: 0 };
  builder.add({ kind: 'element', index, exprs, target: { vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 } });
  const model = builder.build();
  expect(() => rewrite(model, milp, () => 'memory')).toThrow(/memory was full/);
  limitMemory(NEXT_TO_NOTHING_MB);
  const { outcome } = await solve(model, { engine: 'highs', timeLimitMs: 60_000 });
  expect([outcome.proof, outcome.stopped, outcome.solution]).toEqual(['none', 'memory-limit', undefined]);
});

test('what serves nobody goes first, then who holds most', async () => {
  limitMemory(NEXT_TO_NOTHING_MB);
  const gone: string[] = [];
  let idle = 1;
  const ended = Promise.withResolvers<void>();
  endsFirst(async () => {
    if (idle === 0) return false;
    idle--;
    gone.push('idle');
    return true;
  });
  const holder = (name: string, bytes: number): void => {
    const one: Holder = {
      heldBytes: async () => bytes,
      giveUp: async () => {
        gone.push(name);
        leave();
        if (gone.length === 4) ended.resolve();
      },
    };
    const leave = mayGiveUp(one);
  };
  holder('light', 10);
  holder('heavy', 1000);
  holder('middling', 100);
  await ended.promise;
  expect(gone).toEqual(['idle', 'heavy', 'middling', 'light']);
});

test('a thread says what V8 counts and what WebAssembly has', async () => {
  const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
  const without = await heldBytesOf(worker, new Int32Array([0, 0]));
  // 1000 pages of 64 KB.
  const withPages = await heldBytesOf(worker, new Int32Array([0, 1000]));
  await worker.terminate();
  expect(withPages).toBeGreaterThanOrEqual(1000 * 65_536);
  expect(without).toBeLessThan(1000 * 65_536);
});

test('memories of WebAssembly count from their first growth on, each as a whole', () => {
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: new (of: { initial: number }) => Growing } })
    .WebAssembly;
  const told: number[] = [];
  watchWasmMemory((pages) => told.push(pages));
  const [first, second] = [new Memory({ initial: 3 }), new Memory({ initial: 5 })];
  first.grow(1);
  first.grow(2);
  second.grow(1);
  // 3 + 1; + 2; + 5 + 1.
  expect(told).toEqual([4, 6, 12]);
});

interface Growing {
  grow(pages: number): number;
}

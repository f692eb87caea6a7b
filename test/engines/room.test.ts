import { afterAll, expect, test } from 'vitest';
import { requireRoom } from '../../src/engines/cp-sat/room.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import type { Model } from '../../src/language/model.ts';
import { milp } from '../../src/rewrite/milp.ts';
import { rewrite } from '../../src/rewrite/rewrite.ts';
import { Forms } from '../../src/solve/race/forms.ts';
import { solve } from '../../src/solve/solve.ts';

afterAll(endWarmThreads);

function inverse(size: number): Model {
  const builder = new ModelBuilder();
  const make = () => Array.from({ length: size }, () => builder.integer(0, size - 1));
  builder.add({ kind: 'inverse', direct: make(), inverse: make() });
  return builder.build();
}

test('a model that CP-SAT would expand beyond its memory is refused with the number of values', () => {
  expect(() => requireRoom(inverse(100))).not.toThrow();
  // 2 lists of 1500 variables with 1500 values each.
  expect(() => requireRoom(inverse(1500))).toThrow(/each of 4500000 values/);
});

test('domains of which a constraint lists only a few values are no matter', () => {
  const builder = new ModelBuilder();
  const exprs = [0, 1].map(() => ({ vars: [builder.integer(0, 1e9)], coeffs: [1], offset: 0 }));
  builder.add({
    kind: 'table',
    exprs,
    tuples: [
      [1, 2],
      [3, 4],
    ],
  });
  expect(() => requireRoom(builder.build())).not.toThrow();
});

test('a model that no engine has room for is refused, and nothing is begun that cannot fit', async () => {
  await expect(solve(inverse(1500), { timeLimitMs: 20_000 })).rejects.toMatchObject({ code: 'engine/unsupported' });
});

test('rewriting stops where it would append more variables than there may be', () => {
  const builder = new ModelBuilder();
  const exprs = Array.from({ length: 800 }, () => ({ vars: [builder.integer(0, 799)], coeffs: [1], offset: 0 }));
  builder.add({ kind: 'allDifferent', exprs });
  // 800 x 800 = 640,000 indicators.
  expect(() => rewrite(builder.build(), milp)).toThrow(/more than 500000 variables/);
});

test('a reservoir whose pairs of events CP-SAT has no room for is refused with their number', () => {
  const reservoir = (events: number): Model => {
    const builder = new ModelBuilder();
    const times = Array.from({ length: events }, () => ({ vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 }));
    const changes = times.map(() => ({ vars: [], coeffs: [], offset: 1 }));
    builder.add({ kind: 'reservoir', times, changes, minLevel: 0, maxLevel: events });
    return builder.build();
  };
  expect(() => requireRoom(reservoir(100))).not.toThrow();
  expect(() => requireRoom(reservoir(3000))).toThrow(/each of 9000000 pairs/);
});

test('a rewriting for whose rows nothing is left is refused, and counts as none', () => {
  const builder = new ModelBuilder();
  const index = { vars: [builder.integer(0, 1)], coeffs: [1], offset: 0 };
  const exprs = [0, 1].map(() => ({ vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 }));
  builder.add({ kind: 'element', index, exprs, target: { vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 } });
  // Too few rows for a look on the way.
  const forms = new Forms(builder.build(), () => 'memory');
  expect(() => forms.for('highs')).toThrow(/memory was full/);
  expect(forms.stepsFor('highs')).toEqual([]);
  expect(forms.for('cp-sat').steps).toEqual([]);
});

test('rewriting stops where its time is over, which is then what ends the solve', async () => {
  const builder = new ModelBuilder();
  const exprs = Array.from({ length: 3000 }, () => ({ vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 }));
  const index = { vars: [builder.integer(0, 2999)], coeffs: [1], offset: 0 };
  builder.add({ kind: 'element', index, exprs, target: { vars: [builder.integer(0, 9)], coeffs: [1], offset: 0 } });
  const model = builder.build();
  expect(() => rewrite(model, milp, () => 'time')).toThrow(/time was over/);
  expect(() => rewrite(model, milp)).not.toThrow();
  const { outcome, steps } = await solve(model, { engine: 'highs', timeLimitMs: 0 });
  expect([outcome.proof, outcome.stopped, outcome.solution, steps]).toEqual(['none', 'time-limit', undefined, []]);
});

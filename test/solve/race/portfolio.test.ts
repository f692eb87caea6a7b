import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/engines/registry.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { BOOLEAN } from '../../../src/language/domain.ts';
import type { Model } from '../../../src/language/model.ts';
import { portfolioFor } from '../../../src/solve/race/portfolio.ts';

/** A model of this many Booleans, with an objective or without. */
function booleans(count: number, withObjective: boolean, ...constraints: Constraint[]): Model {
  return {
    dovetail: 1,
    variables: Array.from({ length: count }, () => ({ domain: BOOLEAN })),
    intervals: [],
    constraints,
    ...(withObjective ? { objective: { sense: 'minimize', vars: [0], coeffs: [1], offset: 0 } } : {}),
  };
}

const xor: Constraint = { kind: 'boolXor', literals: [0, 1] };
const apart: Constraint = { kind: 'noOverlap', intervals: [] };

const MODELS = [100, 5000, 50_000].flatMap((count) =>
  [true, false].flatMap((withObjective) => [
    booleans(count, withObjective),
    booleans(count, withObjective, xor),
    booleans(count, withObjective, apart),
  ]),
);

describe('every portfolio', () => {
  test.each(MODELS.map((model) => [portfolioFor(model, 'auto')] as const))('has two provers: $reason', (portfolio) => {
    const all = [...portfolio.contenders.map(({ engine }) => engine), ...portfolio.substitutes];
    expect(all).toEqual(expect.arrayContaining(['cp-sat', 'highs']));
    // Under a budget of ticks the turns and the substitutes take their place.
    const turns = [...portfolio.turns.map(({ engine }) => engine), ...portfolio.substitutes];
    expect(turns).toEqual(expect.arrayContaining(['cp-sat', 'highs']));
    for (const { share } of portfolio.turns) expect(share).toBeLessThanOrEqual(1);
    expect(portfolio.turns.at(-1)?.share).toBe(1);
  });
});

test('an engine that was asked for is alone', () => {
  for (const engine of Object.keys(ENGINES) as (keyof typeof ENGINES)[]) {
    const portfolio = portfolioFor(booleans(10, true), engine);
    expect([portfolio.contenders.map((one) => one.engine), portfolio.substitutes]).toEqual([[engine], []]);
  }
});

test('a bound that is found soon comes before HiGHS where that may keep its thread for long', () => {
  const choice: Constraint = { kind: 'exactlyOne', literals: [0, 1] };
  const order = (count: number, rows: number) => {
    const { contenders } = portfolioFor(booleans(count, true, ...Array<Constraint>(rows).fill(choice)), 'auto');
    const two = contenders.filter(({ engine }) => engine === 'highs' || engine === 'pdhg');
    return two.map(({ engine, brief }) => (brief ? `${engine}, briefly` : engine));
  };
  // Rows of many variables are choices, and large models have long steps.
  expect(order(1200, 200)).toEqual(['pdhg, briefly', 'highs']);
  expect(order(1200, 600)).toEqual(['highs', 'pdhg']);
  expect(order(20_000, 10_000)).toEqual(['pdhg', 'highs']);
});

test('no number of variables or rows keeps an engine out of a race with an objective', () => {
  const choice: Constraint = { kind: 'exactlyOne', literals: [0, 1] };
  const keeping = (count: number, rows: number) => {
    const { contenders } = portfolioFor(booleans(count, true, ...Array<Constraint>(rows).fill(choice)), 'auto');
    expect(contenders.map(({ engine }) => engine).sort()).toEqual(['cp-sat', 'highs', 'lns', 'local', 'pdhg']);
    return contenders
      .filter(({ keeps }) => keeps !== undefined && keeps !== 'until-solution')
      .map(({ keeps }) => keeps);
  };
  for (const count of [1200, 20_000, 50_000]) {
    // Many variables to a row are choices, whose relaxation needs its time; one of few variables is soon solved.
    expect(keeping(count, Math.floor(count / 6))).toEqual(['until-found']);
    expect(keeping(count, count / 2)).toEqual([count <= 10_000 ? 'until-found' : 'for-a-while']);
  }
});

test('where any solution of many rows will do, a construction looks for one while CP-SAT reads them', () => {
  const enginesOf = (count: number) =>
    portfolioFor(booleans(count, false), 'auto').contenders.map(({ engine }) => engine);
  expect(enginesOf(50_000).slice(0, 2)).toEqual(['local', 'cp-sat']);
  expect(enginesOf(100)[0]).toBe('cp-sat');
});

test('where very many pairs of tasks need time between them, nobody is in the race who would have to be told in rows', () => {
  const enginesOf = (tasks: number) => {
    const intervals = Array.from({ length: tasks }, (_, i) => i);
    const transitions = { families: intervals.map(() => 0), times: [[1]] };
    return portfolioFor(booleans(100, true, { kind: 'noOverlap', intervals, transitions }), 'auto').contenders;
  };
  // 200 x 199 / 2 = 19,900 and 300 x 299 / 2 = 44,850 pairs.
  expect(enginesOf(200).map(({ engine }) => engine)).toEqual(['scheduling', 'cp-sat', 'schedule-lns']);
  expect(enginesOf(300).map(({ engine }) => engine)).toEqual(['scheduling', 'schedule-lns']);
});

test('a small schedule that CP-SAT does not prove soon is searched again', () => {
  const intervals = Array.from({ length: 30 }, (_, i) => i);
  const { contenders } = portfolioFor(booleans(30, true, { kind: 'noOverlap', intervals }), 'auto');
  expect(contenders.map(({ engine, joins = false }) => [engine, joins])).toEqual([
    ['scheduling', false],
    ['cp-sat', true],
    ['scheduling', true],
    ['highs', true],
  ]);
});

test('an exact sum of many weights begins with CP-SAT, any other small model of rows with HiGHS', () => {
  const row = (coeffs: number[], domain: number[]): Constraint => ({ kind: 'linear', vars: [0, 1, 2], coeffs, domain });
  const proverOf = (...rows: Constraint[]) =>
    portfolioFor(booleans(50, true, ...rows), 'auto').contenders.find(({ joins }) => joins)?.engine;
  expect(proverOf(row([5, 9, 14], [19, 19]))).toBe('cp-sat');
  expect(proverOf(row([5, 9, 14], [0, 19]))).toBe('highs');
  expect(proverOf(row([1, 1, -1], [0, 0]))).toBe('highs');
});

test('in a small model of rows local search is the first beside HiGHS, as CP-SAT takes longest to begin', () => {
  const row: Constraint = { kind: 'linear', vars: [0, 1, 2], coeffs: [5, 9, 14], domain: [0, 19] };
  const { contenders } = portfolioFor(booleans(50, true, row), 'auto');
  const joining = contenders.filter(({ joins }) => joins).map(({ engine }) => engine);
  expect(joining).toEqual(['highs', 'local', 'cp-sat', 'lns']);
});

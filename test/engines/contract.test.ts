import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { everySolution } from '../../src/engines/exhaustive/enumerate.ts';
import type { Solution } from '../../src/engines/outcome.ts';
import { ENGINE_NAMES, type EngineName } from '../../src/engines/registry.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { KINDS, type Kind } from '../../src/language/constraints/index.ts';
import { weighted } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import type { Model } from '../../src/language/model.ts';
import { objectiveOf } from '../../src/language/objective.ts';
import { print } from '../../src/language/print.ts';
import { solve } from '../../src/solve/solve.ts';
import { cases } from '../support/deep.ts';
import { arbitraryModel, SMALL_MODELS } from '../support/models.ts';

/**
 * The contract of every engine with every kind of constraint, as it is or rewritten: against the oracle, the same
 * feasibility, and with an objective the same optimum, proved.
 */

type Name = EngineName | 'auto';

/** What an engine may leave out, each with its reason. */
const EXCUSED: Partial<Record<Name, { readonly proofs?: string; readonly finding?: string; readonly skip?: string }>> =
  {
    local: {
      proofs: 'local search proves nothing',
      finding: 'local search may miss the few solutions of a model that is all equations',
    },
    lns: {
      proofs: 'it proves nothing beyond the parts that it frees',
      finding: 'it begins with a solution of local search',
    },
    pdhg: {
      proofs: 'it proves by its bound alone',
      finding: 'it looks for bounds only',
    },
    scheduling: {
      proofs: 'it proves only what simple bounds reach',
      finding: 'its rules may miss the few schedules of a tight model, and without intervals it has nothing to do',
    },
    'schedule-lns': {
      proofs: 'it proves nothing beyond the parts that it frees',
      finding: 'it looks for earlier schedules only; test/engines/schedule-lns has those',
    },
    'javascript-lp-solver': {
      proofs: 'what it claims is wrong too often to be passed on',
      finding: 'it misses solutions of models that it calls infeasible',
    },
    exhaustive: { skip: 'it is the oracle' },
  };

/** How much those find at least that look for schedules: hardly a model here has an objective that likes to be early, as theirs. */
const SCHEDULES: Partial<Record<Name, number>> = { scheduling: 21, 'schedule-lns': 0 };

/** Generated models for each pair of kind and engine. */
const RUNS = 4;
const LIMIT_MS = 20_000;
/** Work of engines that prove nothing, and would go on. */
const SEARCH_TICKS = cases(100, 500);

afterAll(endWarmThreads);

const kinds = Object.keys(KINDS) as Kind[];
const engines: readonly Name[] = (['auto', ...ENGINE_NAMES] as const).filter((name) => !EXCUSED[name]?.skip);

/** What each engine was asked and what it answered, counted while the models are solved. */
const counts = new Map<Name, { solvable: number; found: number; bounded: number; infeasible: number }>(
  engines.map((name) => [name, { solvable: 0, found: 0, bounded: 0, infeasible: 0 }]),
);

describe.each(engines)('%s agrees with the oracle on', (engine) => {
  describe.each(kinds)('%s:', (kind) => {
    test('the catalogue', async () => {
      for (const model of SMALL_MODELS[kind]) await agree(engine, withObjective(model));
    });

    test('generated models', async () => {
      const runs = EXCUSED[engine]?.proofs ? 1 : RUNS;
      await fc.assert(
        fc.asyncProperty(arbitraryModel(kind), (model) => agree(engine, model)),
        { numRuns: runs, seed: 7, endOnFailure: true },
      );
    });
  });
});

/** Gives a model without an objective one in which hardly two solutions are equally good. */
function withObjective(model: Model): Model {
  if (model.objective || model.variables.length === 0) return model;
  const builder = ModelBuilder.from(model);
  const vars = model.variables.map((_, i) => i);
  builder.maximize(
    weighted(
      vars,
      vars.map((i) => (i % 2 === 0 ? 1 : -1) * (i + 1)),
    ),
  );
  return builder.build();
}

async function agree(engine: Name, model: Model): Promise<void> {
  const best = bestOf(model);
  const budget = EXCUSED[engine]?.proofs ? { ticks: SEARCH_TICKS } : {};
  const { outcome, defects } = await solve(model, { engine, timeLimitMs: LIMIT_MS, seed: 3, ...budget });
  const count = counts.get(engine)!;
  if (best) count.solvable++;
  else count.infeasible++;
  if (best && outcome.solution) count.found++;
  const told = `${engine}\n${print(model)}`;
  expect(defects, told).toEqual([]);
  if (outcome.solution) {
    expect(isFeasible(model, outcome.solution.values), told).toBe(true);
    expect(objectiveOf(model, outcome.solution.values), told).toBe(outcome.solution.objective);
  }
  if (best && model.objective && outcome.bound !== undefined) {
    count.bounded++;
    const sign = model.objective.sense === 'maximize' ? -1 : 1;
    expect(sign * outcome.bound, told).toBeLessThanOrEqual(sign * best.objective);
  }
  if (EXCUSED[engine]?.proofs) {
    if (!best) expect(outcome.solution, told).toBeUndefined();
    return;
  }
  expect(outcome.stopped, told).toBe('finished');
  expect(outcome.proof, told).toBe(best ? 'optimal' : 'infeasible');
  expect(outcome.solution?.objective, told).toBe(best?.objective);
}

/** The best solution by the definitions alone. */
function bestOf(model: Model): Solution | undefined {
  const sign = model.objective?.sense === 'maximize' ? -1 : 1;
  let best: Solution | undefined;
  for (const values of everySolution(model)) {
    const objective = objectiveOf(model, values);
    if (!best || sign * objective < sign * best.objective) best = { values: values.slice(), objective };
  }
  return best;
}

test.each(engines)('%s was asked about models of both sorts, and finds solutions, or bounds, of most', (engine) => {
  const { solvable, found, bounded, infeasible } = counts.get(engine)!;
  expect(solvable).toBeGreaterThan(200);
  expect(infeasible).toBeGreaterThan(20);
  if (engine === 'pdhg') expect([found, bounded > solvable / 2]).toEqual([0, true]);
  else if (EXCUSED[engine]?.finding) expect(found).toBeGreaterThanOrEqual(SCHEDULES[engine] ?? solvable / 2);
  else expect(found).toBe(solvable);
});

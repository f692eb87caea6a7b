import { afterAll, describe, expect, test } from 'vitest';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { ASKED, type Asked, disagreements, emptyTally, type Tally } from '../support/agreement.ts';
import { cases } from '../support/deep.ts';

/**
 * Every engine, and `auto`, on models with large numbers, against a reading of `cp_model.proto` that shares nothing with
 * ours. DOVETAIL_MODELS says how many, and DOVETAIL_FIRST_MODEL where to begin: each number is the same model everywhere.
 */
const MODELS = Number(process.env.DOVETAIL_MODELS ?? cases(105, 5000));
const FIRST = Number(process.env.DOVETAIL_FIRST_MODEL ?? 0);
/** Models of one test, so that each stays far from its time limit. */
const BATCH = 105;

afterAll(endWarmThreads);

const tally: Tally = emptyTally();
const batches = Array.from({ length: Math.ceil(MODELS / BATCH) }, (_, i) => FIRST + i * BATCH);

describe('every engine agrees with the reference on models', () => {
  test.each(batches)('from %i on', { timeout: 600_000 }, async (first) => {
    const last = Math.min(first + BATCH, FIRST + MODELS);
    const wrong: string[] = [];
    for (let number = first; number < last; number++) wrong.push(...(await disagreements(number, tally)));
    expect(wrong).toEqual([]);
  });
});

test('the models are of both sorts, and each engine that proves has proved', () => {
  if (MODELS > BATCH) console.log(JSON.stringify(tally));
  expect(tally.solvable).toBeGreaterThan(MODELS / 4);
  expect(tally.infeasible).toBeGreaterThan(MODELS / 20);
  for (const engine of ['auto', 'cp-sat', 'exhaustive'] satisfies Asked[]) expect(tally.proved[engine]).toBe(MODELS);
  // Beyond what their arithmetic carries they refuse or do not claim.
  for (const engine of ['highs', 'glpk'] satisfies Asked[]) expect(tally.proved[engine]).toBeGreaterThan(MODELS / 4);
  // A bound is all that pdhg gives.
  for (const engine of ASKED) if (engine !== 'pdhg') expect(tally.found[engine]).toBeGreaterThan(0);
});

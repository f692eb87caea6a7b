import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { readModel } from '../../src/language/read.ts';
import { solve } from '../../src/solve/solve.ts';

afterAll(endWarmThreads);

/** What native OR-Tools 9.15 found; `bench/peers/export_fixtures.py` wrote the models and this. */
const FOLDER = new URL('../language/proto/fixtures/', import.meta.url);
const solved = JSON.parse(readFileSync(new URL('solved.golden.json', FOLDER), 'utf8')) as Record<
  string,
  { readonly status: string; readonly objective: number }
>;

describe.each(['pb', 'pbtxt', 'json'])('models that OR-Tools exported as .%s', (ending) => {
  test.each(Object.entries(solved))('%s has the same optimum here', async (name, expected) => {
    const { model } = readModel(readFileSync(new URL(`${name}.golden.${ending}`, FOLDER)));
    const { outcome } = await solve(model, { engine: 'cp-sat' });
    if (expected.status === 'INFEASIBLE') expect(outcome.proof).toBe('infeasible');
    else expect(outcome).toMatchObject({ proof: 'optimal', solution: { objective: expected.objective } });
  });
});

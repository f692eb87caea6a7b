import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import type { DomainResult } from '../../../src/solve/result.ts';
import { solve } from '../../../src/solve/solve.ts';

test('the example gives what is expected', async () => {
  const expected = JSON.parse(
    readFileSync(new URL('../../../models/staffing/example.expected.json', import.meta.url), 'utf8'),
  );
  const input = staffing.parse(staffing.example());
  const built = staffing.build(input);
  const { outcome } = await solve(built.model, { engine: 'cp-sat' });
  const solution = staffing.read(built, outcome.solution!.values);
  const result = staffing.result(built, solution, outcome.proof) as DomainResult;
  expect({
    proof: outcome.proof,
    penalty: result.penalty,
    counts: result.counts,
    placed: result.placed.map(({ item }) => item),
    notPlaced: result.notPlaced.map(({ item, reason: { by, kind, rule } }) => ({
      item,
      kind,
      rule,
      ...(by ? { by } : {}),
    })),
    defects: result.defects,
  }).toEqual(expected);
  expect(staffing.review(input, solution)).toMatchObject({ isLegal: true, issues: [], penalty: expected.penalty });
});

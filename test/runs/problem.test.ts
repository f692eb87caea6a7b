import { expect, test } from 'vitest';
import { RAW_MODEL } from '../../src/runs/run.ts';
import { problemOf } from '../../src/runs/solver/problem.ts';

/** Two Booleans. */
const INPUT = JSON.stringify({ variables: [{ domain: [0, 1] }, { domain: [0, 1] }] });

const problem = problemOf({}, { model: RAW_MODEL, input: INPUT, reopen: undefined }, () => undefined);

test('a constraint model starts from a solution of its own', () => {
  expect([...problem.startFrom('{"values":[1,0]}')!]).toEqual([1, 0]);
});

test.each([
  ['another number of variables', '{"values":[1,0,1]}', /The start has 3 values; the model has 2 variables/],
  ['a domain', '{"assignments":[]}', /no solution of a constraint model/],
])('a start from the solution of %s is refused', (_, solution, message) => {
  expect(() => problem.startFrom(solution)).toThrow(message);
});

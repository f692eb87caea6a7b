import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  DOMAIN_MODELS,
  endWarmThreads,
  reviewSolution,
  runScenarios,
  type StaffingInput,
  solveDomain,
  staffing,
  validateInput,
} from '../../src/index.ts';

afterAll(endWarmThreads);

/** One evening with one guest's table, which Ida or Jon may serve. */
const EVENING: StaffingInput = {
  horizon: { from: '2026-05-11', to: '2026-05-11' },
  types: { dinner: { minutes: 120 } },
  roles: ['waiter'],
  employees: [
    { id: 'ida', role: 'waiter' },
    { id: 'jon', role: 'waiter', timeOff: [{ from: '2026-05-11', to: '2026-05-11' }] },
  ],
  events: [{ id: 'table', type: 'dinner', start: '2026-05-11', due: '2026-05-12' }],
};

test('an input is solved and reviewed with the types of its model', async () => {
  const { answer } = await solveDomain(staffing, EVENING, { timeLimitMs: 5_000 });
  // Jon is away, so that only Ida is left.
  expect(answer?.solution.assignments).toEqual([
    expect.objectContaining({ event: 'table', employee: 'ida', day: '2026-05-11' }),
  ]);
  expect(answer?.result.placed.map(({ item, who }) => [item, who])).toEqual([['table', 'ida']]);
  expect(reviewSolution(staffing, EVENING, answer!.solution).isLegal).toBe(true);
  const jon = { assignments: [{ event: 'table', employee: 'jon', day: '2026-05-11' }] };
  expect(reviewSolution(staffing, EVENING, jon).issues).toHaveLength(1);
  expect(validateInput(staffing, EVENING)).toEqual([]);
  // @ts-expect-error: staffing has no students, as the compiler says.
  expect(() => validateInput(staffing, { students: [] })).toThrow(/students/);
});

test('scenario files are run from a program, and say what is not as expected', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
  try {
    const scenario = { name: 'the table', why: 'Jon is away.', model: 'staffing', input: EVENING };
    const write = (file: string, who: string): void =>
      writeFileSync(join(folder, file), JSON.stringify({ ...scenario, expect: { who: { table: who } } }));
    write('right.json', 'ida');
    write('wrong.json', 'jon');
    const verdicts = await runScenarios([folder], DOMAIN_MODELS);
    expect(verdicts.map(({ failures }) => failures.length)).toEqual([0, 1]);
    expect(verdicts[1]!.failures[0]).toMatchObject({ expectation: 'who/table', expected: 'jon' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the name of a model in place of the model is refused with what to give', async () => {
  const wrong = { code: 'input/usage', message: expect.stringContaining('import the model itself') };
  await expect(solveDomain('staffing' as never, {} as never)).rejects.toMatchObject(wrong);
  for (const ask of [reviewSolution, validateInput])
    expect(() => ask(undefined as never, {} as never, {} as never)).toThrow('has to be a domain model');
});

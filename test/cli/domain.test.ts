import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dovetail } from '../support/cli.ts';

let folder: string;
const path = (name: string): string => join(folder, name);

/** Ann can do both, one a day; Bob is off on Monday: wine on Monday is Ann's, and then tea is Bob's on Tuesday. */
const INPUT = `
horizon: { from: 2026-01-05, to: 2026-01-06 }
roles: [ crew ]
types: { tasting: { minutes: 60 } }
employees:
  - { id: ann, role: crew }
  - { id: bob, role: crew, weekly: { monday: false } }
events:
  - { id: wine, type: tasting, start: 2026-01-05, due: 2026-01-06 }
  - { id: tea, type: tasting, start: 2026-01-06, due: 2026-01-07 }
  - { id: late, type: tasting, start: 2026-01-07, due: 2026-01-09 }
rules:
  - { id: one-a-day, template: max-per-day, parameters: { types: [ tasting ], max: 1 } }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dovetail-domain-'));
  await writeFile(path('input.yaml'), INPUT);
});
afterAll(() => rm(folder, { recursive: true }));

describe('dovetail solve staffing', () => {
  test('gives one JSON document whose solution check and why accept', async () => {
    const { code, stdout, stderr } = await dovetail(['solve', 'staffing', path('input.yaml'), '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const run = JSON.parse(stdout);
    expect(run).toMatchObject({ status: 'optimal', result: { counts: { items: 3, placed: 2, notPlaced: 1 } } });
    expect(run.result.notPlaced[0]).toMatchObject({ item: 'late', reason: { kind: 'no-valid-day' } });
    await writeFile(path('solution.json'), JSON.stringify(run.solution));
    const checked = await dovetail(['check', 'staffing', path('input.yaml'), path('solution.json'), '--json']);
    expect(checked.code).toBe(0);
    expect(JSON.parse(checked.stdout)).toMatchObject({ isLegal: true, penalty: run.result.penalty });
    const why = await dovetail(['why', 'staffing', path('input.yaml'), path('solution.json'), 'wine', '--json']);
    const { whyThis, whyNot } = JSON.parse(why.stdout);
    expect(whyThis).toMatchObject({ who: 'ann', at: { day: '2026-01-05' } });
    expect(whyNot).toContainEqual(
      expect.objectContaining({ who: 'bob', at: { day: '2026-01-05' }, verdict: 'impossible' }),
    );
  });

  test('prints a schedule that people read, with the reason of what is not placed, and the verdict', async () => {
    const { stdout } = await dovetail(['solve', 'staffing', path('input.yaml')]);
    expect(stdout).toContain('2 of 3 events placed');
    expect(stdout).toMatch(/late +no-valid-day/);
    expect(stdout).toContain('Review: every hard rule holds');
  });
});

describe('an input in which there is nothing to decide', () => {
  const NOBODY = `
horizon: { from: 2026-01-05, to: 2026-01-06 }
types: { tasting: { minutes: 60 } }
events: [ { id: wine, type: tasting, start: 2026-01-05, due: 2026-01-06 } ]
rules: [ { id: one-place, template: no-overlap } ]
`;

  test('is solved and checked, and what has no effect in it comes first', async () => {
    await writeFile(path('nobody.yaml'), NOBODY);
    await writeFile(path('nothing.json'), '{ "assignments": [] }');
    const { code, stdout } = await dovetail(['solve', 'staffing', path('nobody.yaml')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 warning: .*\n\n {2}\/rules\/0: one-place decides nothing/);
    expect(stdout).toMatch(/wine +nobody-qualified +There is nobody/);
    const checked = await dovetail(['check', 'staffing', path('nobody.yaml'), path('nothing.json'), '--json']);
    expect([checked.code, JSON.parse(checked.stdout)]).toMatchObject([
      0,
      { isLegal: true, warnings: [{ pointer: '/rules/0', code: 'rule-idle' }] },
    ]);
  });
});

test('dovetail check names the rules that a schedule typed by hand breaks, and exits with 3', async () => {
  const solution = 'assignments: [ { event: wine, employee: bob, day: 2026-01-05 } ]\n';
  await writeFile(path('typed.yaml'), solution);
  const { code, stdout } = await dovetail(['check', 'staffing', path('input.yaml'), path('typed.yaml')]);
  expect(code).toBe(3);
  expect(stdout).toMatch(/bob.*2026-01-05/i);
  expect(stdout).toContain('1 hard rule is broken, in 1 place:');
  expect(stdout).toContain('With wine taken out, the schedule keeps the hard rules');
});

test('dovetail why folds places by the rule that forbids them, and shows each with --all', async () => {
  await writeFile(path('none.yaml'), 'assignments: []\n');
  const { code, stdout } = await dovetail(['why', 'staffing', path('input.yaml'), path('none.yaml'), 'wine']);
  expect(code).toBe(0);
  expect(stdout).toContain('wine is not placed.');
  expect(stdout).toMatch(/ann +2026-01-05 +free/);
  // Two people on two days: Ann on Monday is free, and the three others fold into a row for each rule.
  expect(stdout).toMatch(/rules out the other 3 places/);
  expect(stdout).not.toMatch(/bob +2026-01-05 +impossible/);
  const all = await dovetail(['why', 'staffing', path('input.yaml'), path('none.yaml'), 'wine', '--all']);
  expect(all.stdout).toMatch(/bob +2026-01-05 +impossible/);
});

test('dovetail generate writes the same input for the same arguments, and schema describes it', async () => {
  const args = ['generate', 'staffing', '--events', '10', '--employees', '4', '--days', '7', '--posted', '5'];
  const [one, two] = [await dovetail(args), await dovetail(args)];
  expect(one.code).toBe(0);
  expect(one.stdout).toBe(two.stdout);
  expect(JSON.parse(one.stdout).events).toHaveLength(10);
  const schema = JSON.parse((await dovetail(['schema', 'staffing'])).stdout);
  expect(Object.keys(JSON.parse(one.stdout)).filter((key) => !(key in schema.properties))).toEqual([]);
});

describe('bad input exits with 2 and says what to do:', () => {
  test('a fault of the input at its pointer', async () => {
    const { code, stderr } = await dovetail(['solve', 'staffing', '-'], {
      input: INPUT.replace('role: crew }', 'role: crow }'),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('/employees/0/role: There is no role "crow".');
  });

  test('text that is not YAML, with line and column', async () => {
    const { code, stderr } = await dovetail(['solve', 'staffing', '-'], { input: 'a: [1\nb: 2' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^input\/syntax: -, line 2, column 1: /);
  });

  test('aliases that grow without end', async () => {
    const layers = ['b', 'c', 'd', 'e'].map(
      (name, i) => `${name}: &${name} [${`*${'abcd'[i]},`.repeat(9)}*${'abcd'[i]}]`,
    );
    const input = ['a: &a [x, x, x, x, x, x, x, x, x]', ...layers].join('\n');
    const { code, stderr } = await dovetail(['solve', 'staffing', '-'], { input });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^input\/syntax: .*aliases/);
  });

  test('a model that does not exist', async () => {
    const { code, stderr } = await dovetail(['solve', 'stafing', '-'], { input: '' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('Maybe use one of production, sessions, staffing')]);
  });
});

test('an input without a schedule says which rules cannot all hold, points to fixes, and exits with 3', async () => {
  // One visit, which is placed once (structure, which goes without saying), and two people who each need one (one-each); the cap has no part.
  const input = `
horizon: { from: 2026-01-06, to: 2026-01-06 }
types: { visit: { minutes: 60 } }
rules:
  - { id: one-each, template: min-per-week, parameters: { types: [visit], min: 1 } }
  - { id: few, template: max-per-day, parameters: { types: [visit], max: 1 } }
employees: [{ id: ann, role: nurse }, { id: bob, role: nurse }]
events: [{ id: visit, type: visit, start: 2026-01-06, due: 2026-01-07 }]
`;
  await writeFile(path('infeasible.yaml'), input);
  const { code, stdout } = await dovetail(['solve', 'staffing', path('infeasible.yaml')]);
  expect(code).toBe(3);
  expect(stdout).toContain('There is no schedule: the rule one-each cannot hold.');
  expect(stdout).toMatch(/\n {2}one-each: At least 1 visit event a week for one employee\.\n/);
  expect(stdout).toContain(`Try "dovetail fixes staffing ${path('infeasible.yaml')}"`);
  const { stdout: json } = await dovetail(['solve', 'staffing', path('infeasible.yaml'), '--json']);
  expect(JSON.parse(json)).toMatchObject({
    conflict: { rules: [{ id: 'one-each', meaning: expect.stringMatching(/^At least/) }], isMinimal: true },
  });
});

describe('dovetail validate staffing', () => {
  const faulty = INPUT.replace('id: bob, role: crew', 'id: bob, role: chef').replace(
    'due: 2026-01-09',
    'due: 2026-01-07',
  );
  /** Bob's role is not among the roles, and the third event is due on the day on which it starts. */
  const FAULTS = [
    ['/employees/1/role', 'unknown-role'],
    ['/events/2/due', 'due-not-after-start'],
  ];
  const warned = `${INPUT}  - { id: one-place, template: no-overlap }\n`;

  beforeAll(async () => {
    await writeFile(path('faulty.yaml'), faulty);
    await writeFile(path('warned.yaml'), warned);
    await writeFile(path('broken.yaml'), 'events: [');
  });

  test('tells every fault at its place, with exit code 2', async () => {
    const { code, stdout, stderr } = await dovetail(['validate', 'staffing', path('faulty.yaml')]);
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toMatch(/^2 faults: /);
    for (const [pointer, fault] of FAULTS) expect(stdout).toContain(`  ${pointer} (${fault}): `);
    const asked = await dovetail(['validate', 'staffing', path('faulty.yaml'), '--json']);
    const { isValid, errors, ...rest } = JSON.parse(asked.stdout);
    expect([asked.code, isValid, rest]).toEqual([2, false, { errorsOmitted: 0, warnings: [], warningsOmitted: 0 }]);
    expect(errors.map((fault: { pointer: string; code: string }) => [fault.pointer, fault.code])).toEqual(FAULTS);
  });

  test('tells every warning of an input that can be solved, with exit code 0', async () => {
    const { code, stdout } = await dovetail(['validate', 'staffing', path('warned.yaml')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^2 warnings: .*\n\n {2}\/events\/2: late may begin on .*\n {2}\/rules\/1: one-place decides nothing.*\n\nThe input can be solved\.\n$/,
    );
    const asked = await dovetail(['validate', 'staffing', path('input.yaml'), '--json']);
    expect([asked.code, JSON.parse(asked.stdout)]).toEqual([
      0,
      {
        isValid: true,
        errors: [],
        errorsOmitted: 0,
        warnings: [expect.objectContaining({ pointer: '/events/2', code: 'no-place' })],
        warningsOmitted: 0,
      },
    ]);
  });

  test('says on stderr that a file is not YAML', async () => {
    const { code, stdout, stderr } = await dovetail(['validate', 'staffing', path('broken.yaml'), '--json']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^input\/syntax: .*line 1/);
  });
});

test('a strategy is taken where the model has it, and told where it has not', async () => {
  const wrong = await dovetail(['solve', 'staffing', path('input.yaml'), '--strategy', 'balanced']);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/staffing has no strategy "balanced".*leave it out/s),
  ]);
});

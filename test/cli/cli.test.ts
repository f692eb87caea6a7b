import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';
import { modelToJson } from '../../src/language/json.ts';
import { dovetail } from '../support/cli.ts';
import { marketSplit } from '../support/hardModels.ts';

let folder: string;
const path = (name: string): string => join(folder, name);

/** Two of three, worth 3, 2 and 1: the best is 5. */
function twoOfThree(): ModelBuilder {
  const model = new ModelBuilder('two of three');
  const x = [model.boolean('a'), model.boolean('b'), model.boolean('c')];
  model.add(compare(sum(x), '=', 2), { name: 'two' });
  model.maximize(weighted(x, [3, 2, 1]));
  return model;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dovetail-cli-'));
  await writeFile(path('model.json'), modelToJson(twoOfThree().build()));
  const infeasible = twoOfThree();
  infeasible.add(compare(sum([0, 1, 2]), '<=', 1), { name: 'at most one' });
  await writeFile(path('infeasible.json'), modelToJson(infeasible.build()));
});
afterAll(() => rm(folder, { recursive: true }));

describe('dovetail solve-model', () => {
  test('prints status, objective and the values by name', async () => {
    const { code, stdout } = await dovetail(['solve-model', path('model.json')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^optimal \(finished\)/);
    expect(stdout).toContain('objective  5');
    expect(stdout).toContain('  a = 1\n  b = 1\n  c = 0\n');
  });

  test('gives one JSON document with --json and nothing else', async () => {
    const { code, stdout, stderr } = await dovetail([
      'solve-model',
      path('model.json'),
      '--json',
      '--engine',
      'cp-sat',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'optimal',
      objective: 5,
      bound: 5,
      solution: [1, 1, 0],
      stopped: 'finished',
      engine: 'cp-sat',
      defects: [],
    });
  });

  test.each(['model.pb', 'model.pbtxt', 'model.proto.json'])('takes what convert has written: %s', async (name) => {
    const converted = await dovetail(['convert', path('model.json'), path(name)]);
    expect([converted.code, converted.stdout]).toEqual([0, '']);
    const bytes = await readFile(path(name));
    const { stdout } = await dovetail(['solve-model', '-', '--json'], { input: bytes });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'optimal', objective: 5, solution: [1, 1, 0] });
    const back = await dovetail(['convert', path(name), path(`${name}.txt`)]);
    expect(back.code).toBe(0);
    await dovetail(['convert', path('model.json'), path('model.txt')]);
    expect(await readFile(path(`${name}.txt`), 'utf8')).toBe(await readFile(path('model.txt'), 'utf8'));
  });

  test('exits with 3 for an infeasible model and with 4 when nothing was found in time', async () => {
    expect((await dovetail(['solve-model', path('infeasible.json')])).code).toBe(3);
    await writeFile(path('hard.json'), modelToJson(marketSplit(6, 50)));
    const late = await dovetail(['solve-model', path('hard.json'), '--time-limit', '300ms', '--json']);
    expect(late.code).toBe(4);
    expect(JSON.parse(late.stdout)).toMatchObject({ status: 'unknown', stopped: 'time-limit', solution: null });
  });

  test('shows progress as plain lines where there is no terminal', async () => {
    const { stderr } = await dovetail(['solve-model', path('model.json'), '--progress', '--engine', 'exhaustive']);
    // In lexicographic order: b and c (3), then a and c (4), then a and b (5); at the end the bound that proves it. What
    // comes while something is being told may be left out for what comes after.
    const seen = stderr.match(/(?<=incumbent )\d/g)!;
    expect([seen[0], seen.at(-1)]).toEqual(['3', '5']);
    expect(seen).toEqual(seen.toSorted());
    expect(stderr).toMatch(/incumbent 5 +bound 5/);
  });

  test('ends with the best so far on Ctrl-C', async () => {
    const model = ModelBuilder.from(marketSplit(6, 50));
    const free = { ...model.build(), constraints: [] };
    await writeFile(path('free.json'), modelToJson(free));
    // The start of the search is feasible, and proving by enumeration takes longer than anybody waits.
    const { code, stdout } = await dovetail(
      ['solve-model', path('free.json'), '--json', '--progress', '--engine', 'exhaustive'],
      {
        onStderr: (stderr, kill) => (stderr.includes('incumbent') && !stderr.includes('Stopping') ? kill('SIGINT') : 0),
      },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'feasible', stopped: 'cancelled' });
  });
});

describe('dovetail explain', () => {
  test('names the parts that conflict, by owner or name', async () => {
    const { code, stdout } = await dovetail(['explain', path('infeasible.json')]);
    expect(code).toBe(0);
    expect(stdout).toContain('2 parts cannot all hold; without any one of them the rest can; confirmed');
    expect(stdout).toContain('\n  two\n  at most one\n');
  });

  test('says that nothing conflicts when nothing does', async () => {
    const { stdout } = await dovetail(['explain', path('model.json'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'feasible' });
  });
});

describe('bad input exits with 2 and says what to do:', () => {
  const cases: [string, string[], string, RegExp][] = [
    [
      'a file that is not there',
      ['solve-model', 'nowhere.json'],
      '',
      /^input\/file: nowhere\.json cannot be read: there is no such file/,
    ],
    ['no JSON', ['solve-model', '-'], '{"dovetail": 1,', /^input\/syntax: .*\nMaybe /s],
    ['an empty input', ['solve-model', '-'], '', /^input\/syntax: The input is empty\.\nMaybe /],
    ['another shape', ['solve-model', '-'], '{"dovetail": 1, "variables": 3}', /^input\/shape: .*\/variables/s],
    [
      'two faults at once',
      ['solve-model', '-'],
      JSON.stringify({
        dovetail: 1,
        variables: [{ domain: [1, 0] }],
        constraints: [{ kind: 'boolOr', literals: [7] }],
      }),
      /2 faults:\n {2}\/variables\/0: .*\n {2}\/constraints\/0: .*variable 7/s,
    ],
    [
      'an engine that does not exist',
      ['solve-model', 'm', '--engine', 'magic'],
      '',
      /Allowed choices are auto, cp-sat/,
    ],
    ['a time limit that is none', ['solve-model', 'm', '--time-limit', 'soon'], '', /Maybe write it like 10s/],
    ['a command that does not exist', ['sovle'], '', /has no command "sovle"\.\nMaybe you mean solve/],
    ['one with --help behind it', ['rulez', '--help'], '', /has no command "rulez"\.\nMaybe you mean rules/],
    ['one of a group', ['scenario', 'rum', 'x'], '', /"dovetail scenario" has no command "rum"\.\nMaybe you mean run/],
    ['an ending without a form', ['convert', '-', 'out.xyz'], '', /^input\/usage: .*\.xyz/],
    ['a bench that does not exist', ['bench', 'nothing'], '', /^input\/usage: .*engines/s],
  ];

  test.each(cases)('%s', async (_, args, input, message) => {
    const { code, stdout, stderr } = await dovetail(args, { input });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect([code, stdout]).toEqual([2, '']);
  });
});

test('dovetail engines solves a small roster with every engine, and all that prove agree', async () => {
  const { code, stdout } = await dovetail(['engines', '--json', '--time-limit', '12s']);
  expect(code).toBe(0);
  const rows = JSON.parse(stdout) as { engine: string; status: string; objective: number }[];
  expect(rows.map((row) => row.engine)).toEqual([
    'cp-sat',
    'highs',
    'local',
    'lns',
    'pdhg',
    'glpk',
    'javascript-lp-solver',
  ]);
  const proved = rows.filter((row) => row.status === 'optimal');
  expect(proved.map((row) => row.engine)).toEqual(expect.arrayContaining(['cp-sat', 'highs', 'glpk']));
  expect(new Set(proved.map((row) => row.objective)).size).toBe(1);
});

test('dovetail --version prints the version of the package', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await dovetail(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test('output that nobody reads to the end is no failure', async () => {
  const sizes = '--events 400 --employees 40 --days 28 --posted 1000';
  const args = `generate staffing ${sizes} | head -c 20 >/dev/null; echo $\{PIPESTATUS[0]}`;
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', `"${process.execPath}" src/main.ts ${args}`]);
  expect([stdout, stderr]).toEqual(['0\n', '']);
});

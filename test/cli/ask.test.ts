import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dovetail } from '../support/cli.ts';

/** Whatever a command prints; each test looks at the part that it is about. */
type Json = ReturnType<typeof JSON.parse>;

let folder: string;
const path = (name: string): string => join(folder, name);

/** Ann alone may pour wine, one tasting a day: of three wines on two days, one stays out. */
const INPUT = `
horizon: { from: 2026-01-05, to: 2026-01-06 }
roles: [ crew ]
types: { wine: { minutes: 60 }, tea: { minutes: 60 } }
employees:
  - { id: ann, role: crew, skills: [ wine ] }
  - { id: bob, role: crew }
events:
  - { id: red, type: wine, start: 2026-01-05, due: 2026-01-07 }
  - { id: white, type: wine, start: 2026-01-05, due: 2026-01-07 }
  - { id: rose, type: wine, start: 2026-01-05, due: 2026-01-07 }
  - { id: green, type: tea, start: 2026-01-05, due: 2026-01-06 }
rules:
  - { id: one-a-day, template: max-per-day, parameters: { types: [ wine, tea ], max: 1 } }
  - { id: licence, template: qualified, parameters: { types: [ wine ], skills: [ wine ] } }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dovetail-ask-'));
  await writeFile(path('input.yaml'), INPUT);
  const { stdout } = await dovetail(['solve', 'staffing', path('input.yaml'), '--json']);
  await writeFile(path('run.json'), stdout);
});
afterAll(() => rm(folder, { recursive: true }));

async function asked(
  command: string,
  ...args: string[]
): Promise<{ code: number | null; answer: Json; stderr: string }> {
  const { code, stdout, stderr } = await dovetail([command, 'staffing', path('input.yaml'), ...args, '--json']);
  return { code, answer: stdout ? JSON.parse(stdout) : undefined, stderr };
}

describe('dovetail fixes', () => {
  test('ranks what would help, tells each as it is found, and takes what solve prints as the schedule', async () => {
    const { code, answer, stderr } = await asked('fixes', path('run.json'));
    expect(code).toBe(0);
    expect(answer.fixes.map(({ text }: { text: string }) => text).sort()).toEqual([
      'Give bob the skill wine.',
      'Let ann have up to 2 where the rule one-a-day allows 1.',
    ]);
    expect(answer.fixes[0]).toMatchObject({ gained: [expect.stringMatching(/red|white|rose/)], isProved: true });
    expect(stderr).toContain('Give bob the skill wine.');
  });

  test('solves first when no schedule is given, and stops after as many as are asked for', async () => {
    const { answer } = await asked('fixes', '--most', '1');
    expect(answer.fixes).toHaveLength(1);
    const { stdout } = await dovetail(['fixes', 'staffing', path('input.yaml')]);
    expect(stdout).toMatch(/fix +changes +penalty +difference +placed by it/);
  });

  test('Ctrl-C gives the menu as far as it is known', async () => {
    const args = ['generate', 'staffing', '--events', '80', '--employees', '8'];
    await writeFile(path('large.json'), (await dovetail(args)).stdout);
    let isAsked = false;
    const { stdout } = await dovetail(['fixes', 'staffing', path('large.json'), '--json'], {
      onStderr: (stderr, kill) => {
        if (isAsked || !stderr.includes('penalty')) return;
        isAsked = true;
        kill('SIGINT');
      },
    });
    expect(JSON.parse(stdout).fixes.length).toBeGreaterThan(0);
  });
});

describe('dovetail whatif', () => {
  test('says what it costs, and how sure that is', async () => {
    const { code, answer } = await asked('whatif', '--item', 'green', '--who', 'ann', '--from', path('run.json'));
    // Ann has one wine less then: as dear as an event that is left out, 1000 and its urgency.
    expect(code).toBe(0);
    expect(answer).toMatchObject({ verdict: 'possible', isProved: true, changes: { place: 1000 } });
    const { stdout } = await dovetail(['whatif', 'staffing', path('input.yaml'), '--item', 'green', '--forbid']);
    expect(stdout).toMatch(/green not placed: penalty \+\d+, from \d+ \(proved\)/);
  });

  test('exits with 3 for what is impossible, and says why', async () => {
    const { stdout, code } = await dovetail([
      'whatif',
      'staffing',
      path('input.yaml'),
      ...['--item', 'red', '--who', 'bob'],
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/impossible \(proved\).*licence: bob \(crew\) is not qualified for wine/);
  });

  test('refuses a demand without an event, or of one that does not exist', async () => {
    expect((await asked('whatif')).code).toBe(2);
    const { code, stderr } = await asked('whatif', '--item', 'greene');
    expect([code, stderr]).toEqual([2, expect.stringContaining('you mean green')]);
  });
});

test('dovetail alternatives puts schedules side by side', async () => {
  const { code, answer } = await asked('alternatives', '--previous', path('run.json'));
  expect(code).toBe(0);
  expect(answer.alternatives.map(({ name }: { name: string }) => name)).toEqual([
    'cheapest',
    'fairest',
    'least change',
  ]);
  // The cheapest one is proved to cost as much as the earlier schedule, so the least change is none.
  expect(answer.alternatives[2]).toMatchObject({ disruptions: 0, isProved: true });
  const { stdout } = await dovetail(['alternatives', 'staffing', path('input.yaml')]);
  expect(stdout).toMatch(/cheapest +fairest/);
});

test('dovetail tradeoff says what each budget buys', async () => {
  await writeFile(path('empty.json'), JSON.stringify({ assignments: [] }));
  const { code, answer } = await asked('tradeoff', path('empty.json'));
  expect(code).toBe(0);
  // From nothing, each event that is placed is a change; three can be.
  const rows = answer.points.map(({ budget, difference }: Json) => [budget ?? null, difference.disruptions.length]);
  expect(rows).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [4, 3],
    [null, 3],
  ]);
  const { stdout } = await dovetail(['tradeoff', 'staffing', path('input.yaml'), path('empty.json')]);
  expect(stdout).toMatch(/any +\d+ +3 +0 +2 +proved/);
});

test('dovetail prices says what each hard rule costs', async () => {
  const { code, answer } = await asked('prices', '--from', path('run.json'));
  expect(code).toBe(0);
  const gains = Object.fromEntries(answer.prices.map((price: Json) => [price.relaxation.text, price.gained.length]));
  expect(gains['Let one-a-day have max 2 instead of 1: At most 2 wine or tea events a day for one employee.']).toBe(1);
  expect(answer.base.isProved).toBe(true);
  const { stdout } = await dovetail(['prices', 'staffing', path('input.yaml')]);
  expect(stdout).toMatch(/rule +relaxed +gain +at most/);
});

test('dovetail solve --from starts from an earlier schedule, whatever the names in it', async () => {
  const run = JSON.parse(await readFile(path('run.json'), 'utf8'));
  const [first, ...rest] = run.solution.assignments;
  await writeFile(path('old.json'), JSON.stringify({ assignments: [{ ...first, employee: 'zoe' }, ...rest] }));
  for (const from of ['run.json', 'old.json']) {
    const { answer } = await asked('solve', '--from', path(from));
    expect(answer).toMatchObject({ status: 'optimal', objective: run.objective });
  }
  await writeFile(path('none.json'), '{ "assignments": [ { "event": 3 } ] }');
  expect((await asked('solve', '--from', path('none.json'))).code).toBe(2);
});

test('dovetail plot draws a trace, and refuses what is none', async () => {
  const trace = {
    objectiveSense: 'minimize',
    incumbents: [{ ms: 10, objective: 5, engine: 'local' }],
    bounds: [],
    ms: 100,
    status: 'feasible',
  };
  await writeFile(path('trace.json'), JSON.stringify(trace));
  const { code } = await dovetail(['plot', path('trace.json'), path('out.svg'), '--log-time', '--title', 'A run']);
  expect(code).toBe(0);
  expect(await readFile(path('out.svg'), 'utf8')).toContain('>A run</text>');
  const refused = await dovetail(['plot', path('run.json'), path('out.svg')]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('This is not a trace of a solve')]);
});

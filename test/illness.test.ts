import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Conflict } from '../src/solve/issue.ts';
import { type LiveService, liveService } from './http/support/liveService.ts';
import { dovetail } from './support/cli.ts';

/** Somebody is ill for a week: 14 posted jobs, five of them hers. The scenario says it too. */
const STORY = new URL('../models/staffing/scenarios/week-illness-posted.yaml', import.meta.url);
const ILL = ['ann-1', 'ann-2', 'ann-3', 'ann-4', 'ann-5'];

interface At {
  readonly employee: string;
  readonly day: string;
}

interface Input {
  readonly events: readonly { readonly id: string; readonly type: string; readonly posted: At }[];
  readonly posted: readonly (At & { readonly event: string; readonly type: string })[];
}

interface Told {
  readonly conflicts: readonly Conflict[];
  readonly result: { readonly moved: readonly unknown[] };
}

interface Job extends At {
  readonly id: string;
  readonly type: string;
}

let input: Input;
let folder: string;
let file: string;

beforeAll(async () => {
  ({ input } = parse(await readFile(STORY, 'utf8')));
  folder = await mkdtemp(join(tmpdir(), 'dovetail-illness-'));
  file = join(folder, 'input.json');
  await writeFile(file, JSON.stringify(input));
});
afterAll(() => rm(folder, { recursive: true }));

/** Ann is away on the first of two days, and two of her three pins are there: only Bob can have those visits. */
const PINNED = {
  horizon: { from: '2026-03-02', to: '2026-03-03' },
  types: { visit: { minutes: 60 } },
  employees: [
    { id: 'ann', role: 'nurse', timeOff: [{ from: '2026-03-02', to: '2026-03-02' }] },
    { id: 'bob', role: 'nurse' },
  ],
  events: [
    { id: 'first', type: 'visit', start: '2026-03-02', due: '2026-03-03' },
    { id: 'good', type: 'visit', start: '2026-03-03', due: '2026-03-04' },
    { id: 'last', type: 'visit', start: '2026-03-02', due: '2026-03-03' },
  ],
  pins: [
    { event: 'first', employee: 'ann', day: '2026-03-02' },
    { event: 'good', employee: 'ann', day: '2026-03-03' },
    { event: 'last', employee: 'ann', day: '2026-03-02' },
  ],
};
const GIVEN_BACK = [
  ['first', 'bob', '2026-03-02'],
  ['good', 'ann', '2026-03-03'],
  ['last', 'bob', '2026-03-02'],
];

/** The 14 jobs as they are posted. */
function jobsOf(): Job[] {
  const within = input.events.map(({ id, type, posted }) => ({ id, type, ...posted }));
  const alone = input.posted.map(({ event, ...rest }) => ({ id: event, ...rest }));
  return [...within, ...alone];
}

/**
 * The fewest jobs that can be with somebody else, by trying for each day every way to give all its jobs to people who
 * are there, one each, lab jobs to Cleo alone. The days have nothing to do with one another.
 */
function fewestChanges(): number {
  const fewest = (jobs: readonly Job[], people: readonly string[]): number => {
    const [job, ...rest] = jobs;
    if (!job) return 0;
    const able = people.filter((who) => job.type !== 'lab' || who === 'cleo');
    return Math.min(
      ...able.map(
        (who) =>
          Number(who !== job.employee) +
          fewest(
            rest,
            people.filter((other) => other !== who),
          ),
      ),
    );
  };
  const days = Map.groupBy(jobsOf(), ({ day }) => day);
  return [...days.values()].reduce((sum, jobs) => sum + fewest(jobs, ['bob', 'cleo', 'dan']), 0);
}

test('the oracle says what the scenario derives: six of the 14 change', () => {
  expect([jobsOf().length, fewestChanges()]).toEqual([14, 6]);
});

/** A solution as event, employee and day, in the order of the events. */
function placesOf({ assignments }: { readonly assignments: readonly (At & { readonly event: string })[] }): string[][] {
  return assignments.map(({ event, employee, day }) => [event, employee, day]).sort();
}

describe('on the command line', () => {
  test('what is in the way comes first, and the run does not say that every rule holds', async () => {
    const { code, stdout } = await dovetail(['solve', 'staffing', file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^5 conflicts: .*\n\n {2}ann-1 \(time-off\): ann is away on 2026-03-02/);
    expect(stdout).toContain('Try --reopen absent');
    expect(stdout).toContain('Review: no hard rule is broken but by given work (5 conflicts)');
    expect(stdout).not.toContain('every hard rule holds');
  });

  test('reopened, all is placed with the fewest changes, and check and why know the same problem', async () => {
    const { stdout } = await dovetail(['solve', 'staffing', file, '--reopen', 'absent', '--json']);
    const { result, review, solution, status } = JSON.parse(stdout);
    expect([status, result.counts.placed, result.conflicts, review.conflicts]).toEqual(['optimal', 14, [], []]);
    expect(result.moved).toHaveLength(fewestChanges());
    const path = join(folder, 'solution.json');
    await writeFile(path, JSON.stringify(solution));
    const checked = await dovetail(['check', 'staffing', file, path, '--reopen', 'absent']);
    expect([checked.code, checked.stdout.split('\n')[0]]).toEqual([0, 'Every hard rule holds.']);
    const why = await dovetail(['why', 'staffing', file, path, 'ann-3', '--reopen', 'absent', '--json']);
    expect(JSON.parse(why.stdout).whyThis).toMatchObject({ who: 'cleo', at: { day: '2026-03-04' } });
  });

  test('pins of somebody who is away are refused by name with what to do, and given back when reopened', async () => {
    const path = join(folder, 'pinned.json');
    await writeFile(path, JSON.stringify(PINNED));
    const refused = await dovetail(['solve', 'staffing', path]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    for (const pin of ['first', 'last'])
      expect(refused.stderr).toContain(`The pin of ${pin} breaks time-off: ann is away`);
    expect(refused.stderr).toContain('Maybe reopen what is absent');
    const { code, stdout } = await dovetail(['solve', 'staffing', path, '--reopen', 'absent', '--json']);
    const { solution, review } = JSON.parse(stdout);
    expect([code, review.isLegal]).toEqual([0, true]);
    expect(placesOf(solution)).toEqual(GIVEN_BACK);
  });

  test('a word that cannot be reopened is refused with those that can', async () => {
    const { code, stderr } = await dovetail(['solve', 'staffing', file, '--reopen', 'everything']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('absent')]);
  });
});

describe('over HTTP', () => {
  let app: LiveService;
  beforeAll(async () => {
    app = await liveService();
  });
  afterAll(() => app.close());

  async function solved(options: object): Promise<{ id: string; result: Told }> {
    const created = await app.request('/v1/runs', {
      json: { model: 'staffing', input, options },
      headers: { prefer: 'wait=60' },
    });
    const { id, status } = await created.json();
    expect(status).toBe('succeeded');
    return { id, result: await (await app.request(`/v1/runs/${id}/result`)).json() };
  }

  test('the result begins with the conflicts, and the verification has them', async () => {
    const { id, result } = await solved({});
    expect(Object.keys(result).indexOf('conflicts')).toBeLessThan(Object.keys(result).indexOf('result'));
    expect(result.conflicts.map(({ items, who, when, rule, reopen }) => [items, who, when, rule, reopen])).toEqual(
      ILL.map((job, i) => [[job], ['ann'], [`2026-03-0${i + 2}`], 'time-off', 'absent']),
    );
    const { review } = await (await app.request(`/v1/runs/${id}/verification`)).json();
    expect(review.conflicts).toEqual(result.conflicts);
  });

  test('options.reopen gives the fewest changes, and questions know what was reopened', async () => {
    const { id, result } = await solved({ reopen: ['absent'] });
    expect([result.conflicts, result.result.moved.length]).toEqual([[], fewestChanges()]);
    const { detail } = await (await app.request(`/v1/runs/${id}/unplaced?item=ann-5`)).json();
    expect(detail.whyThis).toMatchObject({ item: 'ann-5', at: { day: '2026-03-06' } });
  });

  test('validate takes the input, and warns of each conflict at its place', async () => {
    const told = await (await app.request('/v1/validate', { json: { model: 'staffing', input } })).json();
    expect(told.isValid).toBe(true);
    const places = told.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
    const posted = [0, 1, 2, 3].map((at) => `/input/events/${at}/posted`);
    for (const place of [...posted, '/input/posted/0']) expect(places).toContain(`${place} posted-breaks-rule`);
  });

  test('pins of somebody who is away are refused with what to do, and given back by options.reopen', async () => {
    const refused = await app.request('/v1/runs', { json: { model: 'staffing', input: PINNED } });
    const { code, errors } = await refused.json();
    expect([refused.status, code]).toEqual([422, 'input/invalid']);
    const told = errors.map(({ pointer, code, message }: Record<string, string>) => [pointer, code, message]);
    expect(told).toEqual(
      [0, 2].map((at) => [
        `/input/pins/${at}`,
        'pin-breaks-rule',
        expect.stringContaining('Maybe reopen what is absent'),
      ]),
    );
    const json = { model: 'staffing', input: PINNED, options: { reopen: ['absent'] } };
    const { id } = await (await app.request('/v1/runs', { json, headers: { prefer: 'wait=60' } })).json();
    const { solution } = await (await app.request(`/v1/runs/${id}/solution`)).json();
    expect(placesOf(solution)).toEqual(GIVEN_BACK);
  });

  test('a run without a schedule says which rules cannot all hold, and what to do', async () => {
    // Two people who each need a visit, of which there is one, placed once.
    const day = '2026-01-06';
    const json = {
      model: 'staffing',
      input: {
        horizon: { from: day, to: day },
        types: { visit: {} },
        rules: [{ id: 'one-each', template: 'min-per-week', parameters: { types: ['visit'], min: 1 } }],
        employees: ['ann', 'bob'].map((id) => ({ id, role: 'nurse' })),
        events: [{ id: 'visit', type: 'visit', start: day, due: '2026-01-07' }],
      },
    };
    const created = await app.request('/v1/runs', { json, headers: { prefer: 'wait=60' } });
    const { id, outcome, conflict } = await created.json();
    expect(outcome).toBe('infeasible');
    // Whether nothing may be left out is told, too: a busy machine may have had no time for trying.
    const { isMinimal, rules } = conflict;
    const oneEach = { id: 'one-each', meaning: 'At least 1 visit event a week for one employee.' };
    expect(rules).toContainEqual(oneEach);
    if (isMinimal) expect(rules).toEqual([oneEach]);
    expect(conflict.next).toContain('dovetail fixes staffing');
    const events = await app.runs.events('local', id);
    const logs = events.flatMap((event) => (event.type === 'log' ? [event.data] : []));
    expect(logs).toContainEqual(expect.objectContaining({ rules, isMinimal }));
  });

  test('a raw model has nothing to reopen', async () => {
    const body = { model: { variables: [], constraints: [] }, options: { reopen: ['absent'] } };
    const run = await (await app.request('/v1/solve', { json: body, headers: { prefer: 'wait=60' } })).json();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'input/invalid' } });
  });
});

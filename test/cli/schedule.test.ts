import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { changeOf } from '../../src/cli/change.ts';
import { readInput, readValue } from '../../src/cli/domains.ts';
import { readSchedule } from '../../src/cli/schedule.ts';
import { dovetail } from '../support/cli.ts';

let folder: string;
const path = (name: string): string => join(folder, name);
const { staffing } = DOMAIN_MODELS;

/** Two people, one tasting each on Monday. */
const INPUT = {
  horizon: { from: '2026-01-05', to: '2026-01-06' },
  types: { tasting: { minutes: 60 } },
  employees: [
    { id: 'ann', name: 'Ann Lee', role: 'crew' },
    { id: 'bob', role: 'crew' },
  ],
  events: [
    { id: 'wine', type: 'tasting', start: '2026-01-05', due: '2026-01-06' },
    { id: 'tea', type: 'tasting', start: '2026-01-05', due: '2026-01-06' },
  ],
  rules: [{ id: 'one-a-day', template: 'max-per-day', parameters: { types: ['tasting'], max: 1 } }],
};
const BARE = { assignments: [{ event: 'wine', employee: 'ann', day: '2026-01-05' }] };

/** Files with their contents, each as one might hand it over in place of a schedule. */
const FILES = {
  'input.json': INPUT,
  'bare.json': BARE,
  'solve.json': { status: 'optimal', solution: BARE, ledger: {} },
  'run.json': { run: 'r7', revision: 2, solution: BARE },
  'client.json': { run: { id: 'r7' }, solution: { run: 'r7', solution: BARE } },
  'failed.json': { status: 'infeasible', solution: null, ledger: {} },
  'metadata.json': { id: 'r7', status: 'succeeded' },
  'list.json': [1, 2],
  'other.json': { a: 1 },
} as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dovetail-schedule-'));
  for (const [name, value] of Object.entries(FILES)) await writeFile(path(name), JSON.stringify(value));
  await writeFile(path('empty.json'), ' \n');
  await writeFile(path('binary.json'), Buffer.from([0, 200, 3]));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a schedule argument', () => {
  test.each(['bare.json', 'solve.json', 'run.json', 'client.json'])('takes %s', async (name) => {
    expect(await readSchedule(staffing, INPUT, path(name))).toEqual(BARE);
  });

  test.each([
    ['input.json', 'is an input of staffing and no schedule.'],
    ['failed.json', 'is a solve that ended without a schedule (infeasible).'],
    ['metadata.json', 'is run r7 without its schedule.'],
    ['list.json', 'is not a schedule of staffing.'],
    ['other.json', 'is not a schedule of staffing.'],
    ['empty.json', 'is empty.'],
    ['binary.json', 'is not text in UTF-8.'],
    ['missing.json', 'cannot be read: there is no such file.'],
    ['.', 'cannot be read: it is a folder.'],
  ])('of %s is a clear fault', async (name, fault) => {
    await expect(readSchedule(staffing, INPUT, path(name))).rejects.toThrow(`${path(name)} ${fault}\nMaybe `);
  });

  test('is told on stderr, and a wrong one ends every command with 2', async () => {
    const { code, stderr } = await dovetail(['check', 'staffing', path('input.json'), path('run.json')]);
    expect([code, stderr]).toEqual([0, `${path('run.json')}: the schedule of run r7, with 1 entry.\n`]);
    const wrong = await dovetail(['fixes', 'staffing', path('input.json'), path('input.json')]);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('is an input of staffing and no schedule.'),
    ]);
  });

  test('in place of an input is a clear fault', async () => {
    for (const name of ['bare.json', 'solve.json'])
      await expect(readInput(staffing, path(name), {})).rejects.toThrow('is a schedule and no input of staffing.');
    expect(await readInput(staffing, path('input.json'), {})).toEqual(await readValue(path('input.json')));
  });
});

describe('--change', () => {
  test('adds, sets and removes, in the order in which changes are said', async () => {
    const texts = [
      'employees/bob/timeOff += {from: 2026-01-05, to: 2026-01-05}',
      'horizon/to=2026-01-07',
      'events -= tea',
    ];
    const change = texts.reduce<ReturnType<typeof changeOf>>((before, text) => changeOf(text, before), []);
    expect(change).toEqual([
      { add: 'employees/bob/timeOff', value: { from: '2026-01-05', to: '2026-01-05' } },
      { set: 'horizon/to', value: '2026-01-07' },
      { remove: 'events/tea' },
    ]);
    const input = (await readInput(staffing, path('input.json'), { change })) as typeof INPUT;
    expect([input.events.length, input.horizon.to]).toEqual([1, '2026-01-07']);
  });

  test('an id with a slash is one part of the path', () => {
    expect(changeOf('events -= a/b')).toEqual([{ remove: 'events/a~1b' }]);
  });

  test.each(['events', '= 3', 'events += ', 'events += [1'])('"%s" is refused with a sample', (text) => {
    expect(() => changeOf(text)).toThrow('Maybe write it like "rules += ');
  });
});

test('dovetail absent gives the work of who is away to others, and changes nothing else', async () => {
  const args = ['staffing', path('input.json'), 'Ann Lee', '2026-01-05..05', '--from', path('bare.json'), '--json'];
  const { code, stdout } = await dovetail(['absent', ...args]);
  // Ann is away, and Bob may do one of the two on Monday.
  expect(code).toBe(0);
  const { result } = JSON.parse(stdout);
  expect(result.placed).toHaveLength(1);
  expect(result.placed[0].who).toBe('bob');
  for (const [days, said] of [
    ['monday..sunday', /^input\/usage: Nobody can be away on monday\.\.sunday: .*\nMaybe write dates/],
    ['2027-06-08..14', /^input\/usage: 2027-06-08\.\.2027-06-14 is outside of the horizon/],
  ] as const) {
    const refused = await dovetail(['absent', 'staffing', path('input.json'), 'ann', days]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(said)]);
  }
  const unknown = await dovetail(['absent', 'staffing', path('input.json'), 'anne', '2026-01-05']);
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('no employee "anne".\nMaybe you mean ann.'),
  ]);
});

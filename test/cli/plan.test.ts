import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { COMMANDS } from '../../src/commands.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { testDatabase } from '../support/postgres/database.ts';

let service: LiveService;
let folder: string;
/** What was asked, with its key. */
const sent: { readonly path: string; readonly key: string | null; readonly seen: string | null }[] = [];

/** Two people who do one tasting a day each; two tastings on Monday, and one on Tuesday. A due day is exclusive. */
const INPUT = {
  horizon: { from: '2026-01-05', to: '2026-01-06' },
  types: { tasting: { minutes: 60 } },
  employees: [
    { id: 'ann', name: 'Ann Lee', role: 'crew' },
    { id: 'bob', name: 'Bob Ray', role: 'crew' },
  ],
  events: [
    { id: 'wine', reference: 'Wine tasting', type: 'tasting', start: '2026-01-05', due: '2026-01-06' },
    { id: 'cake', reference: 'Cake tasting', type: 'tasting', start: '2026-01-05', due: '2026-01-06' },
    { id: 'tea', reference: 'Tea tasting', type: 'tasting', start: '2026-01-06', due: '2026-01-07' },
  ],
  rules: [{ id: 'one-a-day', template: 'max-per-day', parameters: { types: ['tasting'], max: 1 } }],
};

beforeAll(async () => {
  service = await liveService();
  folder = await mkdtemp(join(tmpdir(), 'dovetail-plan-'));
  await writeFile(join(folder, 'input.json'), JSON.stringify(INPUT));
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', (address: string, init: RequestInit = {}) => {
    const { pathname, search } = new URL(address);
    const headers = new Headers(init.headers);
    sent.push({ path: pathname, key: headers.get('authorization'), seen: headers.get('if-match') });
    return service.request(`${pathname}${search}`, init);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Runs a command in this process, as the program does. */
async function plan(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  // A program listens once; this process runs many.
  vi.spyOn(process.stdout, 'on').mockReturnThis();
  process.exitCode = undefined;
  await run(['plan', ...args], COMMANDS);
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, stdout: out.join(''), stderr: err.join('') };
}

/** The JSON document of a command that does well. */
// biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it.
async function document(...args: string[]): Promise<any> {
  const { code, stderr, stdout } = await plan(...args, '--json');
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('Maybe')]);
  return JSON.parse(stdout);
}

const file = (name: string): string => join(folder, name);

test('a plan is made, changed, solved, accepted, undone and deleted', async () => {
  expect(await plan('put', 'winter', 'staffing', file('input.json'))).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The plan winter is made: version 1, .*\nNext: dovetail plan run winter --wait\n$/),
  });
  const twice = await plan('put', 'winter', 'staffing', file('input.json'));
  expect([twice.code, twice.stderr]).toEqual([
    2,
    'request/stale: There is a plan winter already; it is at version 1 now.\n' +
      'Maybe add --replace to replace it, or choose another name.\n',
  ]);
  expect((await plan('list')).stdout).toMatch(/winter +staffing +1 /);

  const off = (who: string): string[] => ['--change', `employees/${who}/timeOff += {from: 2026-01-06, to: 2026-01-06}`];
  const changed = await plan('change', 'winter', ...off('ann'), ...off('bob'), '--why', 'both are at a wedding');
  expect(changed.stdout).toMatch(
    /^2 rows of winter changed; it is at version 2 now\.\nTo take it back: .* undo winter 2\n/,
  );
  // The version that is there is named, so that a change whose answer is lost is not made again.
  expect(sent.at(-1)).toMatchObject({ path: '/v1/plans/winter', seen: '"1"' });
  const stale = await plan('change', 'winter', '--change', 'rules -= one-a-day', '--seen', '1');
  expect([stale.code, stale.stderr]).toEqual([
    2,
    'request/stale: The plan winter was at version 1 for you; it is at version 2 now.\n' +
      'Maybe look at "dovetail plan history winter", then give the command again if it is still wanted.\n',
  ]);
  expect((await plan('history', 'winter')).stdout).toMatch(/\n +2 .* change +2 +both are at a wedding\n +1 .* put /);
  expect((await plan('history', 'winter', '2')).stdout).toContain('timeOff');

  const solved = await plan('run', 'winter', '--time-limit', '60s', '--wait');
  expect([solved.code, solved.stdout]).toEqual([
    0,
    expect.stringMatching(/^optimal, penalty .*: 2 new, 1 not placed\.\n/),
  ]);
  expect(solved.stderr).toMatch(/^The run \S+ of winter is asked for\.\n.*incumbent/);
  const id = /plan draft (\S+)/.exec(solved.stdout)![1]!;

  const draft = await plan('draft', id);
  // On Monday each of the two does one; on Tuesday nobody is there.
  for (const name of ['Ann Lee', 'Bob Ray'])
    expect(draft.stdout).toMatch(RegExp(`tasting +${name} 2026-01-05.* proposed`));
  expect(draft.stdout).toMatch(/new +wine +Wine tasting /);
  expect(draft.stdout).toMatch(/Not placed:\n\n[\s\S]*\ntea +Tea tasting +\S/);
  const { items } = await document('draft', id);
  const { who } = items.find(({ item }: { item: string }) => item === 'wine').to;
  const edited = await document('edit', id, 'wine', '--who', who);
  expect(edited).toMatchObject({ state: 'edited', edit: { to: { who }, critical: [], change: 0 } });

  const rejected = await plan('reject', id, '--item', 'cake');
  expect(rejected.stdout).toBe(`1 item of the draft of run ${id} rejected.\n`);
  const accepted = await plan('accept', id, '--why', 'agreed');
  expect(accepted).toMatchObject({
    code: 0,
    stdout: '1 item accepted; winter is at version 3 now.\nTo take it back: dovetail plan undo winter 3\n',
  });
  const again = await plan('accept', id, '--item', 'wine');
  expect([again.code, again.stderr]).toEqual([
    2,
    expect.stringMatching(/^plan\/refused: wine: .*\nMaybe name other items /),
  ]);
  expect((await document('get', 'winter')).input.posted).toMatchObject([{ event: 'wine', employee: who }]);

  expect((await plan('undo', 'winter', '3')).stdout).toBe(
    '1 item of version 3 taken back; winter is at version 4 now.\n',
  );
  const days = ['--from', '2026-01-05', '--to', '2026-01-05'];
  const got = await plan('get', 'winter', ...days, '--output', file('output.json'));
  expect(got.stdout).toMatch(/^winter: a plan of staffing, version 4, [\s\S]*\nemployees +2 entries\n/);
  expect(JSON.parse(await readFile(file('output.json'), 'utf8')).employees).toHaveLength(2);

  expect((await plan('delete', 'winter')).stdout).toBe('The plan winter is deleted.\n');
  expect(await document('list')).toEqual({ plans: [] });
});

test('a run that is not waited for is named, and its end is told of by JSON', async () => {
  await document('put', 'spring', 'staffing', file('input.json'));
  const asked = await document('run', 'spring', '--keep-changes', '1', '--frozen-day', '2026-01-05');
  expect(asked).toMatchObject({ model: 'staffing', revision: 0 });
  const frozen = await plan('run', 'spring', '--from', '2026-01-05');
  expect([frozen.code, frozen.stderr]).toEqual([2, expect.stringMatching(/^input\/usage: --from and --to belong/)]);
});

test('nothing is to be taken back where nothing has changed', async () => {
  const same = await plan('change', 'spring', '--change', 'employees/ann/name = Ann Lee');
  expect(same.stdout).toMatch(/^0 rows of spring changed; it is at version \d now\.\n$/);
});

test('what is refused says what to try', async () => {
  expect((await plan('get', 'nothing')).stderr).toBe(
    'plan/unknown: There is no plan "nothing".\nMaybe look at "dovetail plan list" for its name.\n',
  );
  expect(await plan('draft', 'r-none')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^(run\/unknown|request\/invalid): .*/),
  });
  expect(await plan('change', 'spring')).toMatchObject({ code: 2, stderr: expect.stringContaining('--change "path') });
  const fault = await plan('change', 'spring', '--change', 'employees/ann/role = 7');
  expect(fault).toMatchObject({ code: 2, stderr: expect.stringMatching(/^input\/\w+: .*role/s) });
});

test('the key is of the environment alone, and a service that is not there is told of', async () => {
  vi.stubEnv('DOVETAIL_KEY', 'dt_secret');
  await plan('list');
  expect(sent).toEqual([{ path: '/v1/plans', key: 'Bearer dt_secret', seen: null }]);
  expect(await plan('list', '--url', 'http://me:secret@127.0.0.1')).toMatchObject({ code: 2, stdout: '' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  const { code, stderr } = await plan('list', '--url', 'http://127.0.0.1:9');
  expect([code, stderr]).toEqual([
    1,
    'capacity/no-answer: No service answers at http://127.0.0.1:9.\n' +
      'Maybe start one with "dovetail serve", or say with --url or DOVETAIL_URL where it is.\n',
  ]);
});

/** Ann has two tastings on Monday, which is one more than the rule allows. */
const CLASH = {
  ...INPUT,
  posted: ['wine', 'cake'].map((event) => ({ event, employee: 'ann', day: '2026-01-05' })),
};

test('what is wrong with a plan is told, fixed, ignored and taken back', async () => {
  await writeFile(file('clash.json'), JSON.stringify(CLASH));
  await document('put', 'clash', 'staffing', file('clash.json'));
  const told = await plan('validate', 'clash');
  expect([told.code, told.stdout]).toEqual([
    3,
    expect.stringMatching(/^clash at version 1 has health 90 of 100: 1 critical, 0 warnings, .*\n\n[\s\S]*one-a-day/),
  ]);
  const issue = /dovetail plan fixes clash (\S+),/.exec(told.stdout)![1]!;
  const ways = await plan('fixes', 'clash', issue);
  // Bob is free on Monday.
  expect(ways.stdout).toMatch(/reassign .* - +Give (Wine|Cake) tasting to a place with Bob Ray on 2026-01-05\.\n/);
  const fix = /dovetail plan fix clash \S+ (\S+)\n/.exec(ways.stdout)![1]!;
  expect((await plan('fix', 'clash', issue, fix)).stdout).toMatch(
    /^Give .* Bob Ray .*\nclash is at version 2 now\.\nTo take it back: dovetail plan undo clash 2\n$/,
  );
  expect(await plan('validate', 'clash')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^clash at version 2 has health 100 of 100: /),
  });
  await document('undo', 'clash', '2');
  const all = await plan('fix', 'clash', '--all');
  expect(all.stdout).toMatch(/^1 issue fixed, 0 left; clash is at version 4 now\.\n/);
  await document('undo', 'clash', '4');
  expect((await plan('fix', 'clash', '--all', '--skip', 'reassign', '--skip', 'trade')).stdout).toMatch(
    /^0 issues fixed, 1 left; /,
  );
  const why = ['--why', 'they are in one room'];
  expect((await plan('ignore', 'clash', issue, ...why)).stdout).toMatch(/is ignored from now on\./);
  expect((await plan('validate', 'clash')).stdout).toMatch(/health 100 of 100: 0 critical, .*, 1 ignored\./);
  expect((await plan('heed', 'clash', issue)).stdout).toMatch(/is told again\./);
  expect(await plan('ignore', 'clash', issue)).toMatchObject({ code: 2, stderr: expect.stringContaining('--why') });
  expect(await plan('fix', 'clash', issue)).toMatchObject({ code: 2, stderr: expect.stringContaining('--all') });
  expect(await plan('fixes', 'clash', 'none')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^request\/not-found: .*\nMaybe look at "dovetail plan validate"/),
  });
});

test('lists are imported, and the schedule is exported', async () => {
  await document('put', 'lists', 'staffing', file('clash.json'));
  const csv = 'id,reference,type,start,due\nwine,Wine tasting,tasting,2026-01-05,2026-01-06\n';
  await writeFile(file('events.csv'), csv);
  const asked = ['import', 'lists', file('events.csv'), '--list', 'events'];
  const trial = await plan(...asked, '--dry-run');
  expect(trial.stdout).toMatch(/^1 entry read: 0 created, 0 changed, 1 kept, 3 dropped; nothing is written\.\n/);
  expect((await plan(...asked)).stdout).toMatch(/events\/tea +The import does not have it\.\n[\s\S]*undo lists 2\n$/);
  await writeFile(file('bad.csv'), 'id,type\nwine\n');
  const bad = await plan('import', 'lists', file('bad.csv'), '--list', 'events');
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringMatching(/^input\/invalid: .*Line 2/s)]);
  const table = await plan('export', 'lists');
  expect(table.stdout.split('\n')[1]).toContain('Ann Lee');
  const calendar = await plan('export', 'lists', '--person', 'ann', '--output', file('ann.ics'));
  expect(calendar.stdout).toContain('ann.ics');
  expect(await readFile(file('ann.ics'), 'utf8')).toMatch(/^BEGIN:VCALENDAR[\s\S]*Wine tasting/);
  expect(await plan('import', 'lists', file('events.txt'))).toMatchObject({ code: 2, stdout: '' });
});

test('preferences, a summary and outcomes are kept and shown by name', async () => {
  expect((await plan('prefer', 'clash', 'urgency', '--multiplier', '2')).stdout).toMatch(
    /^urgency matters as you say; /,
  );
  expect((await plan('preferences', 'clash')).stdout).toMatch(/\nurgency +2 times +/);
  expect((await plan('prefer', 'clash', '--forget')).stdout).toMatch(/^What was said of all rules is forgotten; /);
  expect((await plan('preferences', 'clash')).stdout).toBe('Nothing is said.\n');
  expect(await plan('prefer', 'clash', 'urgency')).toMatchObject({ code: 2 });
  // Ann has two hours in all on Monday; nobody has tea on Tuesday.
  expect((await plan('summary', 'clash')).stdout).toMatch(
    /week of 2026-01-04: [\s\S]*\nAnn Lee +2 +1 +\d+[\s\S]*\nBob Ray +0 +0 +0[\s\S]*\ntea +Tea tasting +\S[^\n]+/,
  );
  const ended = ['outcome', 'clash', 'wine', '2026-01-05', 'swapped', '--who', 'ann', '--by', 'bob'];
  expect((await plan(...ended)).stdout).toMatch(/^wine of 2026-01-05: swapped\.\nTo take it back: /);
  expect((await plan('outcomes', 'clash')).stdout).toMatch(/\nAnn Lee +0 +1 +0\n/);
});

test('a run is asked about, and its draft verified', async () => {
  const asked = await document('run', 'clash', '--time-limit', '10s', '--wait');
  const why = await plan('ask', asked.id, 'why', '--item', 'tea');
  expect([why.code, why.stdout]).toEqual([0, expect.stringMatching(/item: tea\n/)]);
  expect((await document('ask', asked.id, 'prices', '--time-limit', '10s')).kind).toBe('prices');
  expect(await plan('ask', asked.id, 'why')).toMatchObject({ code: 2, stderr: expect.stringContaining('--item') });
  expect((await plan('verify', asked.id)).stdout).toMatch(/draft of run \S+ can/);
});

test('the sink of a plan is named, looked at, asked once more and left', async () => {
  await plan('put', 'told', 'staffing', file('input.json'));
  const none = await plan('sink', 'told');
  expect([none.code, none.stderr]).toEqual([
    2,
    'request/not-found: The plan told has no sink.\nMaybe name one with "dovetail plan sink told ADDRESS".\n',
  ]);
  // Nobody may be told anything within this machine, unless the operator says so.
  const within = await plan('sink', 'told', 'http://127.0.0.1:9/work');
  expect([within.code, within.stderr]).toEqual([2, expect.stringMatching(/not on the public internet/)]);
  const named = await plan('sink', 'told', 'https://rows.invalid/work', '--existing');
  expect(named.stdout).toMatch(
    /^The rows of posted of told are sent to https:\/\/rows.invalid\/work\.\nThe secret .*: whsec_\S+\n$/,
  );
  await plan('change', 'told', '--change', 'posted += {event: tea, employee: ann, day: 2026-01-06}');
  await vi.waitFor(async () => {
    const { stdout } = await plan('sink', 'told', '--rows', 'waiting');
    expect(stdout).toMatch(
      /: 0 sent, 1 waiting, 0 refused\.\n\nWaiting:\n\n[\s\S]*\nposted\/tea +2 +[1-9]\d* +.*rows\.invalid/,
    );
  });
  expect((await plan('sink', 'told', '--retry', '--row', 'posted/tea')).stdout).toBe(
    '1 row on the way. Next: dovetail plan sink told\n',
  );
  expect(await document('sink', 'told')).toMatchObject({ counts: { waiting: 1, sent: 0, refused: 0 }, rows: [] });
  expect(await plan('sink', 'told', '--retry', '--delete')).toMatchObject({ code: 2 });
  expect((await plan('sink', 'told', '--delete')).stdout).toBe('The work of told is sent nowhere any more.\n');
});

test('--direct works on the database itself, without a service and without a port', { timeout: 120_000 }, async () => {
  vi.stubEnv('DATABASE_URL', await testDatabase());
  vi.stubGlobal('fetch', () => {
    throw new Error('nobody is asked');
  });
  expect((await plan('put', 'alone', 'staffing', file('input.json'), '--direct')).stdout).toMatch(
    /^The plan alone is made/,
  );
  const solved = await plan('run', 'alone', '--time-limit', '60s', '--wait', '--direct');
  expect([solved.code, solved.stdout]).toEqual([0, expect.stringMatching(/^optimal, penalty /)]);
  const id = /plan draft (\S+)/.exec(solved.stdout)![1]!;
  expect((await plan('accept', id, '--direct')).stdout).toMatch(/^3 items accepted; alone is at version 2 now\./);
  // By an option that comes before the name, too; what was done there is in the history, as local.
  const { entries } = await document('history', '--direct', 'alone');
  expect(entries.map(({ action, actor }: { action: string; actor: string }) => [action, actor])).toEqual([
    ['accept', 'local'],
    ['put', 'local'],
  ]);
  vi.stubEnv('DATABASE_URL', '');
  const none = await plan('list', '--data', file('nowhere'));
  expect([none.code, none.stderr]).toEqual([
    2,
    expect.stringMatching(/^input\/usage: There are no plans: the data folder /),
  ]);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { replayed } from '../../bench/crowd/replay.ts';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { type Client, DovetailProblem } from '../../src/client/client.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf } from './support/client.ts';
import { sorted } from './support/sorted.ts';

let service: LiveService;
let client: Client;

beforeAll(async () => {
  service = await liveService();
  client = clientOf(service);
});
afterAll(() => service.close());

interface Event {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Twenty events of January, the same on all days; nothing else in the plan wants them. */
const eventsOf = (ids: readonly string[]): Event[] =>
  ids.map((id) => ({ id, type: 'core', start: '2026-01-05', due: '2026-01-11' }));
const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `e${String(from + i).padStart(2, '0')}`);

/** A plan with the events e00 to e19 and no work in place. */
async function begun(plan: string, more: object = {}): Promise<void> {
  const example = DOMAIN_MODELS.staffing.example() as Record<string, unknown>;
  const input = { ...example, events: eventsOf(names(0, 20)), posted: [], pins: [], affinity: [], ...more };
  const response = await beginPlan(service, plan, { model: 'staffing', input });
  expect(response.status).toBe(201);
}

async function inputOf(plan: string): Promise<Record<string, unknown>> {
  const { input } = await client.plans.get(plan);
  expect(sorted(await replayed(client, plan))).toEqual(sorted(input));
  return input;
}

async function refusal(work: Promise<unknown>): Promise<DovetailProblem> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(DovetailProblem);
  return thrown as DovetailProblem;
}

/** What accepting leaves: work in place that no import has brought. */
const place = (event: string, employee: string, day: string) => ({
  add: 'posted',
  value: { event, employee, day },
});
const postedIn = (input: Record<string, unknown>): string[] =>
  ((input.posted ?? []) as { event: string }[]).map(({ event }) => event);

it('ten events go and ten come: work of people stays where its event does, and all of it is taken back', async () => {
  await begun('refresh');
  await client.plans.change('refresh', [
    place('e03', 'jo', '2026-01-06'),
    place('e12', 'jo', '2026-01-07'),
    place('e13', 'sam', '2026-01-06'),
    place('e14', 'sam', '2026-01-07'),
    { set: 'events/e15/minutes', value: 45 },
  ]);
  const before = await inputOf('refresh');
  const file = eventsOf(names(10, 30)).map((event) => {
    if (event.id === 'e14') return { ...event, active: false };
    return event.id === 'e15' || event.id === 'e16' ? { ...event, priority: 'high' } : event;
  });

  const trial = await client.plans.import('refresh', file, { list: 'events', dryRun: true });
  // 20 events are read: 10 new, e14 to e16 other than they were, the other 7 as they were. The 10 before go, and the work of
  // e03, which is gone, and of e14, which is not active.
  const counts = { read: 20, created: 10, changed: 3, kept: 7, dropped: 12 };
  expect(trial).toMatchObject({ version: 2, counts });
  expect(await inputOf('refresh')).toEqual(before);

  const done = await client.plans.import('refresh', file, { list: 'events' }, { version: 2, reason: 'of Monday' });
  // Each of those rows once: 10 + 3 + 12.
  expect(done).toMatchObject({ version: 3, counts, rows: 25, dropped: trial.dropped });
  expect(done.dropped).toContainEqual({ row: 'events/e00', reason: 'The import does not have it.' });
  expect(done.dropped).toContainEqual({ row: 'posted/e03', reason: 'events/e03 is gone.' });
  expect(done.dropped).toContainEqual({ row: 'posted/e14', reason: 'events/e14 is not active.' });
  const after = await inputOf('refresh');
  expect((after.events as Event[]).map(({ id }) => id)).toEqual(names(10, 30));
  expect(postedIn(after)).toEqual(['e12', 'e13']);
  // What was set by hand stays beside what the file changes.
  expect((await client.plans.entry('refresh', 'events', 'e15')).value).toMatchObject({
    minutes: 45,
    priority: 'high',
  });
  const { entries } = await client.plans.history('refresh', { limit: 1 });
  expect(entries[0]).toMatchObject({ action: 'import', reason: 'of Monday', rows: 25 });

  const again = await client.plans.import('refresh', file, { list: 'events' });
  expect(again).toMatchObject({ version: 3, rows: 0, counts: { created: 0, changed: 0, kept: 20, dropped: 0 } });

  await client.plans.undo('refresh', 3);
  expect(await inputOf('refresh')).toEqual(before);
  // What the file says counts anew: it was not people who made the rows as they are.
  const redone = await client.plans.import('refresh', file, { list: 'events' });
  expect(redone).toMatchObject({ version: 5, counts });
  expect(await inputOf('refresh')).toEqual(after);
});

it('work of people gives way to a new entry of the file, and a place that people have changed to nothing else', async () => {
  await begun('given', { posted: [{ event: 'e00', employee: 'jo', day: '2026-01-06' }] });
  await client.plans.change('given', [
    { set: 'posted/e00/day', value: '2026-01-07' },
    place('e01', 'sam', '2026-01-06'),
    place('e02', 'sam', '2026-01-07'),
  ]);
  const file = [
    { event: 'e00', employee: 'jo', day: '2026-01-06' },
    { event: 'e01', employee: 'jo', day: '2026-01-08' },
  ];
  const done = await client.plans.import('given', file, { list: 'posted' });
  expect(done.counts).toEqual({ read: 2, created: 0, changed: 1, kept: 2, dropped: 0 });
  const dayOf = async (event: string) =>
    ((await client.plans.entry('given', 'posted', event)).value as { day: string }).day;
  expect(await dayOf('e00')).toBe('2026-01-07');
  expect(await dayOf('e01')).toBe('2026-01-08');
  expect(await dayOf('e02')).toBe('2026-01-07');
  expect(await client.plans.import('given', file, { list: 'posted' })).toMatchObject({ version: 3, rows: 0 });
  // The file gave e01 a place and has it no more; of e00 people have said where it is.
  const less = await client.plans.import('given', [], { list: 'posted' });
  expect(less.dropped).toEqual([{ row: 'posted/e01', reason: 'The import does not have it.' }]);
  expect(postedIn(await inputOf('given'))).toEqual(['e00', 'e02']);
});

it('a file of CSV or NDJSON is one list; each fault of it has its line and column, and nothing is written', async () => {
  await begun('files');
  const head = 'id,type,start,due,minutes';
  const good = names(0, 20).map((id) => `${id},core,2026-01-05,2026-01-11,`);
  const same = [head, ...good].join('\r\n');
  const csv = { list: 'events', format: 'csv' } as const;
  expect(await client.plans.import('files', same, csv)).toMatchObject({ version: 1, rows: 0, counts: { kept: 20 } });
  const wrong = [
    head,
    'a,core,2026-01-05,2026-01-11,x',
    'b,core,2026-01-05,2026-01-11,30',
    'b,core,2026-01-05,2026-01-11,',
  ];
  const problem = await refusal(client.plans.import('files', wrong.join('\n'), csv));
  expect(problem).toMatchObject({ status: 422, code: 'input/invalid' });
  expect(problem.errors.map(({ line, column }) => [line, column])).toEqual([
    [2, 5],
    [4, undefined],
  ]);
  expect(problem.message).toContain('Line 2, column 5:');
  // The plan as a whole would have a fault: the entry is known by its line.
  const lines = eventsOf(['a', 'b']).map((event) =>
    JSON.stringify(event.id === 'b' ? { ...event, type: 'none' } : event),
  );
  const ndjson = await refusal(client.plans.import('files', lines.join('\n'), { list: 'events', format: 'ndjson' }));
  expect(ndjson.errors).toMatchObject([{ line: 2, pointer: '/events/b/type' }]);
  expect((await client.plans.get('files')).version).toBe(1);
  expect(await refusal(client.plans.import('files', same, { format: 'csv' }))).toMatchObject({ status: 400 });
  expect(await refusal(client.plans.import('files', [], { list: 'horses' }))).toMatchObject({ status: 404 });
  const blind = await service.request('/v1/plans/files:import?list=events', {
    method: 'POST',
    body: same,
    headers: { 'content-type': 'text/csv' },
  });
  expect(blind.status).toBe(428);
  const other = await service.request('/v1/plans/files:import?list=events', {
    method: 'POST',
    body: same,
    headers: { 'content-type': 'text/plain', 'if-match': '*' },
  });
  expect(other.status).toBe(415);
});

it.each(Object.values(DOMAIN_MODELS))('the input of $name that a plan was made of changes nothing', async (domain) => {
  const plan = `whole-${domain.name}`;
  const input = domain.example();
  await beginPlan(service, plan, { model: domain.name, input });
  expect(await client.plans.import(plan, input as object)).toMatchObject({ version: 1, rows: 0 });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayed } from '../../bench/crowd/replay.ts';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { type Client, DovetailProblem, type StaffingInput } from '../../src/client/client.ts';
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

/** What the service refuses something with. */
async function refusal(work: Promise<unknown>): Promise<DovetailProblem> {
  const problem = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(problem).toBeInstanceOf(DovetailProblem);
  return problem as DovetailProblem;
}

describe.each(Object.values(DOMAIN_MODELS))('a plan of $name', ({ name, example, demo, lists }) => {
  it.each([
    ['example', example],
    ['demo', demo],
  ])('gives back the input of its %s, by lists and by entries', async (of, make) => {
    const input = make() as Record<string, unknown[]>;
    const plan = `${name}-${of}`;
    const response = await beginPlan(service, plan, { model: name, input });
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"1"');
    const got = await client.plans.get(plan);
    expect(sorted(got.input)).toEqual(sorted(withoutEmpty(input, lists)));
    for (const { list } of lists) {
      const { entries, next } = await client.plans.entries(plan, list, { limit: 200 });
      if (next === null) expect(sorted(entries.map(({ value }) => value))).toEqual(sorted(input[list] ?? []));
    }
    expect(sorted(await replayed(client, plan))).toEqual(sorted(got.input));
  });
});

function withoutEmpty(input: Record<string, unknown>, lists: readonly { list: string }[]): object {
  const isEmpty = ([name, value]: [string, unknown]) =>
    lists.some(({ list }) => list === name) && (value as unknown[]).length === 0;
  return Object.fromEntries(Object.entries(input).filter((entry) => !isEmpty(entry)));
}

async function begun(plan: string, model = 'staffing'): Promise<void> {
  const input = DOMAIN_MODELS[model as 'staffing'].example();
  const response = await beginPlan(service, plan, { model, input });
  expect(response.status).toBe(201);
}

describe('changes of a plan', () => {
  it('are made together, told row by row, and taken back by their inverse', async () => {
    await begun('winter');
    const before = (await client.plans.get('winter')).input;
    const written = await client.plans.change(
      'winter',
      [
        { set: 'employees/sam/name', value: 'Samuel' },
        { add: 'events', value: { id: 'rye', type: 'core', start: '2026-01-06', due: '2026-01-08' } },
        { remove: 'posted/oats' },
        { add: 'lockedDays', value: '2026-01-06' },
        { remove: 'holidays/2026-01-08' },
      ],
      { version: 1, reason: 'news of Monday' },
    );
    expect(written).toMatchObject({ version: 2, rows: 5 });
    const { input } = await client.plans.get('winter');
    expect(input).toMatchObject({ lockedDays: ['2026-01-05', '2026-01-06'], holidays: [] });
    expect(input.employees).toContainEqual(expect.objectContaining({ id: 'sam', name: 'Samuel' }));
    expect((input.posted as { event: string }[]).map(({ event }) => event)).toEqual(['tea']);
    expect(sorted(await replayed(client, 'winter'))).toEqual(sorted(input));
    const { entries } = await client.plans.history('winter');
    expect(entries[0]).toMatchObject({
      version: 2,
      action: 'change',
      reason: 'news of Monday',
      actor: 'local',
      rows: 5,
    });

    const undone = await client.plans.undo('winter', 2);
    expect(undone).toMatchObject({ version: 3, refused: [] });
    expect(undone.undone).toContain('posted/oats');
    expect((await client.plans.get('winter')).input).toEqual(before);
    // An undoing is undone as anything else is.
    await client.plans.undo('winter', 3);
    expect((await client.plans.get('winter')).input).toEqual(input);
    expect(sorted(await replayed(client, 'winter'))).toEqual(sorted(input));
  });

  it('are refused as a whole with every fault, by the names of the rows', async () => {
    await begun('spring');
    const problem = await refusal(
      client.plans.change('spring', [
        { set: 'employees/sam/name', value: 'Samuel' },
        { set: 'events/salsa/type', value: 'no-such-type' },
        { set: 'events/cheese/due', value: '2026-01-01' },
      ]),
    );
    expect(problem).toMatchObject({ status: 422, code: 'input/invalid' });
    expect(problem.errors.map(({ pointer }) => pointer).sort()).toEqual(['/events/cheese/due', '/events/salsa/type']);
    const lost = await refusal(client.plans.change('spring', [{ remove: 'events/nowhere' }]));
    expect(lost.errors).toMatchObject([{ pointer: '/changes/0', message: 'There is no nowhere in events.' }]);
    const renamed = await refusal(client.plans.change('spring', [{ set: 'events/salsa/id', value: 'sauce' }]));
    expect(renamed.message).toMatch(/another name/);
    expect((await client.plans.get('spring')).version).toBe(1);
  });

  it('say what they have seen: 428 without it, 412 when it is old', async () => {
    await begun('summer');
    const change = [{ set: 'employees/sam/name', value: 'Samuel' }];
    const blind = await service.request('/v1/plans/summer', {
      method: 'PATCH',
      body: JSON.stringify({ changes: change }),
      headers: { 'content-type': 'application/json' },
    });
    expect(blind.status).toBe(428);
    await client.plans.change('summer', change, { version: 1 });
    const late = await refusal(client.plans.change('summer', change, { version: 1 }));
    expect(late).toMatchObject({ status: 412, code: 'request/stale' });
    const again = await refusal(client.plans.undo('summer', 2, {}, { version: 1 }));
    expect(again.status).toBe(412);
  });

  it('of many at once are each made once, in some order', async () => {
    await begun('autumn');
    const days = Array.from({ length: 8 }, (_, i) => `2026-02-${String(i + 10)}`);
    const answers = await Promise.allSettled(
      days.map((day) => client.plans.change('autumn', [{ add: 'holidays', value: day }])),
    );
    const made = days.filter((_, i) => answers[i]!.status === 'fulfilled');
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ status: 412 });
    }
    const { input, version } = await client.plans.get('autumn');
    expect(new Set(input.holidays as string[])).toEqual(new Set(['2026-01-08', ...made]));
    expect(version).toBe(1 + made.length);
    expect(sorted(await replayed(client, 'autumn'))).toEqual(sorted(input));
  });

  it('that were changed again are not taken back, and the rest is where that is asked for', async () => {
    await begun('later');
    await client.plans.change('later', [
      { set: 'employees/sam/name', value: 'Samuel' },
      { set: 'employees/sue/name', value: 'Susan' },
    ]);
    await client.plans.change('later', [{ set: 'employees/sam/name', value: 'Sammy' }]);
    const problem = await refusal(client.plans.undo('later', 2));
    expect(problem).toMatchObject({ status: 409, code: 'plan/changed-since' });
    expect(problem.errors).toMatchObject([{ message: 'employees/sam has been changed since.' }]);
    const rest = await client.plans.undo('later', 2, { partial: true });
    expect(rest.undone).toEqual(['employees/sue']);
    expect(rest.refused).toMatchObject([{ item: 'employees/sam' }]);
    const named = await refusal(client.plans.undo('later', 3, { items: ['employees/bob'] }));
    expect(named.code).toBe('input/invalid');
    const own = await client.plans.undo('later', 3, { items: ['employees/sam'] });
    expect(own.undone).toEqual(['employees/sam']);
    // What was changed back is as it was: nothing has changed since for the one before.
    await client.plans.undo('later', 2, { items: ['employees/sam'] });
    expect((await client.plans.entry('later', 'employees', 'sam')).value).toMatchObject({ name: 'Sam' });
  });
});

describe('entries of a plan', () => {
  it('are put, read and deleted one by one', async () => {
    await begun('entries');
    const kim = { id: 'kim:stop', role: 'specialist' };
    await client.plans.putEntry('entries', 'employees', kim.id, kim, { version: 1 });
    expect(await client.plans.entry('entries', 'employees', kim.id)).toEqual({ id: kim.id, value: kim, version: 2 });
    await client.plans.putEntry('entries', 'employees', kim.id, { ...kim, name: 'Kim' });
    await client.plans.deleteEntry('entries', 'employees', kim.id);
    expect(await refusal(client.plans.entry('entries', 'employees', kim.id))).toMatchObject({ status: 404 });
    expect(await refusal(client.plans.deleteEntry('entries', 'employees', kim.id))).toMatchObject({ status: 404 });
    const other = await refusal(client.plans.putEntry('entries', 'employees', 'bob', kim));
    expect(other.message).toMatch(/called kim:stop/);
    // Several key fields make one name.
    const name = 'primary-lead,friday';
    expect((await client.plans.entry('entries', 'rotations', name)).value).toMatchObject({ employee: 'lena' });
    expect(await refusal(client.plans.entries('entries', 'horses'))).toMatchObject({ status: 404 });
    const first = await client.plans.entries('entries', 'events', { limit: 4 });
    const second = await client.plans.entries('entries', 'events', { limit: 200, cursor: first.next! });
    expect(second.next).toBeNull();
    const ids = [...first.entries, ...second.entries].map(({ id }) => id);
    expect(ids).toHaveLength(11);
    expect(new Set(ids).size).toBe(11);
  });
});

describe('a plan', () => {
  it('is read for some days with what overlaps them, and what that belongs to', async () => {
    await begun('days');
    // Posted work counts two weeks around the days; its event comes with it, whenever that is.
    const { input } = await client.plans.get('days', { from: '2026-01-20', to: '2026-01-25' });
    expect(input.events).toEqual(undefined);
    expect((input.posted as { event: string }[]).map(({ event }) => event)).toEqual(['tea']);
    expect(input.employees).toHaveLength(6);
    const near = await client.plans.get('days', { from: '2026-01-10', to: '2026-01-10' });
    expect((near.input.events as { id: string }[]).map(({ id }) => id)).toEqual(['bread', 'kiosk']);
  });

  it('is deleted with its history, by whoever has seen it last', async () => {
    await begun('gone');
    expect(await refusal(client.plans.delete('gone', { version: 9 }))).toMatchObject({ status: 412 });
    await client.plans.delete('gone', { version: 1 });
    expect(await refusal(client.plans.get('gone'))).toMatchObject({ status: 404, code: 'plan/unknown' });
    expect(await refusal(client.plans.history('gone'))).toMatchObject({ status: 404 });
    const { plans } = await client.plans.list();
    expect(plans.map(({ id }) => id)).not.toContain('gone');
  });

  it('is replaced as a whole by what is put, which can be taken back', async () => {
    await begun('again');
    const before = (await client.plans.get('again')).input;
    const { lockedDays: _, ...rest } = DOMAIN_MODELS.staffing.example() as StaffingInput;
    const input = { ...rest, events: [], posted: [] };
    const blind = await refusal(client.plans.put('again', { model: 'staffing', input }));
    expect(blind).toMatchObject({ status: 412, code: 'request/stale' });
    await client.plans.put('again', { model: 'staffing', input }, { version: 1 });
    const after = await client.plans.get('again');
    expect(after.input).not.toHaveProperty('events');
    expect(after.input).not.toHaveProperty('lockedDays');
    await client.plans.undo('again', 2);
    expect((await client.plans.get('again')).input).toEqual(before);
    const other = await refusal(client.plans.put('again', { model: 'sessions', input: {} }, { version: 'any' }));
    expect(other.errors).toMatchObject([{ pointer: '/model' }]);
    // @ts-expect-error a horizon has two days
    const wrong: StaffingInput = { horizon: 7 };
    const faulty = await refusal(client.plans.put('again', { model: 'staffing', input: wrong }, { version: 'any' }));
    expect(faulty.errors).toMatchObject([{ pointer: '/input/horizon' }]);
  });
});

it('the program of docs/the-button.md solves, keeps a plan and accepts, with the model’s example for its demo', async () => {
  const [, program] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/the-button.md', 'utf8'))!;
  const code = program!.replace(/^import .*$/m, '');
  const made: unknown[] = [];
  const createClient = (options: unknown) => {
    made.push(options);
    return { ...client, demo: async () => DOMAIN_MODELS.staffing.example() };
  };
  const said: string[] = [];
  const log = (...words: unknown[]) => said.push(words.join(' '));
  const AsyncFunction = (async () => undefined).constructor as new (
    ...source: string[]
  ) => (...given: unknown[]) => Promise<void>;
  await new AsyncFunction('createClient', 'console', code)(createClient, { log });
  expect(made).toMatchObject([{ url: 'http://127.0.0.1:8080' }]);
  expect(said[0]).toMatch(/^revision 1: penalty \d+ after \d+ ms$/);
  expect(said.some((line) => /^optimal [1-9]/.test(line))).toBe(true);
  expect(said.at(-1)).toBe('version 2 of the plan');
});

it('a text that is not JSON, wherever it stops to be some, is refused as such, with its place in the body', async () => {
  await beginPlan(service, 'broken', { model: 'staffing', input: DOMAIN_MODELS.staffing.example() });
  const bodies = [
    ['PUT', '/v1/plans/broken', '{"model":"staffing","input":{"employees":[1 #]}}'],
    ['PATCH', '/v1/plans/broken', '{"changes":[{"remove":"employees/ana"#}]}'],
    ['POST', '/v1/plans/broken/runs', '{"changes":[{"remove":"employees/ana"#}]}'],
  ] as const;
  for (const [method, path, body] of bodies) {
    // Columns are counted from 1.
    const column = body.indexOf('#') + 1;
    const headers = { 'content-type': 'application/json', 'if-match': '*' };
    const response = await service.request(path, { method, body, headers });
    expect([path, response.status]).toEqual([path, 400]);
    const { code, detail } = await response.json();
    expect([code, detail]).toEqual(['input/syntax', expect.stringContaining(`line 1, column ${column}`)]);
  }
});

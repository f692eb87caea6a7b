import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Ask, Client, Run } from '../../src/client/client.ts';
import { clientOf, ended } from '../plans/support/client.ts';
import { type LiveService, liveService } from './support/liveService.ts';

let app: LiveService;
let client: Client;
/** Of {@link INPUT}. */
let run: Run;

const [MONDAY, TUESDAY] = ['2026-01-05', '2026-01-06'] as const;

/** Two people, two days, an event a day each at most; Bob costs 30 by the rotation, which Ann has, and is away on Tuesday. */
const INPUT = {
  profile: 'plain',
  horizon: { from: MONDAY, to: TUESDAY },
  types: { a: {} },
  rotationKinds: ['duty'],
  employees: [
    { id: 'ann', role: 'crew' },
    { id: 'bob', role: 'crew', timeOff: [{ from: TUESDAY, to: TUESDAY }] },
  ],
  events: ['e1', 'e2'].map((id) => ({ id, type: 'a', start: MONDAY, due: '2026-01-07' })),
  rotations: ['monday', 'tuesday'].map((weekday) => ({ weekday, kind: 'duty', employee: 'ann' })),
  rules: [
    { id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } },
    { id: 'duty', template: 'rotation', weight: 30, parameters: { kinds: [{ kind: 'duty', types: ['a'] }] } },
  ],
};
/** An event that is left out costs 1000, and by urgency, of weight 10, due in 2 days of 21: 190. */
const LEFT_OUT = 1190;

beforeAll(async () => {
  app = await liveService();
  client = clientOf(app);
  run = await ended(client, await client.create({ model: 'staffing', input: INPUT } as never));
  expect(run).toMatchObject({ outcome: 'optimal', objective: 0 });
});
afterAll(() => app.close());

async function asked(question: Ask, of: Pick<Run, 'id'> = run) {
  const asking = await ended(client, await client.ask(of.id, question));
  expect(asking).toMatchObject({ status: 'succeeded', outcome: null, stopped: 'finished', revision: 0 });
  const { answer, ...about } = await client.answer(asking.id);
  expect(about).toEqual({ run: asking.id, of: of.id, kind: question.kind, isComplete: true });
  return { answer, question: asking };
}

describe('what one may ask about a run', () => {
  test('what it would cost to have something otherwise', async () => {
    const { answer } = await asked({ kind: 'counterfactual', item: 'e1', who: 'bob' });
    expect(answer).toMatchObject({ verdict: 'possible', change: 30, changes: { duty: 30 }, isProved: true });
    const away = await asked({ kind: 'counterfactual', item: 'e1', who: 'bob', at: { day: TUESDAY } });
    expect(away.answer).toMatchObject({ verdict: 'impossible', isProved: true });
  });

  test('what changes of the input would come to', async () => {
    // Without Ann, Bob has Monday alone: one event for 30, and the other is left out.
    const timeOff = { from: MONDAY, to: TUESDAY };
    const { answer } = await asked({ kind: 'what-if', changes: [{ add: 'employees/ann/timeOff', value: timeOff }] });
    expect(answer).toMatchObject({ verdict: 'possible', penaltyBefore: 0, penalty: 30 + LEFT_OUT, isProved: true });
    expect((answer.difference as { people: string[] }).people).toContain('ann');
    expect(await client.input(run.id)).toEqual(INPUT);
  });

  test('what would help, and each thing that helps is told at once', async () => {
    const changes = [
      { set: 'rules/daily/parameters/max', value: 1 },
      { remove: 'employees/bob' },
      { add: 'events', value: { ...INPUT.events[0], id: 'e3' } },
    ];
    const { answer, question } = await asked({ kind: 'fixes', changes });
    const fixes = answer.fixes as { text: string; penaltyBefore: number; penalty: number; gained: string[] }[];
    // Ann alone has two days for three events: one is left out until she may have two a day.
    expect(fixes[0]).toMatchObject({ penaltyBefore: LEFT_OUT, penalty: 0 });
    expect(fixes[0]!.gained).toHaveLength(1);
    const told = [];
    for await (const { type, data } of client.events(question.id)) if (type === 'log') told.push(data.message);
    expect(told).toEqual(expect.arrayContaining(fixes.map(({ text }) => text)));
  });

  test('what rules cost, what else there is, what changes would buy, and why', async () => {
    const { answer: prices } = await asked({ kind: 'prices' });
    // Nothing is paid, so that no rule costs anything.
    expect(prices.base).toMatchObject({ isProved: true, review: { penalty: 0 } });
    for (const { gain } of prices.prices as { gain: number }[]) expect(gain).toBe(0);
    const { answer: alternatives } = await asked({ kind: 'alternatives' });
    expect((alternatives.alternatives as { review: object }[])[0]!.review).toMatchObject({ penalty: 0 });
    const changes = [{ remove: 'employees/bob' }] as const;
    const { answer: tradeoff } = await asked({ kind: 'trade-off', changes });
    expect((tradeoff.points as object[])[0]).toMatchObject({ forced: 0, penalty: 0 });
    const { answer: why } = await asked({ kind: 'why', item: 'e1' });
    expect(why.whyThis).not.toBeNull();
    expect(why.whyNot).toContainEqual(expect.objectContaining({ who: 'bob', at: { day: TUESDAY }, rule: 'time-off' }));
  });

  test.each(Object.entries(DOMAIN_MODELS))('of %s too', async (model, domain) => {
    const input = domain.example() as object;
    const of = await ended(client, await client.create({ model, input } as never));
    expect(of.outcome).toBe('optimal');
    const { result } = await client.result(of.id);
    const { answer: why } = await asked({ kind: 'why', item: result.placed[0]!.item }, of);
    expect(why.whyThis).not.toBeNull();
    // With whom it is in the best schedule, it costs nothing more.
    const { item, who } = result.placed[0]!;
    const { answer } = await asked({ kind: 'counterfactual', item, who }, of);
    expect(answer).toMatchObject({ verdict: 'possible', change: 0 });
  });
});

describe('a question is a run', () => {
  test('that is stopped with what is known, and cancelled with nothing', async () => {
    const input = DOMAIN_MODELS.staffing!.generator.generate({
      events: 40,
      employees: 8,
      days: 14,
      posted: 10,
      seed: 1,
    });
    const first = { termination: { firstFeasible: true } };
    const large = await ended(client, await client.create({ model: 'staffing', input, options: first } as never));
    const slow = { kind: 'prices', options: { timeLimit: 'PT60S' } } as const;
    const question = await client.ask(large.id, slow);
    for await (const { type } of client.events(question.id)) if (type === 'log') break;
    await client.stop(question.id);
    expect(await ended(client, question)).toMatchObject({ status: 'succeeded', stopped: 'cancelled' });
    expect(await client.answer(question.id)).toMatchObject({ isComplete: false, answer: { base: {} } });
    const other = await client.ask(large.id, slow);
    await expect(client.answer(other.id)).rejects.toMatchObject({ code: 'run/no-solution', status: 409 });
    expect(await client.cancel(other.id)).toMatchObject({ status: 'cancelled' });
    await expect(client.answer(other.id)).rejects.toMatchObject({ code: 'run/no-solution', status: 409 });
  });

  test('and the same key asks it once, whoever asks it again', async () => {
    const question = { kind: 'why', item: 'e2' } as const;
    const one = await client.ask(run.id, question, { idempotencyKey: 'once' });
    expect((await client.ask(run.id, question, { idempotencyKey: 'once' })).id).toBe(one.id);
    const wait = await app.request(`/v1/runs/${run.id}/questions`, { json: question, headers: { prefer: 'wait=30' } });
    expect(wait.status).toBe(200);
  });

  test('with the input, byte by byte, of the run that it asks about', async () => {
    const text = '{ "horizon": {"from":"2026-01-05","to":"2026-01-05"}, "employees": [], "events":  []}';
    const body = `{"model":"staffing","input":${text}}`;
    const headers = { 'content-type': 'application/json', prefer: 'wait=30' };
    const { id } = await (await app.request('/v1/runs', { method: 'POST', body, headers })).json();
    expect(await (await app.request(`/v1/runs/${id}/input`)).text()).toBe(text);
    expect((await app.request('/v1/runs/nobody/input')).status).toBe(404);
  });
});

describe('what cannot be asked is said before anything is stored', () => {
  const refused = async (question: object, of = run.id) => {
    const answer = await app.request(`/v1/runs/${of}/questions`, { json: question });
    return { status: answer.status, ...(await answer.json()) };
  };

  test.each([
    ['an unknown item', { kind: 'why', item: 'tea' }, 'input/invalid', /no event tea/],
    ['an unknown person', { kind: 'counterfactual', item: 'e1', who: 'zoe' }, 'input/invalid', /zoe/],
    [
      'a change that leads nowhere',
      { kind: 'what-if', changes: [{ remove: 'employees/zoe' }] },
      'input/invalid',
      /zoe/,
    ],
    [
      'a change that makes a fault',
      { kind: 'what-if', changes: [{ set: 'events/e1/due', value: 'x' }] },
      'input/invalid',
      /due/,
    ],
    ['an unknown kind', { kind: 'who-knows' }, 'input/shape', /kind/],
    ['what belongs to another kind', { kind: 'prices', item: 'e1' }, 'input/shape', /item/],
    ['too long a time', { kind: 'prices', options: { timeLimit: 'PT1H' } }, 'input/invalid', /options\/timeLimit/],
  ])('%s', async (_, question, code, message) => {
    const answer = await refused(question);
    expect(answer).toMatchObject({ status: 422, code });
    expect(answer.detail).toMatch(message);
    expect(answer.errors.length).toBeGreaterThan(0);
  });

  test('a run that does not exist, one without a schedule, one of no domain, and a question', async () => {
    expect(await refused({ kind: 'prices' }, 'nobody')).toMatchObject({ status: 404, code: 'run/unknown' });
    const dry = await ended(
      client,
      await client.create({ model: 'staffing', input: INPUT, options: { dryRun: true } } as never),
    );
    expect(await refused({ kind: 'why', item: 'e1' }, dry.id)).toMatchObject({ status: 409, code: 'run/no-solution' });
    const raw = await app.request('/v1/solve', { json: { model: { variables: [], constraints: [] } } });
    expect(await refused({ kind: 'prices' }, (await raw.json()).id)).toMatchObject({
      status: 422,
      code: 'input/invalid',
    });
    const question = await client.ask(run.id, { kind: 'why', item: 'e1' });
    expect(await refused({ kind: 'prices' }, question.id)).toMatchObject({ status: 422, code: 'input/invalid' });
    expect((await app.request(`/v1/runs/${run.id}/answer`)).status).toBe(404);
  });
});

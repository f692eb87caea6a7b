import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { type Client, createClient } from '../../src/client/client.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf, ended } from '../plans/support/client.ts';
import { eventually } from '../support/eventually.ts';
import { withClient } from '../support/postgres/database.ts';
import { type Heard, listeners, signatureOf } from './support/listener.ts';

let app: LiveService;
let client: Client;
const { hears, close } = listeners();

beforeAll(async () => {
  app = await liveService({ targets: ['127.0.0.1'] });
  client = clientOf(app);
});
afterAll(async () => {
  await close();
  await app.close();
});

/** What a sink has heard, in order: the row, its event and the version. */
const told = (heard: readonly Heard[]) =>
  heard.map(({ body }) => {
    const { type, data } = JSON.parse(body);
    return `${data.list}/${data.row} ${type} ${data.version}`;
  });

/** A plan with two events and nothing in place, and its sink. */
async function plan(id: string, url: string, sink: object = {}): Promise<string> {
  const example = DOMAIN_MODELS.staffing!.example() as Record<string, unknown>;
  const events = ['tea', 'wine'].map((event) => ({ id: event, type: 'core', start: '2026-01-05', due: '2026-01-11' }));
  const input = { ...example, events, posted: [], pins: [], affinity: [] };
  await beginPlan(app, id, { model: 'staffing', input });
  const { secret } = await client.plans.putSink(id, { url, ...sink });
  return secret!;
}

const work = (event: string, day = '2026-01-06') => ({ add: 'posted', value: { event, employee: 'jo', day } });

describe('the sink of a plan', () => {
  test('is sent each row of accepted work, signed, and each row counts when it has said yes', async () => {
    const there = await hears();
    const secret = await plan('accepted', there.url);
    expect(await client.plans.sink('accepted')).toMatchObject({
      plan: 'accepted',
      lists: ['posted'],
      failures: 0,
      counts: { waiting: 0, sent: 0, refused: 0 },
    });
    const run = await ended(client, await client.plans.run('accepted'));
    const { accepted, version } = await client.plans.accept(run.id, {}, { reason: 'agreed' });
    expect(accepted).toHaveLength(2);
    await eventually(async () =>
      expect((await client.plans.sink('accepted')).counts).toEqual({ waiting: 0, sent: 2, refused: 0 }),
    );
    const { rows } = await client.plans.sinkRows('accepted');
    expect(rows.map(({ entry, state, version: of, attempts }) => ({ entry, state, of, attempts }))).toEqual([
      { entry: 'tea', state: 'sent', of: version, attempts: 1 },
      { entry: 'wine', state: 'sent', of: version, attempts: 1 },
    ]);
    expect(told(there.heard).sort()).toEqual([`posted/tea row.set ${version}`, `posted/wine row.set ${version}`]);
    for (const heard of there.heard) {
      expect(heard.headers['webhook-signature']).toBe(signatureOf(heard, secret));
      const { id, data } = JSON.parse(heard.body);
      expect([heard.headers['idempotency-key'], heard.headers['webhook-id']]).toEqual([id, id]);
      expect(rows.find(({ entry }) => entry === data.row)!.key).toBe(id);
      const { value } = await client.plans.entry('accepted', 'posted', data.row);
      expect(data).toEqual({
        ...{ plan: 'accepted', version, list: 'posted', row: data.row, value },
        ...{ action: 'accept', actor: 'local', reason: 'agreed', run: run.id },
      });
    }
    await client.plans.undo('accepted', version);
    await eventually(() => expect(there.heard).toHaveLength(4));
    expect(told(there.heard).slice(2).sort()).toEqual([
      `posted/tea row.removed ${version + 1}`,
      `posted/wine row.removed ${version + 1}`,
    ]);
  });

  test('that refuses a row says why, webhooks hear of it, and it is sent once more when asked for', async () => {
    let isRight = false;
    const there = await hears(({ body }) => (body.includes('"row" : "tea"') && !isRight ? 422 : 204));
    const hook = await hears();
    await client.webhooks.put('refusals', { url: hook.url, events: ['sink.refused'] });
    await plan('refused', there.url);
    await client.plans.change('refused', [work('tea'), work('wine')]);
    await eventually(async () =>
      expect((await client.plans.sink('refused')).counts).toEqual({ waiting: 0, sent: 1, refused: 1 }),
    );
    const [row] = (await client.plans.sinkRows('refused', { state: 'refused' })).rows;
    expect(row).toMatchObject({ entry: 'tea', status: 422, says: 'It says 422.', attempts: 1, nextAt: null });
    await eventually(() => expect(hook.heard).toHaveLength(1));
    expect(JSON.parse(hook.heard[0]!.body)).toMatchObject({
      type: 'sink.refused',
      data: {
        plan: 'refused',
        list: 'posted',
        row: 'tea',
        version: 2,
        key: row!.key,
        status: 422,
        says: 'It says 422.',
      },
    });
    isRight = true;
    expect(await client.plans.retrySink('refused', ['posted/wine'])).toEqual({ rows: 0 });
    expect(await client.plans.retrySink('refused', ['posted/tea'])).toEqual({ rows: 1 });
    await eventually(async () => expect((await client.plans.sink('refused')).counts.sent).toBe(2));
    const keys = there.heard
      .filter(({ body }) => body.includes('"row" : "tea"'))
      .map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([row!.key, row!.key]);
    await client.webhooks.delete('refusals');
  });

  test('that does not answer is tried again with the same key, rests after five failures, and rows wait for it', async () => {
    let isUp = false;
    const there = await hears(() => (isUp ? 200 : 503));
    await plan('down', there.url);
    await client.plans.change('down', [work('tea')]);
    await eventually(async () =>
      expect((await client.plans.sinkRows('down')).rows[0]).toMatchObject({
        ...{ state: 'waiting', status: 503, says: 'It says 503.', nextAt: expect.any(String) },
      }),
    );
    // As if it had failed so often that the next failure is one too many.
    await withClient(app.live.databaseUrl, (db) =>
      db.query(`update dovetail.webhooks set failures = 4 where plan_id = 'down'`),
    );
    await eventually(async () => expect((await client.plans.sink('down')).restsUntil).not.toBeNull());
    const heard = there.heard.length;
    await client.plans.change('down', [work('wine')]);
    await eventually(async () => {
      const { rows } = await client.plans.sinkRows('down', { state: 'waiting' });
      expect(rows.find(({ entry }) => entry === 'wine')).toMatchObject({ attempts: 0, nextAt: expect.any(String) });
    });
    expect(there.heard).toHaveLength(heard);
    isUp = true;
    expect(await client.plans.retrySink('down')).toEqual({ rows: 2 });
    await eventually(async () =>
      expect(await client.plans.sink('down')).toMatchObject({
        ...{ failures: 0, restsUntil: null, counts: { waiting: 0, sent: 2, refused: 0 } },
      }),
    );
    const of = (row: string) => there.heard.filter(({ body }) => JSON.parse(body).data.row === row);
    expect(new Set(of('tea').map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(of('wine')).toHaveLength(1);
  });

  test('hears of a row that changes while it is not there only as it is in the end', async () => {
    let isUp = false;
    const there = await hears(() => (isUp ? 200 : 500));
    await plan('latest', there.url);
    await client.plans.change('latest', [work('tea')]);
    await eventually(() => expect(there.heard.length).toBeGreaterThan(0));
    await client.plans.change('latest', [{ set: 'posted/tea/day', value: '2026-01-07' }]);
    await client.plans.change('latest', [{ set: 'posted/tea/day', value: '2026-01-08' }]);
    isUp = true;
    await client.plans.retrySink('latest');
    await eventually(async () => expect((await client.plans.sink('latest')).counts.sent).toBe(1));
    const last = JSON.parse(there.heard.at(-1)!.body).data;
    expect(last).toMatchObject({ version: 4, value: { event: 'tea', day: '2026-01-08' } });
    const taken = there.heard.filter(({ body }) => JSON.parse(body).data.version === 4);
    expect(new Set(taken.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  test('is not told back what an import has said, but what people make of it, and how it was again', async () => {
    const there = await hears();
    await plan('echo', there.url);
    const file = [{ event: 'tea', employee: 'jo', day: '2026-01-06' }];
    await client.plans.import('echo', file, { list: 'posted' });
    await client.plans.change('echo', [{ set: 'posted/tea/day', value: '2026-01-07' }]);
    await client.plans.undo('echo', 3);
    await client.plans.import('echo', [], { list: 'posted' });
    await client.plans.undo('echo', 5);
    await eventually(async () =>
      expect((await client.plans.sinkRows('echo')).rows[0]).toMatchObject({ version: 6, state: 'sent' }),
    );
    const versions = there.heard.map(({ body }) => JSON.parse(body).data.version);
    // 2 and 5 are imports; 3 and 4 may have been overtaken before they were sent.
    expect(versions.filter((version) => [2, 5].includes(version))).toEqual([]);
    expect(versions.at(-1)).toBe(6);
  });

  test('is sent what is there already where that is wanted, and nothing of lists that are not its own', async () => {
    const there = await hears();
    await plan('begun', there.url, { lists: ['employees'], existing: true });
    const { entries } = await client.plans.entries('begun', 'employees');
    await client.plans.change('begun', [work('tea')]);
    await eventually(async () => expect((await client.plans.sink('begun')).counts.sent).toBe(entries.length));
    const first = await client.plans.sinkRows('begun', { limit: 1 });
    expect(first.rows.map(({ entry }) => entry)).toEqual([entries[0]!.id]);
    const rest = await client.plans.sinkRows('begun', { cursor: first.next! });
    expect([...first.rows, ...rest.rows].map(({ list }) => list)).toEqual(entries.map(() => 'employees'));
    expect(await client.webhooks.list()).toEqual({ webhooks: [] });
    await client.plans.putSink('begun', { url: there.url, lists: ['posted'] });
    expect((await client.plans.sink('begun')).counts).toEqual({ waiting: 0, sent: 0, refused: 0 });
    await client.plans.deleteSink('begun');
    await expect(client.plans.sink('begun')).rejects.toMatchObject({ code: 'request/not-found' });
  });

  test('is sent a row by one attempt at a time, whoever asks for another meanwhile', async () => {
    const answer = Promise.withResolvers<number>();
    const there = await hears(() => answer.promise);
    const url = there.url;
    await plan('once', url);
    await client.plans.change('once', [work('tea')]);
    await eventually(() => expect(there.heard).toHaveLength(1));
    expect(await client.plans.retrySink('once')).toEqual({ rows: 1 });
    await client.plans.putSink('once', { url });
    // It has been taken out of the queue once more, and put off.
    await eventually(async () => {
      const { rows } = await client.plans.sinkRows('once');
      expect(Date.parse(`${rows[0]!.nextAt}`)).toBeGreaterThan(Date.now());
    });
    answer.resolve(204);
    await eventually(async () => expect((await client.plans.sink('once')).counts.sent).toBe(1));
    expect(there.heard).toHaveLength(1);
  });

  test('is of other models too, with the same routes', async () => {
    for (const model of Object.keys(DOMAIN_MODELS)) {
      const there = await hears();
      await beginPlan(app, `of-${model}`, { model, input: DOMAIN_MODELS[model as 'staffing'].example() });
      await client.plans.putSink(`of-${model}`, { url: there.url, existing: true });
      const { entries } = await client.plans.entries(`of-${model}`, 'posted');
      await eventually(async () => expect((await client.plans.sink(`of-${model}`)).counts.sent).toBe(entries.length));
      expect(there.heard).toHaveLength(entries.length);
    }
  });
});

describe('what a sink may be', () => {
  test.each([
    ['an address within', { url: 'http://10.0.0.1/' }, 422, /not on the public internet/],
    ['a list that the plan does not have', { url: 'http://127.0.0.1:9', lists: ['nothing'] }, 422, /no list nothing/],
    ['a weak secret', { url: 'http://127.0.0.1:9', secret: 'whsec_c2hvcnQ=' }, 422, /24 to 64 bytes/],
    ['something else', { url: 'http://127.0.0.1:9', events: ['plan.changed'] }, 422, /events/],
  ])('refuses %s', async (_, json, status, message) => {
    await beginPlan(app, 'wrong', { model: 'staffing', input: DOMAIN_MODELS.staffing!.example() });
    const answer = await app.request('/v1/plans/wrong/sink', { method: 'PUT', json });
    expect(answer.status).toBe(status);
    expect((await answer.json()).detail).toMatch(message);
  });

  test('refuses plans that are not there, cursors that are none, and whoever is no admin', async () => {
    await expect(client.plans.putSink('nobody', { url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      code: 'plan/unknown',
    });
    await beginPlan(app, 'bare', { model: 'staffing', input: DOMAIN_MODELS.staffing!.example() });
    await expect(client.plans.retrySink('bare')).rejects.toMatchObject({ code: 'request/not-found' });
    await client.plans.putSink('bare', { url: 'http://127.0.0.1:9' });
    const cursor = Buffer.from('["a"]').toString('base64url');
    await expect(client.plans.sinkRows('bare', { cursor })).rejects.toMatchObject({ code: 'request/invalid' });
    const { text } = await app.live.runs.keys.create('local', { name: 'writer', scopes: ['read', 'write'] }, 'test');
    const send = ((url: string, init: RequestInit) =>
      app.request(url.replace('http://localhost', ''), init)) as typeof fetch;
    const writer = createClient({ url: 'http://localhost', apiKey: text, attempts: 1, fetch: send });
    expect(await writer.plans.sink('bare')).toMatchObject({ plan: 'bare' });
    await expect(writer.plans.deleteSink('bare')).rejects.toMatchObject({ code: 'access/scope' });
  });
});

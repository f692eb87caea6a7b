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

const typesIn = (heard: readonly Heard[]): string[] => heard.map(({ body }) => JSON.parse(body).type);

describe('a webhook', () => {
  test('is told what happens to plans and runs, signed, with what is needed to look further', async () => {
    const there = await hears();
    const events = ['plan.changed', 'draft.ready', 'run.ended'] as const;
    const { secret, ...made } = await client.webhooks.put('all', { url: there.url, events });
    expect(made).toMatchObject({ id: 'all', url: there.url, events });
    expect(secret).toMatch(/^whsec_/);
    await beginPlan(app, 'told', { model: 'staffing', input: DOMAIN_MODELS.staffing!.example() });
    await client.plans.change('told', [{ set: 'name', value: 'Another' }], { reason: 'a new name' });
    const run = await ended(client, await client.plans.run('told'));
    await client.plans.accept(run.id);
    await eventually(() => expect(typesIn(there.heard)).toHaveLength(5));
    expect(typesIn(there.heard).sort()).toEqual([
      'draft.ready',
      'plan.changed',
      'plan.changed',
      'plan.changed',
      'run.ended',
    ]);
    for (const heard of there.heard) {
      expect(heard.headers['webhook-signature']).toBe(signatureOf(heard, secret!));
      expect(JSON.parse(heard.body).id).toBe(heard.headers['webhook-id']);
      expect(Math.abs(Date.now() / 1000 - Number(heard.headers['webhook-timestamp']))).toBeLessThan(60);
    }
    const bodies = there.heard.map(({ body }) => JSON.parse(body));
    const told = bodies.find(({ data }) => data.reason === 'a new name');
    expect(told).toMatchObject({ data: { plan: 'told', version: 2, action: 'change', actor: 'local', rows: 1 } });
    expect(bodies.find(({ type }) => type === 'draft.ready').data).toMatchObject({
      run: run.id,
      status: 'succeeded',
      plan: { id: 'told', version: 2 },
    });
    expect(bodies.find(({ data }) => data.action === 'accept').data).toMatchObject({ version: 3, run: run.id });
    await client.webhooks.delete('all');
    await expect(client.webhooks.get('all')).rejects.toMatchObject({ code: 'request/not-found' });
  });

  test('hears nothing of what it does not ask for, of what is refused, and of others', async () => {
    const there = await hears();
    await client.webhooks.put('plans', { url: there.url, events: ['plan.changed'] });
    await beginPlan(app, 'quiet', { model: 'staffing', input: DOMAIN_MODELS.staffing!.example() });
    await client.plans.change('quiet', [{ remove: 'events/nobody' }]).catch(() => undefined);
    await client.plans.change('quiet', [{ set: 'name', value: 'x' }], { version: 9 }).catch(() => undefined);
    await app.live.runs.keys.ensureTenant('other');
    await app.live.plans.put({ tenant: 'other' }, 'theirs', {
      model: 'staffing',
      input: JSON.stringify(DOMAIN_MODELS.staffing!.example()),
      actor: 'x',
    });
    await client.plans.delete('quiet');
    await eventually(() => expect(there.heard).toHaveLength(2));
    const { delivery } = await client.webhooks.test('plans');
    await eventually(() => expect(typesIn(there.heard)).toContain('test'));
    expect(there.heard).toHaveLength(3);
    const data = there.heard.map(({ body }) => JSON.parse(body).data);
    expect(data).toEqual(
      expect.arrayContaining([expect.objectContaining({ plan: 'quiet', action: 'delete', version: 1 })]),
    );
    await eventually(async () => {
      const { deliveries } = await client.webhooks.deliveries('plans');
      expect(deliveries.find(({ id }) => id === delivery)).toMatchObject({
        event: 'test',
        state: 'delivered',
        status: 204,
      });
    });
    await client.webhooks.delete('plans');
  });

  test('that refuses, or redirects, is told again with the same id, and the last answers can be read', async () => {
    const there = await hears((_, times) => [500, 302, 200][times - 1] ?? 200);
    await client.webhooks.put('stubborn', { url: there.url, events: ['plan.changed'] });
    const { delivery } = await client.webhooks.test('stubborn');
    await eventually(async () => {
      const { deliveries } = await client.webhooks.deliveries('stubborn');
      expect(deliveries[0]).toMatchObject({
        id: delivery,
        state: 'delivered',
        attempts: 3,
        status: 200,
        says: 'It says 200.',
      });
    });
    expect(there.heard.map(({ headers }) => headers['webhook-id'])).toEqual([delivery, delivery, delivery]);
    expect(new Set(there.heard.map(({ body }) => body)).size).toBe(1);
    expect(new Set(there.heard.map(({ path }) => path))).toEqual(new Set(['/hooks']));
    await client.webhooks.delete('stubborn');
  });

  test('that nobody answers for is given up a day after the event', async () => {
    const there = await hears();
    await there.close();
    await client.webhooks.put('gone', { url: there.url, events: ['plan.changed'] });
    const { delivery } = await client.webhooks.test('gone');
    const state = async () => (await client.webhooks.deliveries('gone')).deliveries.find(({ id }) => id === delivery);
    await eventually(async () =>
      expect(await state()).toMatchObject({
        state: 'waiting',
        status: null,
        says: expect.stringMatching(/ECONNREFUSED/),
      }),
    );
    await withClient(app.live.databaseUrl, (db) =>
      db.query(`update dovetail.deliveries set created_at = created_at - interval '1 day'`),
    );
    await eventually(async () => expect(await state()).toMatchObject({ state: 'given-up', nextAt: null }));
    await client.webhooks.delete('gone');
  });
});

describe('what a webhook may be', () => {
  const there = 'http://127.0.0.1:9/hooks';
  const events = ['run.ended'] as const;

  test('keeps its secret to itself, unless it is given another one', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect(await client.webhooks.put('known', { url: there, events, secret })).not.toHaveProperty('secret');
    expect(await client.webhooks.put('known', { url: `${there}?b`, events })).not.toHaveProperty('secret');
    for (const answer of [await client.webhooks.get('known'), await client.webhooks.list()])
      expect(JSON.stringify(answer)).not.toContain('whsec');
    const stored = () =>
      withClient(
        app.live.databaseUrl,
        async (db) => (await db.query(`select secret from dovetail.webhooks where id = 'known'`)).rows[0].secret,
      );
    expect(await stored()).toBe(secret);
    await client.webhooks.delete('known');
  });

  test.each([
    ['an address within', { url: 'http://10.0.0.1/', events }, 422, /not on the public internet/],
    ['no address', { url: 'hooks', events }, 422, /not an address of HTTP/],
    ['an unknown event', { url: there, events: ['run.begun'] }, 422, /events\/0/],
    ['no event', { url: there, events: [] }, 422, /events/],
    ['a weak secret', { url: there, events, secret: 'whsec_c2hvcnQ=' }, 422, /24 to 64 bytes/],
  ])('refuses %s', async (_, body, status, message) => {
    const answer = await app.request('/v1/webhooks/wrong', {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(status);
    const problem = await answer.json();
    expect(problem.detail).toMatch(message);
    expect(JSON.stringify(problem)).not.toContain('c2hvcnQ');
    expect(problem.errors.length).toBeGreaterThan(0);
  });

  test('refuses names that are none, more than there may be, and whoever is no admin', async () => {
    await expect(client.webhooks.put('a b', { url: there, events })).rejects.toMatchObject({ status: 400 });
    for (let i = 0; i < 20; i++) await client.webhooks.put(`many-${i}`, { url: there, events });
    await expect(client.webhooks.put('one-more', { url: there, events })).rejects.toMatchObject({
      code: 'input/invalid',
    });
    await client.webhooks.put('many-0', { url: `${there}/other`, events });
    for (let i = 0; i < 20; i++) await client.webhooks.delete(`many-${i}`);
    const { text } = await app.live.runs.keys.create(
      'local',
      { name: 'writer', scopes: ['read', 'run', 'write', 'accept'] },
      'test',
    );
    const writer = createClient({
      url: 'http://localhost',
      apiKey: text,
      attempts: 1,
      fetch: ((url: string, init: RequestInit) =>
        app.request(url.replace('http://localhost', ''), init)) as typeof fetch,
    });
    await expect(writer.webhooks.list()).rejects.toMatchObject({ code: 'access/scope' });
  });
});

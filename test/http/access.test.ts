import { describe, expect, it } from 'vitest';
import { DovetailError } from '../../src/errors.ts';
import { secretOf } from '../support/secretOf.ts';
import { TINY, testApp } from './support/testApp.ts';

const RUN = { model: 'staffing', input: TINY };

describe('with keys', () => {
  it('nothing below /v1 is answered without one, and what says how the service is, is', async () => {
    const { request } = testApp({ isSingleUser: false });
    for (const path of ['/v1/runs', '/v1/models', '/v1/runs/x/events', '/v1/nothing']) {
      const response = await request(path);
      expect([path, response.status]).toEqual([path, 401]);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs', '/client.js']) {
      expect([path, (await request(path)).status]).toEqual([path, 200]);
    }
  });

  it('a key opens the door of its tenant until it expires, is revoked or rotated', async () => {
    const { request, runs } = testApp({ isSingleUser: false });
    const { key, text } = await runs.keys.create('a', { name: 'one', scopes: ['read'] });
    const statusWith = async (used: string) => (await request('/v1/runs', { key: used })).status;
    expect(await statusWith(text)).toBe(200);
    expect(await statusWith(`${text}x`)).toBe(401);
    const past = await runs.keys.create('a', { name: 'old', scopes: ['read'], lifeMs: -1 });
    expect(await statusWith(past.text)).toBe(401);
    const next = await runs.keys.rotate('a', key.id);
    expect([await statusWith(text), await statusWith(next.text)]).toEqual([401, 200]);
    await runs.keys.revoke('a', next.key.id);
    expect(await statusWith(next.text)).toBe(401);
  });

  it('a scope that is missing is 403, and admin has all', async () => {
    const { request, runs } = testApp({ isSingleUser: false });
    const reader = await runs.keys.create('a', { name: 'reader', scopes: ['read'] });
    const writer = await runs.keys.create('a', { name: 'writer', scopes: ['run'] });
    const admin = await runs.keys.create('a', { name: 'admin', scopes: ['admin'] });
    const status = async (key: string, init: object) => (await request('/v1/runs', { key, ...init })).status;
    expect([await status(reader.text, {}), await status(reader.text, { json: RUN })]).toEqual([200, 403]);
    expect([await status(writer.text, {}), await status(writer.text, { json: RUN })]).toEqual([403, 202]);
    expect([await status(admin.text, {}), await status(admin.text, { json: RUN })]).toEqual([200, 202]);
  });

  it('a run of another tenant is as one that does not exist', async () => {
    const { request, runs } = testApp({ isSingleUser: false });
    const scopes = ['read', 'run'] as const;
    const [a, b] = [
      await runs.keys.create('a', { name: '', scopes }),
      await runs.keys.create('b', { name: '', scopes }),
    ];
    const { id } = await (await request('/v1/runs', { key: a.text, json: RUN })).json();
    runs.improve(id, 5);
    for (const path of [
      '',
      '/solution',
      '/result',
      '/unplaced',
      '/analysis',
      '/verification',
      '/events',
      `/diff/${id}`,
    ]) {
      const mine = await request(`/v1/runs/${id}${path}`, { key: a.text });
      await mine.body?.cancel();
      expect([path, mine.status]).toEqual([path, 200]);
      expect([path, (await request(`/v1/runs/${id}${path}`, { key: b.text })).status]).toEqual([path, 404]);
    }
    expect((await request(`/v1/runs/${id}:stop`, { key: b.text, method: 'POST' })).status).toBe(404);
    expect((await (await request('/v1/runs', { key: b.text })).json()).runs).toEqual([]);
  });
});

describe('without keys, for the one user of the machine', () => {
  const { request, runs } = testApp();
  const statusWith = async (headers: Record<string, string>) => (await request('/v1/models', { headers })).status;

  it('programs of the machine and its own pages are answered', async () => {
    expect(await statusWith({})).toBe(200);
    expect(await statusWith({ host: '127.0.0.1:8080' })).toBe(200);
    expect(await statusWith({ host: '[::1]:8080', origin: 'http://[::1]:8080' })).toBe(200);
  });

  it('pages from elsewhere are not, nor names that were pointed here, nor what a proxy forwards', async () => {
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ origin: 'null' })).toBe(403);
    expect(await statusWith({ host: 'evil.example:8080' })).toBe(403);
    expect(await statusWith({ 'x-forwarded-for': '10.0.0.1' })).toBe(403);
    expect(await statusWith({ forwarded: 'for=10.0.0.1' })).toBe(403);
  });

  it('origins that the configuration names are, with what a browser needs', async () => {
    const { request } = testApp({ config: { corsOrigins: ['https://app.example'] } });
    const response = await request('/v1/models', { headers: { origin: 'https://app.example' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    const preflight = await request('/v1/runs', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,idempotency-key');
  });

  it('a key counts all the same, and a wrong one is refused', async () => {
    const { text } = await runs.keys.create('a', { name: '', scopes: ['run'] });
    expect((await request('/v1/runs', { key: text })).status).toBe(403);
    expect((await request('/v1/runs', { key: 'dvt_nobody_secret' })).status).toBe(401);
  });
});

describe('limits', () => {
  it('a tenant that asks too often is told when to come back, and others are not', async () => {
    const { request, runs } = testApp({ isSingleUser: false, config: { rate: 1, burst: 3 } });
    const [a, b] = [
      await runs.keys.create('a', { name: '', scopes: ['read'] }),
      await runs.keys.create('b', { name: '', scopes: ['read'] }),
    ];
    const responses = [];
    for (let i = 0; i < 4; i++) responses.push(await request('/v1/models', { key: a.text }));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(responses[0]!.headers.get('ratelimit-policy')).toBe('"tenant";q=3;w=3');
    expect(responses[0]!.headers.get('ratelimit')).toBe('"tenant";r=2;t=1');
    expect(responses[3]!.headers.get('retry-after')).toBe('1');
    expect((await responses[3]!.json()).code).toBe('capacity/rate');
    expect((await request('/v1/models', { key: b.text })).status).toBe(200);
  });
});

describe('a full queue', () => {
  it('is 429 for the tenant and 503 for all, with the time to wait', async () => {
    const { request, runs } = testApp();
    for (const [code, status] of [
      ['capacity/tenant-queue', 429],
      ['capacity/queue', 503],
    ] as const) {
      runs.create = () => Promise.reject(new DovetailError(code, 'Full.', { details: { retryAfterSeconds: 6.2 } }));
      const response = await request('/v1/runs', { json: RUN });
      expect([response.status, response.headers.get('retry-after')]).toEqual([status, '7']);
      expect((await response.json()).code).toBe(code);
    }
  });
});

describe('secrets', () => {
  it('are never in the log, wherever a request carries them', async () => {
    const lines: string[] = [];
    const { request, runs, service } = testApp({ isSingleUser: false, onLog: (line) => lines.push(line) });
    const { text } = await runs.keys.create('a', { name: '', scopes: ['read', 'run'] });
    const secret = secretOf(text);
    runs.list = () => Promise.reject(new Error(`cannot reach postgres://user:hunter2@db/x with ${text}`));
    expect((await request('/v1/runs', { key: text })).status).toBe(500);
    await request(`/v1/runs/${text}`, { key: text });
    await request('/v1/runs', { key: text, json: RUN });
    service.log.error({ headers: { authorization: `Bearer ${text}` }, databaseUrl: 'postgres://u:hunter2@h/d' }, 'x');
    service.log.error(new Error(`Bearer ${text}`));
    const all = lines.join('');
    expect(all).toContain('cannot reach');
    expect(all).not.toContain(secret);
    expect(all).not.toContain('hunter2');
  });
});

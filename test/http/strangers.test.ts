import { describe, expect, it } from 'vitest';
import { testApp } from './support/testApp.ts';

const { request } = testApp();
const statusWith = async (headers: Record<string, string>, path = '/v1/models') =>
  (await request(path, { headers })).status;

describe('without keys, for the one user of the machine', () => {
  it.each([
    ['forwarded', 'for=10.0.0.1'],
    ['via', '1.1 proxy'],
    ['x-forwarded-for', '10.0.0.1'],
    ['x-forwarded-host', 'dovetail.example'],
    ['x-forwarded-port', '443'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '10.0.0.1'],
  ])('what a proxy forwards with %s is refused', async (name, value) => {
    expect(await statusWith({ [name]: value })).toBe(403);
  });

  it('an image, a script or a link of a page from elsewhere is refused', async () => {
    for (const mode of ['no-cors', 'navigate']) {
      expect(await statusWith({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode })).toBe(403);
    }
  });

  it('its own pages, the address bar and bookmarks are answered', async () => {
    for (const site of ['same-origin', 'none']) {
      expect([site, await statusWith({ 'sec-fetch-site': site })]).toEqual([site, 200]);
    }
    const own = { host: 'localhost:8080', origin: 'http://localhost:8080' };
    expect(await statusWith({ 'sec-fetch-site': 'same-origin', ...own })).toBe(200);
  });

  it('pages of another port or name of this machine are of somebody else', async () => {
    expect(await statusWith({ 'sec-fetch-site': 'same-site' })).toBe(403);
    const host = 'localhost:8080';
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:8080', 'https://evil.example', 'null']) {
      expect([origin, await statusWith({ host, origin })]).toEqual([origin, 403]);
    }
    const { request } = testApp();
    const stopped = await request('/v1/runs/x:stop', {
      method: 'POST',
      headers: { host, origin: 'http://localhost:3000' },
    });
    expect(stopped.status).toBe(403);
  });

  it.each(['/docs', '/openapi.json', '/client.js', '/metrics'])(
    '%s is not told by a name that is not its own',
    async (path) => {
      expect(await statusWith({ host: 'rebound.example' }, path)).toBe(403);
      expect(await statusWith({ host: '127.0.0.1:8080' }, path)).toBe(200);
    },
  );

  it('origins of the configuration may come from another site', async () => {
    const named = testApp({ config: { corsOrigins: ['https://app.example'] } });
    const any = testApp({ config: { corsOrigins: ['*'] } });
    const site = { 'sec-fetch-site': 'cross-site' };
    expect((await named.request('/v1/models', { headers: { ...site, origin: 'https://app.example' } })).status).toBe(
      200,
    );
    expect((await named.request('/v1/models', { headers: site })).status).toBe(403);
    expect((await any.request('/v1/models', { headers: site })).status).toBe(200);
  });

  it('links from elsewhere lead to the documentation', async () => {
    expect(await statusWith({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, '/docs')).toBe(200);
  });
});

describe('a preflight', () => {
  it.each([
    ['/v1/runs', 'GET,HEAD,POST'],
    ['/v1/runs/x', 'GET,HEAD'],
    ['/v1/runs/x:stop', 'POST'],
    ['/v1/validate', 'POST'],
    ['/v1/nothing', null],
  ])('of %s lists the methods that it has', async (path, methods) => {
    const { request } = testApp({ config: { corsOrigins: ['https://app.example'] } });
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' };
    const preflight = await request(path, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe(methods);
  });
});

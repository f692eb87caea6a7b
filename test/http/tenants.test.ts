import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LiveService, liveService } from './support/liveService.ts';
import { type Answer, TINY } from './support/testApp.ts';

const TENANTS = ['ann', 'bob'] as const;
type Tenant = (typeof TENANTS)[number];

/** A word in everything that a tenant stores: an event of its input, and a tag of each of its runs. */
const MARK: Readonly<Record<Tenant, string>> = { ann: 'rhubarb-of-ann', bob: 'quince-of-bob' };

let service: LiveService;
const keys = new Map<Tenant, string>();
/** Runs of both, each of which both ask for. */
const owners = new Map<string, Tenant>();

function bodyOf(tenant: Tenant, from?: string): object {
  const [first, ...events] = TINY.events as Record<string, unknown>[];
  const input = { ...TINY, events: [{ ...first, reference: MARK[tenant] }, ...events] };
  const options = { termination: { firstFeasible: true }, tags: [MARK[tenant]] };
  return {
    model: 'staffing',
    input,
    options: from === undefined ? options : { ...options, warmStart: { fromRun: from } },
  };
}

beforeAll(async () => {
  service = await liveService({ isSingleUser: false });
  for (const tenant of TENANTS) {
    await service.runs.keys.ensureTenant(tenant);
    const { text } = await service.runs.keys.create(tenant, { name: tenant, scopes: ['read', 'run'] }, 'test');
    keys.set(tenant, text);
    const response = await service.request('/v1/runs', {
      json: bodyOf(tenant),
      key: text,
      headers: { prefer: 'wait=30' },
    });
    const run = await response.json();
    expect(run.status).toBe('succeeded');
    expect(run.revision).toBeGreaterThan(0);
    owners.set(run.id, tenant);
  }
  await service.live.stopWorker();
});
afterAll(() => service.close());

/** What a tenant may do, with two runs of whoever's. */
const DEEDS: Readonly<Record<string, (ask: Ask, one: string, other: string) => Promise<Answer>>> = {
  create: (ask) => ask('/v1/runs', 'body', { 'idempotency-key': 'same-for-both' }),
  createFrom: (ask, one) => ask('/v1/runs', one),
  list: (ask) => ask('/v1/runs?limit=200'),
  listTag: (ask) => ask(`/v1/runs?tag=${MARK.ann}`),
  get: (ask, one) => ask(`/v1/runs/${one}`),
  solution: (ask, one) => ask(`/v1/runs/${one}/solution`),
  result: (ask, one) => ask(`/v1/runs/${one}/result`),
  unplaced: (ask, one) => ask(`/v1/runs/${one}/unplaced`),
  analysis: (ask, one) => ask(`/v1/runs/${one}/analysis`),
  verification: (ask, one) => ask(`/v1/runs/${one}/verification`),
  diff: (ask, one, other) => ask(`/v1/runs/${one}/diff/${other}`),
  events: (ask, one) => ask(`/v1/runs/${one}/events`),
  stop: (ask, one) => ask(`/v1/runs/${one}:stop`, 'post'),
  cancel: (ask, one) => ask(`/v1/runs/${one}:cancel`, 'post'),
};

type Ask = (path: string, body?: string, headers?: Record<string, string>) => Promise<Answer>;

function askAs(tenant: Tenant): Ask {
  const key = keys.get(tenant)!;
  return (path, body, headers = {}) => {
    if (body === undefined) return service.request(path, { key, headers });
    if (body === 'post') return service.request(path, { key, headers, method: 'POST' });
    return service.request(path, { key, headers, json: bodyOf(tenant, body === 'body' ? undefined : body) });
  };
}

it('no response ever carries data of another tenant, whatever the two do in which order', async () => {
  const step = fc.record({
    tenant: fc.constantFrom(...TENANTS),
    deed: fc.constantFrom(...Object.keys(DEEDS)),
    one: fc.nat(),
    other: fc.nat(),
  });
  const seen = { own: 0, foreign: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const { tenant, deed, one, other } of steps) {
        const ids = [...owners.keys()];
        const [first, second] = [ids[one % ids.length]!, ids[other % ids.length]!];
        const response = await DEEDS[deed]!(askAs(tenant), first, second);
        const text = deed === 'events' ? await firstOf(response) : await response.text();
        const stranger = tenant === 'ann' ? 'bob' : 'ann';
        expect(text, `${tenant} ${deed}`).not.toContain(MARK[stranger]);
        if (deed.startsWith('create') && response.ok) owners.set(JSON.parse(text).id, tenant);
        if (deed.startsWith('list')) {
          for (const { id } of JSON.parse(text).runs) expect(owners.get(id)).toBe(tenant);
          continue;
        }
        if (deed === 'create') continue;
        const asked = deed === 'diff' ? [first, second] : [first];
        const isForeign = asked.some((id) => owners.get(id) !== tenant);
        seen[isForeign ? 'foreign' : 'own']++;
        // A diff may say first that the tenant's own run has no solution (409), which tells nothing of the other one.
        const isRefused = response.status === 404 || (deed === 'diff' && response.status === 409);
        expect([tenant, deed, isForeign && !isRefused]).toEqual([tenant, deed, false]);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
  // Both cases were tried, and a foreign deed changed nothing.
  expect(Math.min(seen.own, seen.foreign)).toBeGreaterThan(50);
});

it('a run of another tenant answers as one that does not exist', async () => {
  const [id] = [...owners].find(([, tenant]) => tenant === 'ann')!;
  const none = '01a203cf-0000-7000-8000-000000000000';
  const bodyFor = async (run: string) => {
    const { requestId: _, ...problem } = await (await askAs('bob')(`/v1/runs/${run}`)).json();
    return JSON.stringify(problem).replaceAll(run, '<id>');
  };
  expect(await bodyFor(id)).toBe(await bodyFor(none));
});

it('the same idempotency key of two tenants is two runs', async () => {
  const ids = await Promise.all(
    TENANTS.map(async (tenant) => (await (await DEEDS.create!(askAs(tenant), '', '')).json()).id),
  );
  expect(new Set(ids).size).toBe(2);
});

async function firstOf(response: Response): Promise<string> {
  if (response.status !== 200) return response.text();
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

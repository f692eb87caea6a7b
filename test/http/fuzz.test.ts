import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzz } from '../../bench/service/fuzz.ts';
import { knownPlans, madeAgain } from '../../bench/service/knownPlans.ts';
import type { Shot } from '../../bench/service/requests.ts';
import type { Client } from '../../src/client/client.ts';
import { describeApi } from '../../src/http/describeApi.ts';
import { clientOf } from '../plans/support/client.ts';
import { type LiveService, liveService } from './support/liveService.ts';
import { TINY } from './support/testApp.ts';

const document = describeApi();
const RUN = { model: 'staffing', input: TINY, options: { termination: { firstFeasible: true }, tags: ['a'] } };
const RAW = { model: { variables: [{ domain: ['0', '1'] }], constraints: [] } };

let service: LiveService;
let ids: string[];
let client: Client;
let plans: Awaited<ReturnType<typeof knownPlans>>;

beforeAll(async () => {
  service = await liveService();
  ids = [];
  for (const [path, json] of [
    ['/v1/runs', RUN],
    ['/v1/solve', RAW],
  ] as const) {
    const response = await service.request(path, { json, headers: { prefer: 'wait=30' } });
    expect(response.status).toBe(200);
    ids.push((await response.json()).id);
  }
  client = clientOf(service);
  plans = await knownPlans(client, 1);
  // What is asked for from here on stays queued, so that the requests alone are what takes time.
  await service.live.stopWorker();
});
afterAll(() => service.close());

const known = () => ({
  values: {
    ...plans.values,
    id: ids,
    other: ids,
    model: ['staffing'],
    'idempotency-key': ['k', 'l'],
    prefer: ['wait=0'],
    tag: ['a'],
  },
  places: plans.places,
  bodies: {
    ...plans.bodies,
    '/v1/runs': [RUN, { ...RUN, options: { warmStart: { fromRun: ids[0] } } }],
    '/v1/solve': [RAW],
    '/v1/validate': [
      { model: 'staffing', input: TINY },
      { model: 'model', input: RAW.model },
    ],
  },
});

async function send(shot: Shot): Promise<Response> {
  const { path, method, headers, body } = shot;
  const response = await service.request(path, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
  });
  await madeAgain(client, shot, response);
  return response;
}

describe('requests drawn from the OpenAPI document', () => {
  it('are answered as the document says, never with our fault', async () => {
    const report = await fuzz({ document, known: known(), count: 1000, seed: 1, send });
    expect(report.failures).toEqual([]);
    // Not everything is refused: most operations have succeeded, and the usual refusals have been seen.
    expect(report.succeeded.length).toBeGreaterThan(30);
    expect(Object.keys(report.byStatus)).toEqual(expect.arrayContaining(['200', '202', '400', '404', '405', '422']));
  });

  it('show an answer that is not declared, has another type, or another shape', async () => {
    const lie = (response: () => Response) =>
      fuzz({ document, known: known(), count: 1000, seed: 1, send: async () => response() });
    const json = { 'content-type': 'application/json' };
    expect((await lie(() => new Response(null, { status: 418 }))).failures[0]).toMatch(/418 is not declared/);
    expect((await lie(() => new Response('', { status: 500 }))).failures[0]).toMatch(/500/);
    expect((await lie(() => new Response('hello', { headers: { 'content-type': 'text/csv' } }))).failures[0]).toMatch(
      /text\/csv|not declared/,
    );
    expect((await lie(() => new Response('{"status":1}', { headers: json }))).failures.length).toBe(1);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { TINY, testApp } from './support/testApp.ts';

const RUN = { model: 'staffing', input: TINY };

async function withRun() {
  const test = testApp();
  const create = async (): Promise<string> => (await (await test.request('/v1/runs', { json: RUN })).json()).id;
  const id = await create();
  const listen = (last: string) => test.request(`/v1/runs/${id}/events`, { headers: { 'last-event-id': last } });
  return { ...test, create, id, listen };
}

const typesOf = async (response: Response) => (await response.text()).match(/(?<=^event: ).*/gm);

describe('an id of an event', () => {
  it('beyond the last of a run hides nothing that is still to come', async () => {
    const { runs, id, listen, feeds } = await withRun();
    const heard = listen('99999999999').then(typesOf);
    await eventually(() => expect(feeds.streams).toBe(1));
    runs.improve(id, 9);
    runs.end(id, 'succeeded');
    expect(await heard).toEqual(['snapshot', 'incumbent', 'end']);
  });

  it('of a newer run hides nothing either', async () => {
    const { runs, id, listen, create, feeds } = await withRun();
    const newer = await create();
    const sequence = (await runs.events('local', newer))[0]!.sequence;
    const heard = listen(String(sequence)).then(typesOf);
    await eventually(() => expect(feeds.streams).toBe(1));
    runs.end(id, 'succeeded');
    expect(await heard).toEqual(['snapshot', 'end']);
  });

  it('beyond the end of a run that ends just now gets 204, not silence', async () => {
    const { runs, id, listen } = await withRun();
    const get = runs.get.bind(runs);
    vi.spyOn(runs, 'get').mockImplementation(async (tenant, run) => {
      const before = await get(tenant, run);
      runs.end(id, 'succeeded');
      return before;
    });
    expect((await listen('99999999999')).status).toBe(204);
  });

  it('that is empty is none', async () => {
    const { runs, id, listen } = await withRun();
    runs.end(id, 'succeeded');
    expect(await typesOf(await listen(''))).toEqual(['snapshot', 'status', 'end']);
  });
});

it('streams are counted apart from requests that wait for an end', async () => {
  const { request, runs, feeds, id, listen } = await withRun();
  const waiting = request('/v1/runs', { json: RUN, headers: { prefer: 'wait=60' } });
  await eventually(() => expect(feeds.listeners).toBe(1));
  const clients = async () => /^dovetail_sse_clients (\d+)$/m.exec(await (await request('/metrics')).text())?.[1];
  expect(await clients()).toBe('0');
  const stream = await listen('0');
  expect(await clients()).toBe('1');
  await stream.body!.cancel();
  await eventually(() => expect(feeds.streams).toBe(0));
  for (const run of (await runs.list('local', {})).runs) if (run.id !== id) runs.end(run.id, 'succeeded');
  expect((await waiting).status).toBe(200);
  expect(feeds.listeners).toBe(0);
});

import { describe, expect, it, vi } from 'vitest';
import { serverEvents } from '../../src/client/client.ts';
import { eventually } from '../support/eventually.ts';
import { TINY, testApp } from './support/testApp.ts';

const RUN = { model: 'staffing', input: TINY };

async function withRun() {
  const test = testApp();
  const { id } = await (await test.request('/v1/runs', { json: RUN })).json();
  const listen = (last?: string) =>
    test.request(`/v1/runs/${id}/events`, last === undefined ? {} : { headers: { 'last-event-id': last } });
  return { ...test, id: id as string, listen };
}

async function eventsOf(response: Response): Promise<{ id: string; type: string; data: Record<string, unknown> }[]> {
  const events = [];
  for await (const { id, type, data } of serverEvents(response.body!))
    events.push({ id, type, data: JSON.parse(data) });
  return events;
}

describe('the events of a run', () => {
  it('begin with a snapshot, come in order with ids of the database, and end explicitly', async () => {
    const { runs, id, listen } = await withRun();
    const heard = eventsOf(await listen());
    runs.improve(id, 9);
    runs.improve(id, 4);
    runs.end(id, 'succeeded');
    const events = await heard;
    expect(events.map(({ type }) => type)).toEqual(['snapshot', 'status', 'incumbent', 'incumbent', 'end']);
    expect(events[0]!.data).toMatchObject({ id, status: 'queued' });
    expect(events[3]!.data).toMatchObject({ revision: 2, objective: 4 });
    const stored = (await runs.events('local', id)).map(({ sequence }) => String(sequence));
    expect(events.slice(1).map((event) => event.id)).toEqual(stored);
  });

  it('are taken up after the last one that was heard', async () => {
    const { runs, id, listen } = await withRun();
    runs.improve(id, 9);
    runs.improve(id, 4);
    runs.end(id, 'succeeded');
    const all = await eventsOf(await listen());
    const rest = await eventsOf(await listen(all[2]!.id));
    expect(rest.map(({ type }) => type)).toEqual(['snapshot', 'incumbent', 'end']);
    const nothing = await listen(all.at(-1)!.id);
    expect(nothing.status).toBe(204);
  });

  it('end when the service stops, without "end", so that the listener comes back', async () => {
    const { listen, stop, feeds } = await withRun();
    const heard = eventsOf(await listen());
    await eventually(() => expect(feeds.listeners).toBe(1));
    stop();
    expect((await heard).map(({ type }) => type)).toEqual(['snapshot', 'status']);
    await eventually(() => expect(feeds.listeners).toBe(0));
  });

  it('are read once for three hundred listeners, who all hear the same, over one subscription', async () => {
    const { runs, id, listen, feeds } = await withRun();
    const streams = await Promise.all(Array.from({ length: 300 }, () => listen()));
    const heard = Promise.all(streams.map(eventsOf));
    await eventually(() => expect(feeds.listeners).toBe(300));
    expect(runs.subscriptions(id)).toBe(1);
    const before = runs.eventReads;
    runs.improve(id, 9);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // News that come while the first are read cost one reading more, never one for each listener.
    expect(runs.eventReads - before).toBeLessThanOrEqual(2);
    runs.end(id, 'succeeded');
    const types = (await heard).map((events) => events.map(({ type }) => type).join(' '));
    expect(new Set(types)).toEqual(new Set(['snapshot status incumbent end']));
    expect(types.length).toBe(300);
    await eventually(() => expect(runs.subscriptions(id)).toBe(0));
  });

  it('do not wait for a listener who does not read', async () => {
    const { runs, id, listen } = await withRun();
    const asleep = await listen();
    const heard = eventsOf(await listen());
    for (let i = 0; i < 500; i++) runs.improve(id, 1000 - i);
    runs.end(id, 'succeeded');
    expect((await heard).length).toBe(503);
    // Who wakes up late has missed nothing.
    expect((await eventsOf(asleep)).length).toBe(503);
  });

  it('leave nothing behind when a listener goes', async () => {
    const { id, listen, feeds, runs } = await withRun();
    const response = await listen();
    await eventually(() => expect(feeds.listeners).toBe(1));
    await response.body!.cancel();
    await eventually(() => expect(feeds.listeners).toBe(0));
    expect(runs.subscriptions(id)).toBe(0);
  });

  it('are a problem for a run that does not exist', async () => {
    const { request, feeds } = await withRun();
    expect((await request('/v1/runs/none/events')).status).toBe(404);
    expect(feeds.listeners).toBe(0);
  });

  it('are not opened for a question about their headers', async () => {
    const { request, id, feeds } = await withRun();
    const response = await request(`/v1/runs/${id}/events`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(feeds.listeners).toBe(0);
  });

  it('have a comment when nothing happens for fifteen seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { listen } = await withRun();
      const reader = (await listen()).body!.getReader();
      const decoder = new TextDecoder();
      let text = '';
      const read = async () => {
        text += decoder.decode((await reader.read()).value);
      };
      await read();
      await read();
      const comment = read();
      await vi.advanceTimersByTimeAsync(15_000);
      await comment;
      expect(text).toMatch(/: still here\n\n$/);
      await reader.cancel();
    } finally {
      vi.useRealTimers();
    }
  });
});

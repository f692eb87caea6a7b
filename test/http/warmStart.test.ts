import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveService, liveService } from './support/liveService.ts';

let app: LiveService;
beforeAll(async () => {
  app = await liveService();
});
afterAll(() => app.close());

/** Ann has one job on one day. */
const INPUT = {
  horizon: { from: '2026-03-02', to: '2026-03-02' },
  types: { job: {} },
  employees: [{ id: 'ann', role: 'crew' }],
  events: [{ id: 'job', type: 'job', start: '2026-03-02', due: '2026-03-03' }],
};

async function ended(options: object): Promise<{ id: string; messages: string[] }> {
  const created = await app.request('/v1/runs', {
    json: { model: 'staffing', input: INPUT, options },
    headers: { prefer: 'wait=60' },
  });
  const { id, status } = await created.json();
  expect(status).toBe('succeeded');
  const events = await app.live.runs.events('local', id);
  return { id, messages: events.flatMap(({ type, data }) => (type === 'log' ? [String(data.message)] : [])) };
}

const SAID = /The run to start from has no solution; this one begins without a start/;

test('a start from a run without a solution is said, and one from a run with one is taken', async () => {
  const dry = await ended({ dryRun: true });
  const { id, messages } = await ended({ warmStart: { fromRun: dry.id } });
  expect(messages).toEqual(expect.arrayContaining([expect.stringMatching(SAID)]));
  const warm = await ended({ warmStart: { fromRun: id } });
  expect(warm.messages.filter((message) => SAID.test(message))).toEqual([]);
});

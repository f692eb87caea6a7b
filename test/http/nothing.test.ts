import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveService, liveService } from './support/liveService.ts';

/** Inputs in which there is nothing to decide, end to end; scenarios and the command line have the same ones. */
let app: LiveService;
beforeAll(async () => {
  app = await liveService();
});
afterAll(() => app.close());

const DAYS = { from: '2026-01-05', to: '2026-01-06' };
const WINE = { id: 'wine', type: 'tasting', start: '2026-01-05', due: '2026-01-07' };
const INPUT = {
  horizon: DAYS,
  types: { tasting: { minutes: 60 } },
  employees: [{ id: 'ann', role: 'crew' }],
  events: [WINE],
};

/** The whole of what a client sees: the run, its result, what is not placed with its reason, and the review. */
async function answered(change: object) {
  const json = { model: 'staffing', input: { ...INPUT, ...change } };
  const valid = await (await app.request('/v1/validate', { json })).json();
  const created = await app.request('/v1/runs', { json, headers: { prefer: 'wait=60' } });
  const { id, outcome, status } = await created.json();
  const { result } = await (await app.request(`/v1/runs/${id}/result`)).json();
  const { unplaced } = await (await app.request(`/v1/runs/${id}/unplaced`)).json();
  const { review } = await (await app.request(`/v1/runs/${id}/verification`)).json();
  expect([valid.isValid, created.status, status, outcome, review.isLegal]).toEqual([
    true,
    200,
    'succeeded',
    'optimal',
    true,
  ]);
  expect(unplaced).toEqual(result.notPlaced);
  const reasons = result.notPlaced.map(({ item, reason }: { item: string; reason: { kind: string } }) => [
    item,
    reason.kind,
  ]);
  return { placed: result.counts.placed, reasons, texts: JSON.stringify(result.notPlaced) };
}

test('without employees, there is nobody', async () => {
  const { placed, reasons, texts } = await answered({ employees: [] });
  expect([placed, reasons]).toEqual([0, [['wine', 'nobody-qualified']]]);
  expect(texts).toContain('There is nobody');
});

test('without an active employee, nobody is active', async () => {
  const { placed, reasons, texts } = await answered({ employees: [{ id: 'ann', role: 'crew', active: false }] });
  expect([placed, reasons]).toEqual([0, [['wine', 'nobody-qualified']]]);
  expect(texts).toMatch(/active/);
});

test('without events, nothing is placed and nothing is left', async () => {
  expect(await answered({ events: [] })).toMatchObject({ placed: 0, reasons: [] });
});

test('without employees and events', async () => {
  expect(await answered({ events: [], employees: [] })).toMatchObject({ placed: 0, reasons: [] });
});

test('without a day that is open, no day is valid', async () => {
  const { placed, reasons } = await answered({ holidays: [DAYS.from, DAYS.to] });
  expect([placed, reasons]).toEqual([0, [['wine', 'no-valid-day']]]);
});

test('with an inactive event only, that is left alone', async () => {
  const { placed, reasons } = await answered({ events: [{ ...WINE, active: false }] });
  expect([placed, reasons]).toEqual([0, [['wine', 'inactive']]]);
});

test('a horizon without days is refused at its place', async () => {
  const json = { model: 'staffing', input: { ...INPUT, horizon: { from: DAYS.to, to: DAYS.from } } };
  const refused = await app.request('/v1/runs', { json });
  const { errors } = await refused.json();
  expect([refused.status, errors[0]]).toMatchObject([422, { pointer: '/input/horizon/to', code: 'horizon-empty' }]);
});

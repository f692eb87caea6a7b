import { describe, expect, it } from 'vitest';
import { BodyBudget } from '../../src/http/bodyBudget.ts';
import { LIMITS } from '../../src/limits.ts';
import { TINY, testApp } from './support/testApp.ts';

const MB = 1_000_000;
/** More than this no answer has to a request that is refused: a hundred faults of 600 characters, twice. */
const ANSWER_BYTES = 200_000;

const { request } = testApp({ config: { bodyLimitBytes: 16 * MB } });
const many = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(',');

describe('a body of a permitted size that is nothing but faults', () => {
  it.each([
    [
      'unknown options',
      '/v1/runs',
      413,
      () => `{"model":"staffing","input":{},"options":{${many(10_000, (i) => `"option${i}":1`)}}}`,
    ],
    [
      'few unknown options',
      '/v1/runs',
      422,
      () => `{"model":"staffing","input":{},"options":{${many(3000, (i) => `"o${i}":1`)}}}`,
    ],
    ['unknown fields', '/v1/runs', 422, () => `{"model":"staffing","input":{${many(20_000, (i) => `"field${i}":1`)}}}`],
    ['faulty events', '/v1/runs', 422, () => `{"model":"staffing","input":{"events":[${many(5000, () => '1')}]}}`],
    [
      'constraints of no kind',
      '/v1/solve',
      422,
      () => `{"model":{"dovetail":1,"variables":[],"constraints":[${many(5000, () => '{"kind":"x"}')}]}}`,
    ],
    ['a long model name', '/v1/runs', 413, () => `{"model":"${'x'.repeat(MB)}","input":{}}`],
    ['a name just too long', '/v1/runs', 422, () => `{"model":"${'x'.repeat(60_000)}","input":{}}`],
    ['a long field', '/v1/runs', 422, () => `{"model":"staffing","input":{"${'x'.repeat(MB)}":1}}`],
    ['a long option', '/v1/runs', 422, () => `{"model":"staffing","input":{},"options":{"${'x'.repeat(60_000)}":1}}`],
    ['a long text for an input', '/v1/runs', 413, () => `{"model":"staffing","input":"${'x'.repeat(MB)}"}`],
  ])('%s: is answered in few words', async (_, path, status, body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await request(path, { method: 'POST', headers, body: body() });
    const text = await response.text();
    expect([response.status, text.length < ANSWER_BYTES]).toEqual([status, true]);
    const { errors } = JSON.parse(text) as { errors: { pointer: string; message: string }[] };
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(LIMITS.faults);
    for (const { pointer, message } of errors) {
      expect(pointer.length).toBeLessThanOrEqual(LIMITS.pointer);
      expect(message.length).toBeLessThanOrEqual(LIMITS.faultMessage + 40);
    }
  });

  it('says how many faults it leaves out', async () => {
    const events = Array.from({ length: 250 }, () => 1);
    const problem = await (
      await request('/v1/runs', { json: { model: 'staffing', input: { ...TINY, events } } })
    ).json();
    const other = problem.errors.length + problem.errorsOmitted - 250;
    expect(problem.errors).toHaveLength(LIMITS.faults);
    // The events are gone, so whatever else of the example names one is a fault as well.
    expect(other).toBeGreaterThanOrEqual(0);
    const validated = await (
      await request('/v1/validate', { json: { model: 'staffing', input: { ...TINY, events } } })
    ).json();
    expect(validated.errorsOmitted).toBe(problem.errorsOmitted);
  });

  it('repeats a long value cut, with its length', async () => {
    const { errors } = await (await request('/v1/runs', { json: { model: 'y'.repeat(60_000), input: {} } })).json();
    expect(errors[0].message).toContain('y'.repeat(LIMITS.text - 1));
    expect(errors[0].message).toContain('(60002 characters)');
  });
});

describe('the bodies that are read at once', () => {
  it('are bounded for each tenant and for all, and given back', () => {
    const budget = new BodyBudget(10);
    const a = budget.hold('a');
    a.atLeast(10);
    a.atLeast(20);
    a.atLeast(5);
    expect(() => budget.hold('a').atLeast(1)).toThrow(expect.objectContaining({ code: 'capacity/bodies' }));
    const b = budget.hold('b');
    b.atLeast(10);
    expect(() => b.atLeast(11)).toThrow(expect.objectContaining({ code: 'capacity/bodies' }));
    a.giveBack();
    a.giveBack();
    b.atLeast(20);
    budget.hold('c').atLeast(10);
  });

  it('answer 503 with Retry-After beyond that, and the same request is taken later', async () => {
    const { request } = testApp({ config: { bodyLimitBytes: 3000 } });
    const open: ReadableStreamDefaultController<Uint8Array>[] = [];
    const text = JSON.stringify({ model: 'staffing', input: TINY });
    const body = () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          open.push(controller);
          controller.enqueue(new TextEncoder().encode(text));
        },
      });
    expect(text.length).toBeLessThan(3000);
    expect(text.length * 3).toBeGreaterThan(6000);
    const headers = { 'content-type': 'application/json' };
    const send = () => request('/v1/runs', { method: 'POST', headers, body: body(), duplex: 'half' } as RequestInit);
    const slow = [send(), send()];
    // Both are in the middle of their bodies; their bytes count.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await refused.json()).code).toBe('capacity/bodies');
    for (const controller of open.slice(0, 2)) controller.close();
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([202, 202]);
    expect((await request('/v1/runs', { json: { model: 'staffing', input: TINY } })).status).toBe(202);
  });
});

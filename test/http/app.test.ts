import { describe, expect, it } from 'vitest';
import { TINY, testApp } from './support/testApp.ts';

const RUN = { model: 'staffing', input: TINY, options: { termination: { timeLimit: 'PT1.5S' }, tags: ['a'] } };

describe('a run over HTTP', () => {
  it('is stored and answered with 202, where it is, and when to ask again', async () => {
    const { request } = testApp();
    const response = await request('/v1/runs', { json: RUN });
    expect(response.status).toBe(202);
    const run = await response.json();
    expect(response.headers.get('location')).toBe(`/v1/runs/${run.id}`);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(run).toMatchObject({ status: 'queued', outcome: null, revision: 0, tags: ['a'] });
    expect(run.options).toEqual({ termination: { timeLimit: 'PT1.5S' } });
  });

  it('keeps its input as the very text that came', async () => {
    const { request, runs } = testApp();
    const text = JSON.stringify(TINY, null, 3);
    const response = await request('/v1/runs', {
      method: 'POST',
      body: `{"options": {}, "input":  ${text} ,"model":"staffing"}`,
      headers: { 'content-type': 'application/json' },
    });
    const { id, input } = await response.json();
    expect(await runs.input('local', id)).toBe(text);
    expect(input.bytes).toBe(Buffer.byteLength(text));
  });

  it('has an ETag that changes with it, and 304 while it does not', async () => {
    const { request, runs } = testApp();
    const { id } = await (await request('/v1/runs', { json: RUN })).json();
    const first = await request(`/v1/runs/${id}`);
    const etag = first.headers.get('etag')!;
    const again = await request(`/v1/runs/${id}`, { headers: { 'if-none-match': `"x", W/${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    runs.improve(id, 7);
    const changed = await request(`/v1/runs/${id}`, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect((await changed.json()).revision).toBe(1);
  });

  it('is one run for the same key and body, and 422 for another body', async () => {
    const { request } = testApp();
    const ask = (json: unknown) => request('/v1/runs', { json, headers: { 'idempotency-key': 'k' } });
    const [a, b] = [await (await ask(RUN)).json(), await (await ask(RUN)).json()];
    expect(b.id).toBe(a.id);
    const other = await ask({ ...RUN, options: {} });
    expect(other.status).toBe(422);
    expect((await other.json()).code).toBe('run/key-reused');
  });

  it('is answered when it ends, if that is preferred', async () => {
    const { request, runs } = testApp();
    const answer = request('/v1/runs', { json: RUN, headers: { prefer: 'respond-async, wait=20' } });
    let id: string | undefined;
    while (!id) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      id = (await runs.list('local', {})).runs[0]?.id;
    }
    runs.improve(id, 3);
    runs.end(id, 'succeeded');
    const response = await answer;
    expect(response.status).toBe(200);
    expect(response.headers.get('preference-applied')).toBe('wait=20');
    expect(response.headers.get('retry-after')).toBe(null);
    expect(await response.json()).toMatchObject({ id, status: 'succeeded', revision: 1 });
  });

  it('is answered as it is when the time is over', async () => {
    const { request } = testApp();
    const response = await request('/v1/runs', { json: RUN, headers: { prefer: 'wait=1' } });
    expect(response.status).toBe(202);
    expect((await response.json()).status).toBe('queued');
  });

  it('is stopped and cancelled by a verb behind its id, however the colon is written', async () => {
    const { request } = testApp();
    for (const [verb, status] of [
      [':stop', 'succeeded'],
      ['%3Acancel', 'cancelled'],
    ] as const) {
      const { id } = await (await request('/v1/runs', { json: RUN })).json();
      const response = await request(`/v1/runs/${id}${verb}`, { method: 'POST' });
      expect(response.status).toBe(200);
      expect((await response.json()).status).toBe(status);
      const again = await request(`/v1/runs/${id}:stop`, { method: 'POST' });
      expect((await again.json()).status).toBe(status);
    }
    const { id } = await (await request('/v1/runs', { json: RUN })).json();
    expect((await request(`/v1/runs/${id}/~stop`, { method: 'POST' })).status).toBe(404);
    expect((await request(`/v1/runs/${id}:explode`, { method: 'POST' })).status).toBe(404);
  });

  it('gives its solution, what is unplaced, the analysis and the review', async () => {
    const { request, runs } = testApp();
    const { id } = await (await request('/v1/runs', { json: RUN })).json();
    const none = await request(`/v1/runs/${id}/solution`);
    expect([none.status, (await none.json()).code]).toEqual([409, 'run/no-solution']);
    runs.improve(id, 9);
    runs.improve(id, 5);
    const read = async (path: string) => (await request(`/v1/runs/${id}/${path}`)).json();
    expect(await read('solution')).toMatchObject({ revision: 2, objective: 5, solution: { assignments: [] } });
    expect(await read('solution?revision=1')).toMatchObject({ revision: 1, objective: 9 });
    expect(await read('result')).toMatchObject({ revision: 2, result: { counts: { items: 1 } } });
    expect(await read('unplaced')).toEqual({
      run: id,
      revision: 2,
      counts: { items: 1 },
      unplaced: [{ item: 'a', penalties: { S1: 5 } }],
    });
    expect((await read('unplaced?item=a')).detail).toEqual({ item: 'a', whyThis: null, whyNot: [{ item: 'a' }] });
    const [rule] = (await read('analysis')).rules;
    expect(rule).toEqual({ rule: 'S1', weight: 5, penalty: 5, matches: 1, variables: 3, constraints: 2 });
    const { inputSha256, review } = await read('verification');
    expect(inputSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(review.isLegal).toBe(true);
    expect(await read(`diff/${id}`)).toMatchObject({ run: id, other: id, objective: { from: 5, to: 5 } });
  });

  it('may be of a raw constraint model', async () => {
    const { request, runs } = testApp();
    const model = { variables: [{ name: 'x', domain: ['0', '1'] }], constraints: [] };
    const response = await request('/v1/solve', { json: { model } });
    expect(response.status).toBe(202);
    const run = await response.json();
    expect(run.model).toBe('model');
    expect(JSON.parse(await runs.input('local', run.id))).toEqual(model);
    const wrong = await request('/v1/solve', { json: { model: { variables: [{ domain: ['1', '0'] }] } } });
    expect(wrong.status).toBe(422);
    expect((await wrong.json()).errors[0].pointer).toMatch(/^\/model/);
  });

  it('is listed in pages, by status, model and tag', async () => {
    const { request, runs } = testApp();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await (await request('/v1/runs', { json: RUN })).json()).id);
    runs.end(ids[2]!, 'failed');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { runs: { id: string }[]; next: string | null } = await (
        await request(`/v1/runs?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.runs.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(ids);
    const failed = await (await request('/v1/runs?status=failed&tag=a&model=staffing')).json();
    expect(failed.runs.map(({ id }: { id: string }) => id)).toEqual([ids[2]]);
    expect((await (await request('/v1/runs?tag=b')).json()).runs).toEqual([]);
  });
});

/** What TINY has: posted work on a day that it locks, and an event that is open on a holiday alone. */
const FORESEEN = [
  { pointer: '/input/posted/1', code: 'posted-breaks-rule' },
  { pointer: '/input/events/9', code: 'no-place' },
];

describe('everything that is not a success is a problem', () => {
  const { request } = testApp();
  const json = { 'content-type': 'application/json' };
  const post = (body: string) => ({ method: 'POST', body, headers: json });
  const deep = `{"model":"staffing","input":{"a":${'['.repeat(100)}${']'.repeat(100)}}}`;
  const cases: [string, string, RequestInit, number, string, string?][] = [
    ['a path that does not exist', '/nothing', {}, 404, 'request/not-found'],
    ['a method that the path has not', '/v1/runs/x', { method: 'DELETE' }, 405, 'request/method'],
    ['a run that does not exist', '/v1/runs/x', {}, 404, 'run/unknown'],
    ['a model that does not exist', '/v1/models/x', {}, 404, 'request/not-found'],
    ['a body that is not JSON', '/v1/runs', { ...post('{}'), headers: {} }, 415, 'request/media-type'],
    ['no body', '/v1/runs', post(''), 400, 'input/syntax', ''],
    [
      'a body that was cut off',
      '/v1/runs',
      post('{"model": "staffing", "input": {"days": [1, 2'),
      400,
      'input/syntax',
      '/input/days/1',
    ],
    ['a bracket that closes nothing', '/v1/runs', post('{"model": ["a"}'), 400, 'input/syntax', '/model/0'],
    ['a comma too many', '/v1/runs', post('{"model": "staffing",}'), 400, 'input/syntax', ''],
    ['too many levels', '/v1/runs', post(deep), 400, 'request/too-deep', `/input/a${'/0'.repeat(62)}`],
    ['too many bytes', '/v1/runs', post(`{"model":"${'x'.repeat(1 << 20)}"}`), 413, 'request/too-large', ''],
    ['a model of the wrong type', '/v1/runs', post('{"model": 7, "input": {}}'), 422, 'input/shape', '/model'],
    [
      'an input of the wrong type',
      '/v1/runs',
      post('{"model": "staffing", "input": [1]}'),
      422,
      'input/shape',
      '/input',
    ],
    [
      'a member that does not exist',
      '/v1/runs',
      post('{"model": "staffing", "input": {}, "x/y": 1}'),
      422,
      'input/shape',
      '/x~1y',
    ],
    ['an unknown model', '/v1/runs', post('{"model": "shopping", "input": {}}'), 422, 'input/shape', '/model'],
    ['a limit in words', '/v1/runs?limit=many', {}, 400, 'request/invalid', '/query/limit'],
    [
      'an event id in words',
      '/v1/runs/x/events',
      { headers: { 'last-event-id': 'x' } },
      400,
      'request/invalid',
      '/header/last-event-id',
    ],
    ['a cursor that is none', '/v1/runs?cursor=x', {}, 400, 'request/invalid', '/query/cursor'],
    ['a parameter of a list', '/v1/runs?stauts=queued', {}, 400, 'request/invalid', '/query/stauts'],
    [
      'a parameter that belongs elsewhere',
      '/v1/runs/x/result?revision=1',
      {},
      400,
      'request/invalid',
      '/query/revision',
    ],
  ];

  it.each(cases)('%s', async (_, path, init, status, code, pointer) => {
    const response = await request(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await response.json();
    expect(problem).toMatchObject({ status, code, type: `/docs#${code}` });
    expect(problem.requestId).toBe(response.headers.get('x-request-id'));
    expect(problem.instance).toBe(path.split('?')[0]);
    if (pointer !== undefined)
      expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('405 says what is allowed', async () => {
    expect((await request('/v1/runs', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await request('/v1/runs/x:stop')).headers.get('allow')).toBe('POST');
  });

  it('every fault of an input comes back at once, with its pointer into the body', async () => {
    const { employees: _, ...input } = TINY;
    const response = await request('/v1/runs', { json: { model: 'staffing', input: { ...input, colour: 1 } } });
    expect(response.status).toBe(422);
    const { code, errors } = await response.json();
    expect(code).toBe('input/invalid');
    expect(errors.map((error: { pointer: string }) => error.pointer)).toEqual(
      expect.arrayContaining(['/input/colour', '/input/rotations/0/employee']),
    );
    const checked = await request('/v1/validate', { json: { model: 'staffing', input: { ...input, colour: 1 } } });
    expect(await checked.json()).toEqual({
      isValid: false,
      errors,
      errorsOmitted: 0,
      warnings: [],
      warningsOmitted: 0,
    });
    const good = await request('/v1/validate', { json: { model: 'staffing', input: TINY } });
    expect(await good.json()).toMatchObject({ isValid: true, errors: [], warnings: FORESEEN, warningsOmitted: 0 });
  });

  it('a valid input that has something without effect is warned about, with its pointer into the body', async () => {
    const input = { ...TINY, preferences: [{ rule: 'S1', direction: 'boost' }], rules: [{ id: 'S1', enabled: false }] };
    const response = await request('/v1/validate', { json: { model: 'staffing', input } });
    expect(await response.json()).toMatchObject({
      isValid: true,
      warnings: [
        ...FORESEEN,
        { pointer: '/input/preferences/0', code: 'preference-idle', message: expect.stringContaining('Maybe') },
      ],
    });
  });

  const faultsOf = async (path: string, json: unknown) => {
    const response = await request(path, { json });
    const { code, errors } = await response.json();
    return { status: response.status, code, pointers: errors.map((error: { pointer: string }) => error.pointer) };
  };

  it('a strategy that the model does not have is refused where it is said', async () => {
    const { request } = testApp();
    const asked = { model: 'sessions', input: { students: [] }, options: { strategy: 'evening-first' } };
    const response = await request('/v1/runs', { json: asked });
    expect(response.status).toBe(422);
    const { errors, detail } = await response.json();
    expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/options/strategy']);
    expect(detail).toMatch(/use one of balanced, grade-grouped/);
    const taken = await request('/v1/runs', { json: { ...asked, options: { strategy: 'grade-grouped' } } });
    expect(taken.status).toBe(202);
    expect((await taken.json()).options).toEqual({ strategy: 'grade-grouped' });
  });

  it('faults of the shape, the model and the time limit come back together with the code of the first kind', async () => {
    const options = { seed: -1, termination: { timeLimit: 'PT2H' } };
    expect(await faultsOf('/v1/runs', { model: 'nope', input: { a: 1 }, options, zip: 1 })).toEqual({
      status: 422,
      code: 'input/shape',
      pointers: ['/options/seed', '/zip', '/model', '/options/termination/timeLimit'],
    });
    const slow = { termination: { timeLimit: 'PT2H' } };
    const found = await faultsOf('/v1/runs', { model: 'staffing', input: { colour: 1 }, options: slow });
    expect(found).toMatchObject({ status: 422, code: 'input/invalid' });
    expect(found.pointers).toEqual(expect.arrayContaining(['/options/termination/timeLimit', '/input/colour']));
  });

  it('the faults of an input come with those around it, on every path that takes one', async () => {
    const said = { model: 'staffing', input: { colour: 1 }, zip: 1 };
    for (const path of ['/v1/runs', '/v1/validate']) {
      const { status, pointers } = await faultsOf(path, said);
      expect([path, status]).toEqual([path, 422]);
      expect(pointers).toEqual(expect.arrayContaining(['/zip', '/input/colour']));
    }
    const raw = { variables: [{ domain: ['1', '0'] }] };
    expect((await faultsOf('/v1/solve', { model: raw, zip: 1 })).pointers).toEqual(['/zip', '/model/variables/0']);
    expect((await faultsOf('/v1/validate', { model: 'model', input: raw, zip: 1 })).pointers).toEqual([
      '/zip',
      '/input/variables/0',
    ]);
  });

  it('several unknown names in an entry of a list that is kept beside an input are each told at their place', async () => {
    const { request } = testApp({});
    const response = await request('/v1/plans/week/outcomes', { json: { outcomes: [{ colour: 'red', size: 3 }] } });
    expect(response.status).toBe(422);
    const { errors } = await response.json();
    expect(errors).toEqual(
      expect.arrayContaining(
        ['colour', 'size'].map((name) => ({
          pointer: `/outcomes/0/${name}`,
          code: 'input/shape',
          message: 'There is no such name.',
        })),
      ),
    );
  });

  it('an input that is not JSON is told alone, at its place in the body', async () => {
    const response = await request('/v1/runs', post('{"zip": 1, "model": "staffing",\n "input": {"a": nope}}'));
    const { status, code, errors } = await response.json();
    expect([status, code, errors.length]).toEqual([400, 'input/syntax', 1]);
    expect(errors[0].message).toMatch(/line 2/);
  });

  it('what the service refuses later says which part of the request it is about', async () => {
    const { request, runs } = testApp();
    const headers = { 'idempotency-key': 'k' };
    const { id } = await (await request('/v1/runs', { json: RUN, headers })).json();
    const pointerOf = async (path: string, init = {}) => {
      const { code, errors } = await (await request(path, init)).json();
      return [code, errors[0].pointer, errors.length];
    };
    expect(await pointerOf('/v1/runs', { json: { ...RUN, options: {} }, headers })).toEqual([
      'run/key-reused',
      '/header/idempotency-key',
      1,
    ]);
    const warm = { ...RUN, options: { warmStart: { fromRun: 'nobody' } } };
    expect(await pointerOf('/v1/runs', { json: warm })).toEqual(['run/unknown', '/options/warmStart/fromRun', 1]);
    runs.improve(id, 3);
    expect(await pointerOf(`/v1/runs/${id}/unplaced?item=nobody`)).toEqual(['input/invalid', '/query/item', 1]);
  });

  it('a fault says the value that came and what it has to be', async () => {
    const messagesOf = async (path: string, init = {}) => {
      const { errors } = await (await request(path, init)).json();
      return errors.map(({ pointer, message }: { pointer: string; message: string }) => `${pointer} ${message}`);
    };
    const options = { seed: -1, threads: 1.5, engine: 'cpsat', tags: ['a b'], engin: 1, termination: { gap: '1' } };
    expect(await messagesOf('/v1/runs', { json: { input: {}, options } })).toEqual([
      '/model is missing.',
      '/options/termination/gap is "1"; it has to be a number.',
      '/options/seed is -1; it has to be at least 0.',
      expect.stringMatching(
        /^\/options\/engine is "cpsat"; it has to be one of auto, .*, exhaustive\. Maybe cp-sat\.$/,
      ),
      '/options/threads is 1.5; it has to be a whole number.',
      '/options/tags/0 is "a b"; it may have letters, digits and . : @ / _ - only.',
      '/options/engin There is no such name. Maybe engine.',
    ]);
    expect(await messagesOf('/v1/runs?limit=0&stauts=queued')).toEqual([
      '/query/limit is 0; it has to be at least 1.',
      '/query/stauts There is no such name. Maybe status.',
    ]);
    const many = { tags: Array.from({ length: 17 }, () => 'a') };
    expect(await messagesOf('/v1/runs', { json: { model: 'staffing', input: TINY, options: many } })).toEqual([
      '/options/tags is a list of 17; it has to have at most 16 entries.',
    ]);
  });

  it('the options of a run can be sent again', async () => {
    const { request } = testApp({ config: { maxTimeLimitMs: 1e12 } });
    // 9,999 days are 239,976 hours, which is more than the five digits that hours may have.
    const termination = { timeLimit: 'P9999D', unimproved: 'PT90S', afterFirstFeasible: 'P30D' };
    const options = { termination, seed: 3, coalesce: 'PT0S' };
    const first = await (await request('/v1/runs', { json: { model: 'staffing', input: TINY, options } })).json();
    const again = await request('/v1/runs', { json: { model: 'staffing', input: TINY, options: first.options } });
    expect(again.status).toBe(202);
    expect((await again.json()).options).toEqual(first.options);
  });

  it('a time limit beyond what the service allows is refused', async () => {
    const options = { termination: { timeLimit: 'PT2H' } };
    const response = await request('/v1/runs', { json: { model: 'staffing', input: TINY, options } });
    const { errors } = await response.json();
    expect(response.status).toBe(422);
    expect(errors[0].pointer).toBe('/options/termination/timeLimit');
  });

  it('a run that names no time limit has the one that the service allows at most', async () => {
    const { request } = testApp({ config: { maxTimeLimitMs: 5000 } });
    const run = await (await request('/v1/runs', { json: { model: 'staffing', input: TINY } })).json();
    expect(run.options).toEqual({ termination: { timeLimit: 'PT5S' } });
  });

  it('what nobody foresaw is 500 without its text, and is logged', async () => {
    const lines: string[] = [];
    const { request, runs } = testApp({ onLog: (line) => lines.push(line) });
    runs.list = () => Promise.reject(new Error('the moon fell down'));
    const response = await request('/v1/runs');
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'bug/internal', status: 500 });
    expect(text).not.toContain('moon');
    expect(lines.join('')).toContain('the moon fell down');
  });
});

describe('the health of the service', () => {
  it('livez always answers, readyz only while the database does and nobody stops it', async () => {
    const { request, runs, stop } = testApp();
    const statusOf = async (path: string) => (await request(path)).status;
    expect(await statusOf('/livez')).toBe(200);
    expect(await statusOf('/readyz')).toBe(200);
    runs.isDown = true;
    expect(await statusOf('/readyz')).toBe(503);
    runs.isDown = false;
    stop();
    expect(await statusOf('/readyz')).toBe(503);
    expect(await statusOf('/livez')).toBe(200);
    const refused = await request('/v1/runs', { json: RUN });
    expect([refused.status, (await refused.json()).code]).toEqual([503, 'capacity/shutting-down']);
  });

  it('metrics count requests by the pattern of their route, never by id', async () => {
    const { request } = testApp();
    const { id } = await (await request('/v1/runs', { json: RUN })).json();
    await request(`/v1/runs/${id}:stop`, { method: 'POST' });
    await request(`/v1/nowhere/${id}`);
    const text = await (await request('/metrics')).text();
    expect(text).toContain(
      'dovetail_http_request_seconds_count{method="POST",route="/v1/runs/:id:stop",status="200"} 1',
    );
    expect(text).toContain('dovetail_http_request_seconds_count{method="GET",route="unmatched",status="404"} 1');
    expect(text).toContain('dovetail_queue_depth 1');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(text).not.toContain(id);
  });
});

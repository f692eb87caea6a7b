import { describe, expect, it } from 'vitest';
import { TINY, testApp } from './support/testApp.ts';

const { request, runs } = testApp();

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = '/v1/runs') =>
  request(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

const INPUT = JSON.stringify(TINY);
const LONG = JSON.stringify({ ...TINY, name: 'x'.repeat(40_000) });

describe('a fault of syntax is where it is in the body that was sent', () => {
  it('behind a large input', async () => {
    const body = `{"model":"staffing","input":${LONG},}`;
    const response = await post(body);
    const { code, errors, detail } = await response.json();
    expect([response.status, code]).toEqual([400, 'input/syntax']);
    // Of one line, and the fault is its last character: columns count from 1.
    const message = `The JSON text has "}" out of place, at line 1, column ${body.length}.`;
    expect(errors).toEqual([{ pointer: '', code: 'input/syntax', message }]);
    expect(detail).toMatch(/\nMaybe /);
  });

  it('in front of it, and behind one of several lines', async () => {
    const inFront = await (await post(`{"model" "staffing",\n"input":${INPUT}}`)).json();
    expect(inFront.errors[0].message).toContain('at line 1, column 10.');
    // The input has lines 2 to 4; the fault is the third character of line 5.
    const behind = await (await post('{"input":\n{"a": [\n1]\n,"b":2},\n  x}')).json();
    expect(behind.errors[0].message).toContain('has "x" out of place, at line 5, column 3.');
  });

  it.each([
    // {"model":"staffing","input":{"a":} : the last brace is character 34 = 28 of what is in front, and 6.
    ['in the first line', '{"model":"staffing","input":{"a":}}', 1, 34],
    ['in a later line', '{"model":"staffing",\n  "input":   {"a":\n}}', 3, 1],
    ['in the line in which the input begins', '{"model":"staffing",\n "input":{"a" 1}}', 2, 15],
    ['behind what could be a whole input', '{"model":"staffing","input":{} x}', 1, 32],
  ])('in the input, %s', async (_, body, line, column) => {
    const place = expect.stringContaining(`at line ${line}, column ${column}.`);
    const refused = await post(body);
    const { code, errors, detail } = await refused.json();
    expect([refused.status, code]).toEqual([400, 'input/syntax']);
    expect(detail).toEqual(expect.stringContaining(`at line ${line}, column ${column}.\nMaybe `));
    expect(errors).toEqual([{ pointer: '/input', code: 'input/syntax', message: place }]);
    expect(errors[0].message).not.toContain('Maybe');
    expect(await (await post(body, {}, '/v1/validate')).json()).toEqual({
      isValid: false,
      errors,
      errorsOmitted: 0,
      warnings: [],
      warningsOmitted: 0,
    });
  });

  it('at the byte that is not UTF-8, which is not stored as another character', async () => {
    const text = INPUT.replace(/"name":"[^"]*"/, '"name":"é?"');
    const bytes = Buffer.from(`{"model":"staffing","input":${text}}`);
    const at = bytes.indexOf('?"');
    bytes[at] = 0xff;
    const before = (await runs.list('local', {})).runs.length;
    const response = await post(Uint8Array.from(bytes));
    const { code, errors } = await response.json();
    expect([response.status, code]).toEqual([400, 'input/syntax']);
    expect(errors[0].message).toBe(`Byte ${at + 1} of the body, 0xff, is not UTF-8.`);
    expect((await runs.list('local', {})).runs.length).toBe(before);
  });

  it('a space that JSON does not know is one', async () => {
    const { errors } = await (await post(`{"model":"staffing","input":\u00a0${INPUT}}`)).json();
    expect(errors[0].message).toContain('at line 1, column 29.');
  });
});

describe('a body', () => {
  it('may begin with a byte order mark, which takes no column', async () => {
    const good = await post(`\ufeff{"model":"staffing","input":${INPUT}}`);
    expect(good.status).toBe(202);
    expect(await runs.input('local', (await good.json()).id)).toBe(INPUT);
    const { errors } = await (await post('\ufeff{"model":"staffing",}')).json();
    expect(errors[0].message).toContain('at line 1, column 21.');
    const inInput = await (await post('\ufeff{"model":"staffing","input":{"a":}}')).json();
    expect(inInput.errors[0].message).toContain('at line 1, column 34.');
  });

  it.each([
    ['gzip', { 'content-encoding': 'gzip' }, /gzip/],
    ['two encodings', { 'content-encoding': 'gzip, br' }, /gzip, br/],
    ['another charset', { 'content-type': 'application/json; charset=utf-16le' }, /utf-16le/],
    ['another charset in quotes', { 'content-type': 'application/json; charset="ISO-8859-1"' }, /ISO-8859-1/],
  ])('in %s is 415 and says why', async (_, headers, reason) => {
    const response = await post('{}', headers);
    const { code, detail } = await response.json();
    expect([response.status, code]).toEqual([415, 'request/media-type']);
    expect(detail).toMatch(reason);
  });

  it.each([
    { 'content-type': 'application/json; charset=UTF-8', 'content-encoding': 'identity' },
    { 'content-type': 'application/vnd.dovetail+json;charset="utf-8"' },
  ])('in UTF-8 is read, with %j', async (headers) => {
    expect((await post(`{"model":"staffing","input":${INPUT}}`, headers)).status).toBe(202);
  });

  it.each([
    ['input', `{"model":"staffing","input":${INPUT},"\\u0069nput":{"x":1}}`],
    ['model', `{"model":"other","input":${INPUT},"model":"staffing"}`],
  ])('with two members %s is refused', async (name, body) => {
    const response = await post(body);
    const { errors } = await response.json();
    expect(response.status).toBe(400);
    expect(errors).toMatchObject([{ pointer: `/${name}`, code: 'input/syntax' }]);
  });

  it('whose member is named with escapes keeps it as the text that came', async () => {
    const { id } = await (await post(`{"model":"staffing","\\u0069nput": ${INPUT} }`)).json();
    expect(await runs.input('local', id)).toBe(INPUT);
  });
});

it('a name that comes in pieces is read whole', async () => {
  const { app } = testApp();
  const bytes = new TextEncoder().encode('{"model":"staffing","\\u0069nput":[],"input":{}}');
  for (const size of [1, 2, 3, 5, 7]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.slice(i * size, (i + 1) * size),
    );
    const response = await app.request('/v1/runs', {
      method: 'POST',
      body: ReadableStream.from(pieces),
      headers: { host: 'localhost', 'content-type': 'application/json' },
      ...{ duplex: 'half' },
    });
    const { errors } = (await response.json()) as { errors: unknown };
    expect([size, errors]).toMatchObject([size, [{ pointer: '/input', code: 'input/syntax' }]]);
  }
});

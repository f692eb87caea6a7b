import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { entrySchemaOf } from '../../src/domain/gather.ts';
import { type EntryFormat, type ReadRequest, readEntries } from '../../src/exchange/readEntries.ts';

const EMPLOYEE = entrySchemaOf(DOMAIN_MODELS.staffing.inputSchema, 'employees')!;
const STUDENT = entrySchemaOf(DOMAIN_MODELS.sessions.inputSchema, 'students')!;

/** The bytes of a text in pieces that cut characters and lines wherever they end. */
function* pieces(text: string, size = 7): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (format: EntryFormat, text: string, more: Partial<ReadRequest> = {}) =>
  readEntries(pieces(text), { format, schema: EMPLOYEE, ...more });

test('a cell is what its field is: text, number, truth value, list, nested field, JSON', async () => {
  const text = [
    'id,name,role,skills,active,weekly.monday,caps.H12,timeOff,terminationDate',
    '007,"Ann ""A"" Müller, Dr.",lead,juicer; till,no,yes,3,"[{""from"":""2026-05-01"",""to"":""2026-05-02""}]",',
    'bob,,lead,,,,,,2026-06-01',
  ].join('\r\n');
  const { entries, faults, lines } = await read('csv', text);
  expect(faults).toEqual([]);
  expect(lines).toEqual([2, 3]);
  expect(entries).toEqual([
    {
      id: '007',
      name: 'Ann "A" Müller, Dr.',
      role: 'lead',
      skills: ['juicer', 'till'],
      active: false,
      weekly: { monday: true },
      caps: { H12: 3 },
      timeOff: [{ from: '2026-05-01', to: '2026-05-02' }],
    },
    { id: 'bob', role: 'lead', terminationDate: '2026-06-01' },
  ]);
});

test('a day or several days are both read, and a guarded text is what it was before it was exported', async () => {
  const schema = entrySchemaOf(DOMAIN_MODELS.sessions.inputSchema, 'bells')!;
  const text =
    '\ufeffsite;grades;day;from;to;name\nmaple;"K;1";monday;10:00;10:20;\'=recess\nmaple;2;"monday;friday";10:00;10:20;\n';
  const { entries, faults } = await readEntries(pieces(text), { format: 'csv', schema });
  expect(faults).toEqual([]);
  expect(entries).toEqual([
    { site: 'maple', grades: ['K', '1'], day: 'monday', from: '10:00', to: '10:20', name: '=recess' },
    { site: 'maple', grades: ['2'], day: ['monday', 'friday'], from: '10:00', to: '10:20' },
  ]);
});

test('each fault of CSV has its line and column, and the other lines are read', async () => {
  const text =
    'id,site,sessions,minutes,providers,naem\na,s,2,30,p,x\n"b\nb",s,two,30,p\nc,s,2,,p\nd,s,2,30,p,x,more\n';
  const { entries, faults } = await readEntries(pieces(text), { format: 'csv', schema: STUDENT });
  expect(entries.map((entry) => (entry as { id: string }).id)).toEqual(['a']);
  expect(faults.map(({ code, column, line, pointer }) => [line, column, code, pointer])).toEqual([
    [1, 6, 'unknown-field', ''],
    [3, 3, 'wrong-type', '/1/sessions'],
    [5, 4, 'missing-field', '/2/minutes'],
    [6, 7, 'too-many-cells', ''],
  ]);
  expect(faults[0]!.message).toBe('There is no field "naem" for a column. Maybe you mean name.');
});

test('a quote that is never closed is named with its place', async () => {
  const { faults } = await read('csv', 'id,role\nann,lead\n"bob,lead\n');
  expect(faults.map(({ code, line }) => [code, line])).toEqual([['csv-syntax', 3]]);
});

test('JSON and NDJSON give the same entries', async () => {
  const people = [
    { id: 'ann', role: 'lead' },
    { id: 'bö', role: 'lead', active: false },
  ];
  const json = await read('json', JSON.stringify(people, null, 2));
  const ndjson = await read('ndjson', `${people.map((one) => JSON.stringify(one)).join('\n\n')}\n`);
  expect([json.entries, ndjson.entries]).toEqual([people, people]);
  expect(ndjson.lines).toEqual([1, 3]);
});

test('faults of JSON and NDJSON are at their line', async () => {
  const ndjson = await read('ndjson', '{"id":"ann","role":"lead"}\n{"id": }\n{"id":"bob"}');
  expect(ndjson.entries).toHaveLength(1);
  expect(ndjson.faults.map(({ code, line, pointer }) => [line, code, pointer])).toEqual([
    [2, 'json-syntax', ''],
    [3, 'missing-field', '/1/role'],
  ]);
  const json = await read('json', '[\n{"id":"ann",\n"role" "lead"}]');
  expect(json.faults.map(({ code, column, line }) => [line, column, code])).toEqual([[3, 8, 'json-syntax']]);
  const record = await read('json', '{"employees":[]}');
  expect(record.faults.map(({ code }) => code)).toEqual(['wrong-type']);
});

describe('limits', () => {
  const many = `id,role\n${Array.from({ length: 500 }, (_, i) => `e${i},lead\n`).join('')}`;

  test('a list with too many entries is refused where it becomes too long', async () => {
    const { entries, faults } = await read('csv', many, { most: 300 });
    expect(entries).toHaveLength(300);
    expect(faults.map(({ code, line }) => [code, line])).toEqual([['list-too-long', 302]]);
  });

  test('a text with too many bytes is not read to its end', async () => {
    for (const format of ['csv', 'ndjson', 'json'] as const) {
      const { faults } = await read(format, many, { mostBytes: 100 });
      expect(faults.at(-1)!.code, format).toBe('text-too-large');
    }
  });

  test('of many faults a hundred are told, and all are counted', async () => {
    const { faults, faultCount } = await read('csv', many.replaceAll('lead', ''));
    expect([faults.length, faultCount]).toEqual([100, 500]);
  });

  test.each(['csv', 'ndjson'] as const)('bytes of %s that are not UTF-8 are named with their line', async (format) => {
    const [head, entry] =
      format === 'csv' ? ['id,role', 'ann,lead'] : ['{"id":"a","role":"lead"}', '{"id":"b","role":"lead"}'];
    // An e with an acute accent, whose two bytes come apart, is fine; 0xe4 is an a with two dots in Windows-1252.
    const good = Buffer.from(`${head}\n${entry.replace('lead', 'lé')}`);
    const cut = good.lastIndexOf(0xc3) + 1;
    const bytes = [good.subarray(0, cut), Buffer.concat([good.subarray(cut), Buffer.from([10, 10, 0xe4, 0x2c])])];
    const { faults } = await readEntries(bytes, { format, schema: EMPLOYEE });
    expect(faults.at(-1)).toMatchObject({ code: 'text-not-utf8', line: 4 });
    expect(faults.at(-1)!.message).toContain('0xe4');
    const torn = await readEntries([Buffer.from(`${head}\n`), Uint8Array.from([0xc3])], { format, schema: EMPLOYEE });
    expect(torn.faults.at(-1)).toMatchObject({ code: 'text-not-utf8', line: 2 });
  });

  test('a quote that is never closed is told where its entry begins, and UTF-16 by its name', async () => {
    const { faults } = await read('csv', 'id,role\nann,lead\nbob,"crew\nzoe,crew\n');
    expect(faults.map(({ code, line }) => [code, line])).toEqual([['csv-syntax', 3]]);
    const wide = await readEntries([Buffer.from('\ufeffid', 'utf16le')], { format: 'csv', schema: EMPLOYEE });
    expect(wide.faults[0]!.message).toContain('UTF-16');
  });

  test('an empty file is not an empty list', async () => {
    for (const format of ['csv', 'ndjson'] as const) {
      for (const text of ['', '\n\n']) {
        const { faults } = await read(format, text);
        expect(
          faults.map(({ line }) => line),
          format,
        ).toEqual([1]);
      }
    }
    expect((await read('json', '[]')).faults).toEqual([]);
    expect((await read('csv', 'id,role\n')).faults).toEqual([]);
  });
});

test('names that mean something in JavaScript are names like others', async () => {
  const { entries } = await read('csv', 'id,role,caps.__proto__\n__proto__,lead,3\n');
  const [entry] = entries as [{ caps: object }];
  expect(Object.entries(entry.caps)).toEqual([['__proto__', 3]]);
});

test('equal content has an equal fingerprint, however it comes in pieces', async () => {
  const text = 'id,role\nann,lead\n';
  const expected = createHash('sha256').update(text).digest('hex');
  for (const size of [1, 5, 100]) {
    const { sha256 } = await readEntries(pieces(text, size), { format: 'csv', schema: EMPLOYEE });
    expect(sha256).toBe(expected);
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ByteSpan, JsonScan, type ScanFault, type ScanLimits } from '../../src/http/jsonScan.ts';

const LIMITS: ScanLimits = { depth: 64, members: 1000 };

/** Scans a text in chunks of a size; gives the first fault, or the text of the member "input". */
function scan(text: string, { chunk = 7, limits = LIMITS } = {}): { fault?: ScanFault; part?: string } {
  const bytes = Buffer.from(text);
  const textOf = ({ start, end }: ByteSpan): string => bytes.toString('utf8', start, end);
  const reader = new JsonScan('input', limits, textOf);
  for (let i = 0; i < bytes.length; i += chunk) {
    const fault = reader.feed(bytes.subarray(i, i + chunk));
    if (fault) return { fault };
  }
  const fault = reader.end();
  if (fault) return { fault };
  return reader.span ? { part: textOf(reader.span) } : {};
}

describe('a scan of JSON', () => {
  it('finds the member of every object, however it is cut into chunks and written', () => {
    const object = fc.record({ a: fc.jsonValue(), input: fc.jsonValue(), z: fc.jsonValue() });
    fc.assert(
      fc.property(object, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 3 }), (value, chunk, indent) => {
        const { fault, part } = scan(JSON.stringify(value, null, indent), { chunk });
        expect(fault).toBe(undefined);
        expect(JSON.parse(part!)).toEqual(JSON.parse(JSON.stringify(value.input)));
      }),
    );
  });

  it('finds no member of a deeper object, and none in a string', () => {
    expect(scan('{"a":{"input":1},"b":"\\"input\\":2","c":["input",3]}')).toEqual({});
    expect(scan('[{"input":1}]')).toEqual({});
  });

  it('refuses two members of one name in the outermost object, however they are written, and there alone', () => {
    for (const text of [
      '{"input":1,"input":{"b":[2]}}',
      '{"input":{},"\\u0069nput":{}}',
      '{"\\u0069nput":{},"a":1,"input":{}}',
    ]) {
      expect([text, scan(text).fault]).toEqual([
        text,
        { kind: 'duplicate', pointer: '/input', message: 'The body has two members "input".' },
      ]);
    }
    expect(scan('{"a":1,"b":2,"a":3}').fault).toMatchObject({ kind: 'duplicate', pointer: '/a' });
    expect(scan('{"a":{"b":1,"b":2},"b":3,"c":["a","b"]}')).toEqual({});
    // What is not JSON is left to the parser, which says it better.
    expect(scan('{"a":"a":1}')).toEqual({});
  });

  it('finds the member when its name is written with escapes', () => {
    expect(scan('{"\\u0069nput":{"b":[2]}}').part).toBe('{"b":[2]}');
  });

  it('sees every object that was cut off', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
        const bytes = Buffer.from(JSON.stringify(value));
        const text = bytes.subarray(0, 1 + (cut % (bytes.length - 1))).toString('latin1');
        expect(scan(text).fault?.kind).toBe('truncated');
      }),
    );
  });

  it('says where it was when a text is cut off', () => {
    expect(scan('{"model":"a","input":{"days":[1,{"x":2},{"y/z').fault?.pointer).toBe('/input/days/2');
    expect(scan('{"model":"a","input":{"a/b~c":[1').fault?.pointer).toBe('/input/a~1b~0c/0');
  });

  it('allows the depth that is allowed, and one level more not', () => {
    const limits = { depth: 3, members: 10 };
    expect(scan('[[[0]]]', { limits })).toEqual({});
    expect(scan('[[0],[[[0]]]]', { limits }).fault).toMatchObject({ kind: 'too-deep', pointer: '/1/0/0' });
  });

  it('allows the members that are allowed, and one more not', () => {
    const limits = { depth: 9, members: 3 };
    expect(scan('{"a":[1,2,3]}', { limits })).toEqual({});
    expect(scan('{"a":[1,2,3,4]}', { limits }).fault).toMatchObject({ kind: 'too-many', pointer: '/a/3' });
  });

  it('allows a thousand members of the outermost object, and one more not', () => {
    const names = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i}":0`).join(',')}}`;
    const limits = { depth: 9, members: 9999 };
    expect(scan(names(1000), { limits })).toEqual({});
    expect(scan(names(1001), { limits }).fault).toMatchObject({ kind: 'too-many', pointer: '/1000' });
  });

  it('sees brackets that do not fit', () => {
    for (const text of ['{"a":[1}', '}', '[1]]', '{]']) expect(scan(text).fault?.kind, text).toBe('unbalanced');
  });
});

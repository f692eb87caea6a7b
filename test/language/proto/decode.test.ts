import { describe, expect, it } from 'vitest';
import { decodeBinary } from '../../../src/language/proto/decode.ts';
import { encodeBinary } from '../../../src/language/proto/encode.ts';
import { refused } from '../refused.ts';

const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

describe('binary integers', () => {
  // A varint holds seven bits per byte, lowest first; a negative int64 is its two's complement: ten bytes.
  const cases: [value: number, varint: string][] = [
    [0, '00'],
    [127, '7f'],
    [128, '8001'],
    [300, 'ac02'],
    [2 ** 32 - 1, 'ffffffff0f'],
    [2 ** 32, '8080808010'],
    [Number.MAX_SAFE_INTEGER, 'ffffffffffffff0f'],
    [-1, 'ffffffffffffffffff01'],
    [-2, 'feffffffffffffffff01'],
    [-128, '80ffffffffffffffff01'],
    [-(2 ** 32), '80808080f0ffffffff01'],
    [Number.MIN_SAFE_INTEGER, '81808080808080f0ff01'],
    [-(2 ** 63), '80808080808080808001'],
  ];

  it.each(cases)('%d is the varint %s, both ways', (value, varint) => {
    const message = bytes(0x0a, varint.length / 2, ...Buffer.from(varint, 'hex'));
    expect(decodeBinary('PartialVariableAssignment', bytes(0x12, ...message.subarray(1))).values).toEqual([value]);
    expect(hex(encodeBinary('PartialVariableAssignment', { values: [value] }))).toBe(
      `12${hex(message.subarray(1, 2))}${varint}`,
    );
  });

  it('writes no bound as the ends of int64, and reads them as the powers of two nearby', () => {
    const data = encodeBinary('LinearConstraintProto', {
      domain: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    });
    expect(hex(data)).toBe('1a1380808080808080808001ffffffffffffffff7f');
    expect(decodeBinary('LinearConstraintProto', data).domain).toEqual([-(2 ** 63), 2 ** 63]);
  });

  it('reads an int32 from the five bytes that some writers give a negative one', () => {
    expect(decodeBinary('BoolArgumentProto', bytes(0x08, 0xff, 0xff, 0xff, 0xff, 0x0f)).literals).toEqual([-1]);
  });
});

describe('binary lists and parts', () => {
  it('reads packed and single numbers of one list in their order', () => {
    expect(decodeBinary('BoolArgumentProto', bytes(0x08, 5, 0x0a, 2, 6, 7, 0x08, 8)).literals).toEqual([5, 6, 7, 8]);
  });

  it('merges a part that occurs twice, and adds to its lists', () => {
    const merged = decodeBinary('CpModelProto', bytes(0x32, 2, 0x08, 1, 0x32, 4, 0x08, 2, 0x10, 9));
    expect(merged).toEqual({ solution_hint: { vars: [1, 2], values: [9] } });
  });

  it('keeps the last of two kinds of one constraint', () => {
    expect(decodeBinary('ConstraintProto', bytes(0x1a, 2, 0x08, 1, 0x0a, 1, 0x61, 0x22, 2, 0x08, 2))).toEqual({
      name: 'a',
      bool_and: { literals: [2] },
    });
  });

  it('writes and reads lengths of one to three bytes', () => {
    for (const size of [0, 1, 127, 128, 16_383, 16_384, 70_000]) {
      const vars = Array.from({ length: size }, (_, i) => i % 100);
      const message = { name: 'n'.repeat(size), objective: { vars, offset: 0.5 } };
      const read = decodeBinary('CpModelProto', encodeBinary('CpModelProto', message));
      expect(read.name ?? '').toBe(message.name);
      expect(read.objective).toEqual(size ? message.objective : { offset: 0.5 });
    }
  });

  it('writes names beyond ASCII as UTF-8', () => {
    expect(hex(encodeBinary('CpModelProto', { name: 'é世' }))).toBe('0a05c3a9e4b896');
  });
});

describe('binary that is refused', () => {
  it('names the byte where a number breaks off', () => {
    const error = refused(() => decodeBinary('CpModelProto', bytes(0x0a, 1, 0x61, 0x38, 0x80)));
    expect([error.code, error.details.byte]).toEqual(['input/syntax', 4]);
  });

  it('names the length that goes beyond the end', () => {
    const error = refused(() => decodeBinary('CpModelProto', bytes(0x0a, 9, 0x61)));
    expect(error.code).toBe('input/syntax');
    expect(error.message).toContain('a part of 9 bytes where 1 are left, at byte 1');
  });

  it('refuses a text that is not UTF-8', () => {
    expect(refused(() => decodeBinary('CpModelProto', bytes(0x0a, 1, 0xff))).message).toContain('not UTF-8');
  });

  it('refuses a group, which no writer uses', () => {
    expect(refused(() => decodeBinary('SymmetryProto', bytes(0x0b, 0x0c))).code).toBe('input/syntax');
  });

  it('refuses an unknown field that could be a constraint', () => {
    const error = refused(() => decodeBinary('CpModelProto', bytes(0x1a, 3, 0xfa, 0x01, 0)));
    expect(error.code).toBe('model/unrepresentable');
    expect(error.message).toContain('ConstraintProto has field 31 at byte 2');
  });

  it('skips unknown fields of every wire type where they only advise', () => {
    const unknown = [0x78, 0x96, 0x01, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 2, 1, 2, 0x7d, 1, 2, 3, 4];
    expect(decodeBinary('PartialVariableAssignment', bytes(...unknown, 0x08, 3))).toEqual({ vars: [3] });
  });
});

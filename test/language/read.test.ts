import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DovetailError } from '../../src/errors.ts';
import { modelToJson } from '../../src/language/json.ts';
import type { Model } from '../../src/language/model.ts';
import { print } from '../../src/language/print.ts';
import { encodeModel } from '../../src/language/proto/index.ts';
import { readModel } from '../../src/language/read.ts';
import { arbitraryModel } from './arbitraryModel.ts';
import { FIXTURES, fixture } from './proto/fixtures.ts';
import { refused } from './refused.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const tiny: Model = { dovetail: 1, variables: [{ domain: [0, 1] }], intervals: [], constraints: [] };

describe('the form of a model is known by its content', () => {
  it.each(FIXTURES)('for %s as OR-Tools exported it', (name) => {
    expect(readModel(fixture(name, 'pb')).form).toBe('proto-binary');
    expect(readModel(fixture(name, 'pbtxt')).form).toBe('proto-text');
    expect(readModel(fixture(name, 'json')).form).toBe('proto-json');
  });

  it('for any model, and reads it', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        const written = {
          'dovetail-json': utf8(modelToJson(model)),
          'proto-binary': encodeModel(model, 'binary'),
          'proto-text': utf8(encodeModel(model, 'text')),
          'proto-json': utf8(encodeModel(model, 'json')),
        };
        for (const [form, bytes] of Object.entries(written)) {
          const read = readModel(bytes);
          expect([read.form, print(read.model)]).toEqual([form, print(model)]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['# a comment\n\n # another\nvariables { domain: [0, 1] }', 'proto-text'],
    ['\n\nvariables <domain: [0, 1]>', 'proto-text'],
    ['\ufeff{"variables": [{"domain": [0, 1]}]}', 'proto-json'],
    [` \n${modelToJson(tiny)}\n`, 'dovetail-json'],
  ])('%j', (text, form) => {
    const read = readModel(utf8(text));
    expect([read.form, read.model.variables]).toEqual([form, [{ domain: [0, 1] }]]);
  });

  it('for a binary model that is all printable', () => {
    // Field 1 of 32 letters: bytes 0x0a and 0x20 are a line feed and a space.
    expect(readModel(utf8(`\n ${'n'.repeat(32)}`))).toMatchObject({
      form: 'proto-binary',
      model: { name: 'n'.repeat(32) },
    });
  });
});

describe('input that is not a model', () => {
  it.each([
    ['', 'input/syntax', 'The input is empty.'],
    ['{"dovetail": 1,\n  "variables": [}', 'input/syntax', '"}" out of place, at line 2, column 17'],
    ['{"variables": [', 'input/syntax', 'ends too early, at line 1, column 16'],
    ['{"dovetail": 1}', 'input/shape', '/variables'],
    ['{"jobs": []}', 'input/shape', '/jobs: The CpModelProto has no field jobs.'],
    ['[1, 2]', 'input/shape', 'a list where an object should stand'],
    ['jobs: []', 'input/syntax', 'the unknown field jobs of CpModelProto at line 1, column 1'],
    ['once upon a time', 'input/syntax', 'begins with "once upon a time", at line 1, column 1'],
    ['\x01\x02', 'input/syntax', 'at byte 0'],
  ])('%j is refused: %s %s', (text, code, message) => {
    const error = refused(() => readModel(utf8(text)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).toContain('\nMaybe ');
  });

  it('never fails in a way of its own', () => {
    const anything = fc.oneof(fc.uint8Array(), fc.string().map(utf8), fc.json().map(utf8));
    fc.assert(
      fc.property(anything, (bytes) => {
        try {
          readModel(bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(DovetailError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/language/proto/textRead.ts';
import { refused } from '../refused.ts';

const model = (text: string) => decodeText('CpModelProto', text);
const name = (text: string) => model(`name: ${text}`).name;

describe('text format', () => {
  it('takes lists, repeated fields and mixtures of both', () => {
    expect(decodeText('BoolArgumentProto', 'literals: [1, -2] literals: 3 literals: [] literals: - 4')).toEqual({
      literals: [1, -2, 3, -4],
    });
  });

  it('takes braces and angle brackets, colons before them, lists of messages, and separators', () => {
    const expected = { variables: [{ name: 'a', domain: [0, 1] }, { domain: [2, 3] }] };
    expect(model('variables { name: "a", domain: 0; domain: 1 } variables < domain: [2, 3] >')).toEqual(expected);
    expect(model('variables: [{ name: "a" domain: [0, 1] }, < domain: 2; domain: 3; >];')).toEqual(expected);
  });

  it('passes over comments and blank lines', () => {
    expect(model('# one\n\n  name # two\n : # three "x"\n "y" # four')).toEqual({ name: 'y' });
  });

  it('keeps an empty message apart from none', () => {
    expect(decodeText('ConstraintProto', 'bool_or {}')).toEqual({ bool_or: {} });
  });

  it('reads enum values by name and by number', () => {
    expect(decodeText('DecisionStrategyProto', 'variable_selection_strategy: CHOOSE_HIGHEST_MAX')).toEqual({
      variable_selection_strategy: 2,
    });
    expect(decodeText('DecisionStrategyProto', 'domain_reduction_strategy: 5')).toEqual({
      domain_reduction_strategy: 5,
    });
  });

  it.each([
    ['true', true],
    ['t', true],
    ['1', true],
    ['False', false],
    ['0', false],
  ])('reads %s as the Boolean %s', (text, value) => {
    expect(decodeText('TableConstraintProto', `negated: ${text}`)).toEqual({ negated: value });
  });

  it.each([
    ['1.5', 1.5],
    ['-.5e1', -5],
    ['2f', 2],
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['nan', Number.NaN],
    ['1e+30', 1e30],
  ])('reads %s as the double %d', (text, value) => {
    expect(decodeText('CpObjectiveProto', `offset: ${text}`)).toEqual({ offset: value });
  });

  it.each([
    ['0x1F', 31],
    ['-0x10', -16],
    ['017', 15],
    ['9223372036854775807', 2 ** 63],
    ['-9223372036854775808', -(2 ** 63)],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s as the int64 %d', (text, value) => {
    expect(decodeText('LinearExpressionProto', `offset: ${text}`)).toEqual({ offset: value });
  });
});

describe('texts in quotes', () => {
  it.each([
    [`'single "double" inside'`, 'single "double" inside'],
    [`"one " 'and' "\\n" # comment\n"two"`, 'one and\ntwo'],
    [String.raw`"\303\251 \xc3\xA9 \u00e9 \U0001F600 \ud83d\ude00"`, 'é é é 😀 😀'],
    [String.raw`"\a\b\f\r\t\v\\\'\"\?\0"`, '\x07\b\f\r\t\v\\\'"?\0'],
    ['"é世 as it is"', 'é世 as it is'],
  ])('%s is read', (text, value) => {
    expect(name(text)).toBe(value);
  });
});

describe('text that is refused', () => {
  it.each([
    ['name: "a"\nvariable { }', 'the unknown field variable of CpModelProto at line 2, column 1'],
    ['name: "a" name: "b"', 'name after name at line 1, column 11'],
    ['constraints {\n bool_or {} bool_and {}\n}', 'bool_and after bool_or at line 2, column 13'],
    ['variables {\n  domain: [1, 2\n}', '`}` where `,` or `]` should stand at line 3, column 1'],
    ['variables {', 'its end where the name of a field should stand at line 1, column 12'],
    ['assumptions: 2147483648', '2147483648, which is no int32, at line 1, column 14'],
    ['variables { domain: 1.5 }', '1.5, which is no int64, at line 1, column 21'],
    ['variables { domain: 9223372036854777900 }', '9223372036854777900, which is no int64,'],
    ['variables { domain: 12abc }', '`1` where a number should stand'],
    ['name "a"', '`"` where `:` should stand at line 1, column 6'],
    ['name: "open', '`"` where a text in quotes should stand'],
    [String.raw`name: "\q"`, 'the unknown escape \\q'],
    [String.raw`name: "\377"`, 'which is not UTF-8'],
    ['[some.extension]: 1', '`[` where the name of a field should stand at line 1, column 1'],
    ['search_strategy { variable_selection_strategy: BEST }', 'the unknown value BEST'],
    ['constraints { table { negated: maybe } }', 'maybe where `true` or `false` should stand'],
    ['variables { name: "x" >', '`>` where the name of a field should stand'],
  ])('%j: %s', (text, message) => {
    const error = refused(() => model(text));
    expect(error.code).toBe('input/syntax');
    expect(error.message).toContain(message);
    expect(error.message).toContain('\nMaybe ');
  });
});

import { describe, expect, it } from 'vitest';
import { decodeJsonValue } from '../../../src/language/proto/jsonRead.ts';
import { encodeJson } from '../../../src/language/proto/jsonWrite.ts';
import { refused } from '../refused.ts';

describe('canonical JSON', () => {
  it('takes names in camel case and as in the file, integers as text or numbers, enum values by name or number', () => {
    const expected = {
      assumptions: [0, -1],
      search_strategy: [{ domain_reduction_strategy: 1 }, { variable_selection_strategy: 3 }],
      objective: { scaling_factor: -1, coeffs: [-(2 ** 63), 5], offset: Number.NEGATIVE_INFINITY },
    };
    expect(
      decodeJsonValue('CpModelProto', {
        assumptions: [0, '-1'],
        searchStrategy: [{ domainReductionStrategy: 'SELECT_MAX_VALUE' }, { variable_selection_strategy: 3 }],
        objective: { scalingFactor: '-1', coeffs: ['-9223372036854775808', 5.0], offset: '-Infinity' },
      }),
    ).toEqual(expected);
  });

  it('calls no_overlap_2d noOverlap2d, as protobuf does', () => {
    expect(encodeJson('ConstraintProto', { no_overlap_2d: { x_intervals: [0] } })).toBe(
      '{"noOverlap2d":{"xIntervals":[0]}}',
    );
    expect(decodeJsonValue('ConstraintProto', { noOverlap2d: {} })).toEqual({ no_overlap_2d: {} });
  });

  it('takes null for an absent field', () => {
    expect(decodeJsonValue('CpModelProto', { name: null, constraints: null })).toEqual({});
  });

  it('writes no bound, infinities and unknown enum values so that every reader takes them', () => {
    expect(encodeJson('LinearConstraintProto', { domain: [Number.NEGATIVE_INFINITY, 2 ** 63] })).toBe(
      '{"domain":["-9223372036854775808","9223372036854775807"]}',
    );
    expect(encodeJson('CpObjectiveProto', { offset: Number.POSITIVE_INFINITY })).toBe('{"offset":"Infinity"}');
    expect(encodeJson('DecisionStrategyProto', { variable_selection_strategy: 77 })).toBe(
      '{"variableSelectionStrategy":77}',
    );
  });

  it('names every fault at its pointer', () => {
    const error = refused(() =>
      decodeJsonValue('CpModelProto', {
        'a/b~': 1,
        name: 5,
        variables: [{ domain: [1.5, '1e3', 'x', null] }, 7],
        constraints: [{ boolOr: {}, bool_and: {} }, { table: { negated: 'yes' } }, { linear: [] }],
        assumptions: [2147483648],
        searchStrategy: { 0: 1 },
        solutionHint: { vars: [true] },
        objective: { offset: 'many' },
        __proto__x: 0,
      }),
    );
    expect(error.code).toBe('input/shape');
    expect(error.faults.map((f) => `${f.pointer} ${f.message}`)).toEqual([
      '/a~1b~0 The CpModelProto has no field a/b~.',
      '/name 5 is no string.',
      '/variables/0/domain/0 1.5 is no int64.',
      '/variables/0/domain/2 "x" is no int64.',
      '/variables/0/domain/3 null is no int64.',
      '/variables/1 a number where an object should stand (IntegerVariableProto).',
      '/constraints/0/bool_and bool_and stands beside bool_or; only one of them can count.',
      '/constraints/1/table/negated "yes" is no bool.',
      '/constraints/2/linear a list where an object should stand (LinearConstraintProto).',
      '/assumptions/0 2147483648 is no int32.',
      '/searchStrategy an object where a list should stand.',
      '/solutionHint/vars/0 true is no int32.',
      '/objective/offset "many" is no double.',
      '/__proto__x The CpModelProto has no field __proto__x.',
    ]);
  });

  it('refuses a field with the name of a thing that every object has', () => {
    const error = refused(() => decodeJsonValue('CpModelProto', JSON.parse('{"__proto__": {}, "constructor": 1}')));
    expect(error.faults.map((f) => f.pointer)).toEqual(['/__proto__', '/constructor']);
  });
});

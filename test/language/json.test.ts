import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelFromJson, modelToJson } from '../../src/language/json.ts';
import type { Model } from '../../src/language/model.ts';
import { print } from '../../src/language/print.ts';
import { arbitraryModel } from './arbitraryModel.ts';
import { refused } from './refused.ts';

const back = (model: Model): Model => modelFromJson(JSON.parse(modelToJson(model)));
const zero = { vars: [], coeffs: [], offset: 0 };
const fixed = { ...zero, offset: 1 };

describe('a model in JSON', () => {
  it('comes back as it was, owners included', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        expect(back(model)).toEqual(model);
        expect(print(back(model))).toBe(print(model));
      }),
      { numRuns: 200 },
    );
  });

  it('says null where there is no bound', () => {
    const domain = [-Infinity, 1, 3, Infinity];
    const constraint = { kind: 'linear', vars: [0], coeffs: [1], domain } as const;
    const model: Model = { dovetail: 1, variables: [{ domain: [0, 9] }], intervals: [], constraints: [constraint] };
    expect(modelToJson(model)).toContain('"domain":[null,1,3,null]');
    expect(back(model).constraints).toEqual([constraint]);
  });

  it('may leave out intervals and constraints', () => {
    expect(modelFromJson({ dovetail: 1, variables: [] })).toEqual({
      dovetail: 1,
      variables: [],
      intervals: [],
      constraints: [],
    });
  });
});

describe('faults are found in one pass, each at its pointer', () => {
  it('of shape', () => {
    const error = refused(() =>
      modelFromJson({
        dovetail: 2,
        variables: [{ domain: ['a', 1] }, { domain: [0, 1], color: 'red' }, {}],
        intervals: [{ start: zero, size: { vars: [0.5], coeffs: [], offset: 0 }, end: zero }],
        constraints: [
          { kind: 'sometimes' },
          { kind: 'boolOr', literals: 'all' },
          { kind: 'table', exprs: [], tuples: [[1, 'x']] },
        ],
        objective: { sense: 'improve', vars: [], coeffs: [], offset: 0 },
        assumptions: [null],
        extra: true,
      }),
    );
    expect(error.code).toBe('input/shape');
    expect(error.faults.every((fault) => fault.code === 'input/shape' && fault.message !== '')).toBe(true);
    expect(error.faults.map((fault) => fault.pointer).sort()).toEqual([
      '',
      '/assumptions/0',
      '/constraints/0/kind',
      '/constraints/1/literals',
      '/constraints/2/tuples/0/1',
      '/dovetail',
      '/intervals/0/size/vars/0',
      '/objective/sense',
      '/variables/0/domain/0',
      '/variables/1',
      '/variables/2/domain',
    ]);
  });

  it('of meaning', () => {
    const error = refused(() =>
      modelFromJson({
        dovetail: 1,
        variables: [{ domain: [0, 1] }, { domain: [5, 2] }, { domain: [null, 3] }, { domain: [0, 9], name: 'speed' }],
        intervals: [
          { start: fixed, size: fixed, end: fixed },
          { start: { ...zero, vars: [7], coeffs: [1] }, size: zero, end: zero },
        ],
        constraints: [
          { kind: 'boolOr', literals: [0, 3] },
          { kind: 'boolOr', literals: [0] },
          { kind: 'noOverlap', intervals: [2] },
          { kind: 'linear', vars: [0], coeffs: [1, 2], domain: [0, 1] },
          { kind: 'linear', vars: [0], coeffs: [1], domain: [0, null, 3, 4] },
        ],
        objective: { sense: 'minimize', vars: [9], coeffs: [1], offset: 0 },
        hint: { vars: [0, 0], values: [0, 1] },
        assumptions: [-1, 3],
        strategies: [
          { exprs: [{ ...zero, vars: [8], coeffs: [1] }], variableSelection: 'first', valueSelection: 'minValue' },
        ],
      }),
    );
    expect(error.code).toBe('input/invalid');
    expect(error.faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/variables/1 model/empty-domain',
      '/variables/2 model/overflow',
      '/intervals/1 model/unknown-variable',
      '/constraints/0 model/not-boolean',
      '/constraints/2 model/unknown-interval',
      '/constraints/3 model/shape',
      '/constraints/4 model/not-integer',
      '/objective model/unknown-variable',
      '/hint model/hint',
      '/assumptions/1 model/not-boolean',
      '/strategies/0 model/unknown-variable',
    ]);
    expect(error.message).toContain('The model has 11 faults:');
    expect(error.message).toContain('/constraints/0: The constraint boolOr uses speed as a literal');
  });

  it('of which fifty are shown and all are listed', () => {
    const constraints = Array.from({ length: 60 }, () => ({ kind: 'boolOr', literals: [5] }));
    const error = refused(() => modelFromJson({ dovetail: 1, variables: [], constraints }));
    expect(error.faults).toHaveLength(60);
    expect(error.message).toContain('  /constraints/49: ');
    expect(error.message).not.toContain('/constraints/50: ');
    expect(error.message).toContain('and 10 more');
  });

  it.each([null, 7, 'model', [], {}])('%j is not a model', (value) => {
    expect(refused(() => modelFromJson(value)).code).toBe('input/shape');
  });
});

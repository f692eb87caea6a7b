import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DovetailError } from '../../../src/errors.ts';
import { KINDS } from '../../../src/language/constraints/index.ts';
import { checkedModel } from '../../../src/language/faults.ts';
import { isFeasible } from '../../../src/language/holds.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { print } from '../../../src/language/print.ts';
import {
  concatenated,
  decodeModel,
  decodeResponse,
  encodeBase,
  encodeChanges,
  encodeModel,
  encodeParameters,
  type ProtoForm,
  STATUSES,
} from '../../../src/language/proto/index.ts';
import { solutionsByDefinition } from '../../support/enumerate.ts';
import { arbitraryModel } from '../arbitraryModel.ts';
import { FIXTURES, fixture, SOLVED } from './fixtures.ts';

const FORMS = ['binary', 'text', 'json'] as const satisfies readonly ProtoForm[];
const SUFFIX = { binary: 'pb', text: 'pbtxt', json: 'json' } as const;

describe.each(FIXTURES)('the model %s that OR-Tools exported', (name) => {
  const model = decodeModel(fixture(name, 'pb'));

  it.each(FORMS)('reads alike from %s', (form) => {
    expect(print(decodeModel(fixture(name, SUFFIX[form]), form))).toBe(print(model));
  });

  it.each(FORMS)('comes back alike through our own %s', (form) => {
    expect(print(decodeModel(encodeModel(model, form), form))).toBe(print(model));
  });

  it('has the solutions that CP-SAT counts, and the best objective that it finds', () => {
    const solved = SOLVED[name]!;
    const solutions = solutionsByDefinition(model);
    expect(solutions.size).toBe(solved.feasible);
    expect(isFeasible(model, solved.solution)).toBe(true);
    expect(objectiveOf(model, solved.solution)).toBeCloseTo(solved.objective, 9);
    const best = model.objective?.sense === 'maximize' ? Math.max : Math.min;
    expect(best(...solutions.values())).toBeCloseTo(solved.objective, 9);
  });
});

it('the fixtures have every kind of constraint', () => {
  const kinds = FIXTURES.flatMap((name) => decodeModel(fixture(name, 'pb')).constraints.map((c) => c.kind));
  expect(new Set(kinds)).toEqual(new Set(Object.keys(KINDS)));
});

describe('any model', () => {
  it.each(FORMS)('comes back with the same text through %s', (form) => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        checkedModel(model);
        expect(print(decodeModel(encodeModel(model, form), form))).toBe(print(model));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same message in one piece and as base and changes', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        const parts = concatenated(encodeBase(model), encodeChanges(model));
        expect(print(decodeModel(parts))).toBe(print(model));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a table of no expression', () => {
  // The empty row is in the table or not; the file's form can say neither.
  it.each([
    [[], false, false],
    [[[]], false, true],
    [[], true, true],
    [[[]], true, false],
  ] as const)('of the rows %j, negated %s, holds afterwards as before: %s', (tuples, negated, isTrue) => {
    const table = { kind: 'table', exprs: [], tuples, negated } as const;
    const model: Model = { dovetail: 1, variables: [], intervals: [], constraints: [table] };
    expect(isFeasible(model, [])).toBe(isTrue);
    for (const form of FORMS) {
      expect(isFeasible(decodeModel(encodeModel(model, form), form), [])).toBe(isTrue);
    }
  });
});

describe('what is not a model', () => {
  const expected = (run: () => unknown): void => {
    try {
      run();
    } catch (thrown) {
      if (!(thrown instanceof DovetailError) || thrown.code.startsWith('bug/')) throw thrown;
    }
  };

  it.each(FORMS)('is refused with an error of ours, whatever the bytes taken for %s', (form) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => expected(() => decodeModel(bytes, form))),
      { numRuns: 1000 },
    );
  });

  it.each(FORMS)('is refused with an error of ours where a fixture in %s is cut off or changed', (form) => {
    const whole = fixture('legacy', SUFFIX[form]);
    for (let size = 0; size < whole.length; size++) {
      expected(() => decodeModel(whole.subarray(0, size), form));
      const changed = Uint8Array.from(whole);
      changed[size] = (changed[size]! * 31 + 7) % 256;
      expected(() => decodeModel(changed, form));
    }
  });
});

describe('changes between solves', () => {
  const model: Model = {
    dovetail: 1,
    variables: [{ domain: [0, 9] }, { domain: [0, 1] }],
    intervals: [],
    constraints: [],
    objective: { sense: 'maximize', vars: [0, 1], coeffs: [2, 3], offset: 1, domain: [0, 20] },
    hint: { vars: [0], values: [1] },
    assumptions: [1],
  };
  const base = encodeBase(model);

  it('replace what the model says, in its own sense', () => {
    const changes = { hint: { vars: [1], values: [0] }, objectiveDomain: [7, 9], assumptions: [-2] };
    const read = decodeModel(concatenated(base, encodeChanges(model, changes)));
    expect(read.hint).toEqual({ vars: [1], values: [0] });
    expect(read.assumptions).toEqual([-2]);
    expect(read.objective).toEqual({ ...model.objective, domain: [7, 9] });
  });

  it('leave out what they do not name', () => {
    const read = decodeModel(concatenated(base, encodeChanges(model, {})));
    expect([read.hint, read.assumptions, read.objective?.domain]).toEqual([undefined, undefined, undefined]);
  });
});

describe('parameters and responses', () => {
  it('parameters are set even to their defaults', () => {
    // Field 90 as a varint: 90 * 8 = 720 = 0b101_1010000, low seven bits first: 0xd0 0x05; then the value 0.
    expect([...encodeParameters({ linearization_level: 0 })]).toEqual([0xd0, 0x05, 0]);
    // Field 36 as a double: 36 * 8 + 1 = 289: 0xa1 0x02; 1.5 is 0x3ff8 followed by zeros, little-endian.
    expect([...encodeParameters({ max_time_in_seconds: 1.5 })]).toEqual([0xa1, 0x02, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]);
  });

  it('a response keeps what we use of it and skips the rest', () => {
    const bytes = [0x08, 4, 0x12, 2, 5, 7, 0xb8, 0x01, 0, 0xa8, 0x3f, 1, 0xba, 0x01, 1, 3];
    const response = decodeResponse(Uint8Array.from(bytes));
    expect(STATUSES[response.status!]).toBe('OPTIMAL');
    expect(response.solution).toEqual([5, 7]);
    expect(response.sufficient_assumptions_for_infeasibility).toEqual([0, 3]);
  });
});

import { describe, expect, it } from 'vitest';
import { DovetailError } from '../../src/errors.ts';
import { modelFromJson } from '../../src/language/json.ts';
import { locatedFromProtoJson } from '../../src/language/proto/index.ts';
import { LIMITS } from '../../src/limits.ts';

/** Twice as many as are counted. */
const times = <T>(of: T): T[] => Array.from({ length: 2 * LIMITS.faultsCounted }, () => of);
const linear = { vars: [7], coeffs: [1], domain: [0, 0] };

const MODELS: Readonly<Record<string, () => unknown>> = {
  'of no kind': () => modelFromJson({ dovetail: 1, variables: [], constraints: times({ kind: 'x' }) }),
  'of no variable': () =>
    modelFromJson({ dovetail: 1, variables: [{ domain: [0, 1] }], constraints: times({ kind: 'linear', ...linear }) }),
  'of no variable, as a CpModelProto': () =>
    locatedFromProtoJson({ variables: [{ domain: [0, 1] }], constraints: times({ linear }) }),
  'that are no constraint, as a CpModelProto': () =>
    locatedFromProtoJson({ variables: [{ domain: [0, 1] }], constraints: times({ dummyConstraint: {} }) }),
};

describe('a model with more faults than anybody reads', () => {
  it.each(Object.entries(MODELS))('constraints %s are looked through until enough are counted', (_, read) => {
    let thrown: unknown;
    try {
      read();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DovetailError);
    const { faults, faultCount } = thrown as DovetailError;
    expect([faults.length, faultCount]).toEqual([LIMITS.faults, LIMITS.faultsCounted]);
    expect(faults[0]!.pointer).toMatch(/^\/constraints\/0/);
  });
});

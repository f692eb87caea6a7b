import { describe, expect, test } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model, Objective } from '../../../src/language/model.ts';
import { Incumbents } from '../../../src/solve/race/incumbents.ts';

/** At least one of three, worth 3, 2 and 1. */
function oneOfThree(shown: Partial<Objective> = {}): Model {
  const model = new ModelBuilder();
  const x = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(sum(x), '>=', 1), { name: 'one' });
  model.minimize(weighted(x, [3, 2, 1]));
  const built = model.build();
  return { ...built, objective: { ...built.objective!, ...shown } };
}

const begun = (model: Model, start?: number[]) => new Incumbents(model, now(), { start });

describe('incumbents', () => {
  test('tell solutions apart that a constant or a scale makes look alike', () => {
    // The step between doubles at 10^18 is 128, so that 2 and 1 more than it are shown as the same number.
    for (const shown of [{ offset: 1e18 }, { scale: 1e-9, offset: 1e9 }, { scale: 1e9 }]) {
      const incumbents = begun(oneOfThree(shown), [0, 1, 0]);
      expect(incumbents.takeBound(1, 'highs')).toBe('tighter');
      expect(incumbents.isProved()).toBe(false);
      expect(incumbents.take([0, 0, 1], 'highs')).toBe('better');
      expect(incumbents.isProved()).toBe(true);
      expect(incumbents.best?.objective).toBe(incumbents.bound);
    }
  });

  test('are shown in the units of the model', () => {
    const incumbents = begun(oneOfThree({ scale: 1e-6, offset: 7 }), [0, 0, 1]);
    // (1 + 7) / 10^6, where 1e-6 * 8 would round twice.
    expect(incumbents.best?.objective).toBe(0.000008);
  });

  test('a bound that a solution refutes is wrong, whichever came first', () => {
    const later = begun(oneOfThree(), [0, 1, 0]);
    expect(later.takeBound(3, 'cp-sat')).toBe('wrong');
    expect(later.bound).toBeUndefined();
    const earlier = begun(oneOfThree());
    earlier.takeBound(1, 'local');
    earlier.takeBound(3, 'cp-sat');
    expect(earlier.take([0, 1, 0], 'local')).toBe('better');
    expect(earlier.bound).toBe(1);
    for (const { defects } of [later, earlier]) {
      expect(defects.map(({ engine, message }) => [engine, message])).toEqual([
        ['cp-sat', 'The engine cp-sat claims that nothing is better than 3; a solution with 2 is known.'],
      ]);
    }
  });

  test('what breaks the model never enters, and what is no better changes nothing', () => {
    const incumbents = begun(oneOfThree(), [0, 1, 0]);
    expect(incumbents.take([0, 0, 0], 'highs')).toBe('wrong');
    expect(incumbents.take([0, 1, 0], 'highs')).toBe('no-better');
    expect(incumbents.take([1, 0, 0], 'highs')).toBe('no-better');
    expect(incumbents.defects[0]?.message).toContain('one: ');
    expect(incumbents.moments.map(({ objective, engine }) => [objective, engine])).toEqual([[2, 'start']]);
  });

  test.each([
    ['infeasible', undefined, 'claims that a model is infeasible that has a solution'],
    ['optimal', 1, 'claims an optimum of 1 and gave no solution that is worth it'],
  ] as const)('a false claim of "%s" is refuted', (proof, bound, message) => {
    const incumbents = begun(oneOfThree(), [0, 1, 0]);
    expect(incumbents.refutes({ proof, stopped: 'finished', ...(bound ? { bound } : {}) }, 'highs')).toBe(true);
    expect(incumbents.defects[0]?.message).toContain(message);
  });

  test('an optimum without any solution is refuted, and one that is met is not', () => {
    expect(begun(oneOfThree()).refutes({ proof: 'optimal', stopped: 'finished' }, 'highs')).toBe(true);
    const met = begun(oneOfThree(), [0, 0, 1]);
    expect(met.refutes({ proof: 'optimal', stopped: 'finished', bound: 1 }, 'highs')).toBe(false);
    met.takeOptimum('highs');
    expect(met.isProved()).toBe(true);
  });

  test('what could still be gained is measured before the constant', () => {
    const incumbents = begun(oneOfThree({ offset: 1e18, scale: 0.5 }), [1, 0, 0]);
    incumbents.takeBound(1, 'highs');
    expect(incumbents.standing.distance).toBe(0.5 * (3 - 1));
  });
});

describe('a start', () => {
  test('outside the domains is moved to the nearest values', () => {
    const model: Model = {
      dovetail: 1,
      variables: [{ domain: [1, 3, 8, 9] }, { domain: [-5, -5] }],
      intervals: [],
      constraints: [],
    };
    for (const [given, expected] of [
      [
        [0, 0],
        [1, -5],
      ],
      [
        [7, -9],
        [8, -5],
      ],
      [
        [4, 1e300],
        [3, -5],
      ],
      [
        [Number.NaN, 2.5],
        [1, -5],
      ],
    ] as const) {
      expect([...begun(model, [...given]).start()!]).toEqual(expected);
    }
  });

  test('of another model is refused with both sizes', () => {
    expect(() => begun(oneOfThree(), [0, 1])).toThrow(/The start has 2 values; the model has 3 variables/);
  });
});

import { describe, expect, it } from 'vitest';
import { isFeasible, violationsOf } from '../../src/language/holds.ts';
import type { Model } from '../../src/language/model.ts';
import { objectiveOf } from '../../src/language/objective.ts';

const model: Model = {
  dovetail: 1,
  variables: [
    { name: 'speed', domain: [0, 3, 6, 9] },
    { name: 'on', domain: [0, 1] },
  ],
  intervals: [
    {
      name: 'ride',
      start: { vars: [0], coeffs: [1], offset: 0 },
      size: { vars: [0], coeffs: [-1], offset: 6 },
      end: { vars: [], coeffs: [], offset: 6 },
      presence: [1],
    },
  ],
  constraints: [{ kind: 'linear', name: 'cap', vars: [0, 1], coeffs: [1, 1], domain: [-Infinity, 7] }],
  objective: { sense: 'maximize', vars: [0, 1], coeffs: [2, -1], offset: 0.5, scale: 10, domain: [1, 12] },
  assumptions: [1],
};

describe('what values break', () => {
  const broken = (...values: number[]) => [...violationsOf(model, values)].map((v) => v.pointer);

  it('nothing', () => {
    expect(broken(3, 1)).toEqual([]);
    expect(isFeasible(model, [3, 1])).toBe(true);
  });

  it('a domain, and fractions count as outside', () => {
    expect(broken(4, 1)).toEqual(['/variables/0']);
    expect(broken(2.5, 1)).toEqual(['/variables/0']);
  });

  // At 9 the ride has the size -3, the sum is 10 > 7 and the objective's sum is 18 - 1 = 17 > 12.
  it('an interval, a constraint and the domain of the objective', () => {
    expect(broken(9, 1)).toEqual(['/intervals/0', '/constraints/0', '/objective']);
  });

  // At 0 and off, the ride is absent and the objective's sum is 0 < 1.
  it('an assumption', () => {
    expect(broken(0, 0)).toEqual(['/assumptions/0', '/objective']);
  });

  it('says so with names', () => {
    const messages = [...violationsOf(model, [9, 1])].map((v) => v.message);
    expect(messages[0]).toContain('ride does not satisfy start + size = end');
    expect(messages[1]).toBe('cap: speed + on <= 7 does not hold.');
  });

  it('or there are too few or too many', () => {
    expect([...violationsOf(model, [3])]).toEqual([{ pointer: '', message: '1 values for 2 variables.' }]);
    expect(isFeasible(model, [3, 1, 0])).toBe(false);
  });
});

describe('the objective', () => {
  it('is the scale times sum and offset', () => {
    // 10 (2 * 3 - 1 + 0.5) = 55
    expect(objectiveOf(model, [3, 1])).toBe(55);
  });

  it('is 0 for a model without one', () => {
    expect(objectiveOf({ ...model, objective: undefined }, [3, 1])).toBe(0);
  });
});

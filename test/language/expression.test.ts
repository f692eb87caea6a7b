import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { evaluate } from '../../src/language/constraint.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import {
  constant,
  type Literal,
  minus,
  not,
  plus,
  simplify,
  sum,
  term,
  times,
  type Variable,
  variableOf,
  weighted,
} from '../../src/language/expression.ts';

const small = fc.integer({ min: -50, max: 50 });
const expression = fc
  .tuple(fc.array(fc.tuple(fc.nat(3), small), { maxLength: 5 }), small)
  .map(([terms, offset]) => ({ vars: terms.map(([v]) => v), coeffs: terms.map(([, c]) => c), offset }));
const values = fc.array(small, { minLength: 4, maxLength: 4 });

describe('literals', () => {
  it('negation is -1 - index, undone by another', () => {
    expect([not(0), not(7), not(-1), not(not(3))]).toEqual([-1, -8, 0, 3]);
    expect([variableOf(5), variableOf(not(5))]).toEqual([5, 5]);
  });

  it('a negated literal counts as 1 - variable', () => {
    // 3 !b0 + 2 b1 + 4 = 3 (1 - b0) + 2 b1 + 4 = 7 - 3 b0 + 2 b1
    expect(weighted([not(0), 1], [3, 2], 4)).toEqual({ vars: [0, 1], coeffs: [-3, 2], offset: 7 });
    expect(term(not(2), 5)).toEqual({ vars: [2], coeffs: [-5], offset: 5 });
    expect(sum([not(0), not(1), 2])).toEqual({ vars: [0, 1, 2], coeffs: [-1, -1, 1], offset: 2 });
  });
});

describe('arithmetic', () => {
  it('agrees with the values of its parts', () => {
    fc.assert(
      fc.property(expression, expression, small, values, (a, b, factor, at) => {
        const [va, vb] = [evaluate(a, at), evaluate(b, at)];
        expect(evaluate(plus(a, b), at)).toBe(va + vb);
        expect(evaluate(minus(a, b), at)).toBe(va - vb);
        expect(evaluate(times(a, factor), at) + 0).toBe(va * factor + 0);
        expect(evaluate(simplify(a), at)).toBe(va);
      }),
    );
  });

  it('simplified, each variable occurs once and none with 0', () => {
    expect(simplify({ vars: [2, 1, 2, 3, 3], coeffs: [1, 4, 1, 5, -5], offset: 6 })).toEqual({
      vars: [2, 1],
      coeffs: [2, 4],
      offset: 6,
    });
    expect(minus(term(1), term(1))).toEqual(constant(0));
  });

  it('never makes a negative zero, which prints and compares oddly', () => {
    expect(Object.is(times(constant(0), -1).offset, 0)).toBe(true);
    expect(Object.is(times({ vars: [0], coeffs: [0], offset: 0 }, -1).coeffs[0], 0)).toBe(true);
  });
});

it('the compiler tells variables, literals, intervals and plain numbers apart', () => {
  const builder = new ModelBuilder();
  const [a, b] = [builder.integer(0, 9, 'a'), builder.boolean('b')];
  const interval = builder.interval({ start: term(a), size: constant(1) });
  const either: Literal = not(b);
  // @ts-expect-error: a comparison is with a sum or a plain number, and the number of a variable is neither.
  compare(term(a), '>=', b);
  // @ts-expect-error: a literal may be a negation, which is no variable.
  const variables: Variable[] = [either];
  // @ts-expect-error: an interval is no variable.
  const one: Variable = interval.index;
  // @ts-expect-error: a variable is no number to multiply by.
  times(term(a), b);
  // A plain number, as JSON has it, may be any of them; a 0/1 variable is a literal.
  const read: readonly (Variable | Literal)[] = [0, b];
  expect([variables, one, read]).toEqual([[-2], 0, [0, 1]]);
});

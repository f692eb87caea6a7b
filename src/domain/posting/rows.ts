import type { Constraint } from '../../language/constraints/index.ts';
import type { Domain } from '../../language/domain.ts';
import { type Literal, sum } from '../../language/expression.ts';

/**
 * Rows of which a model has very many. Lists of ones and domains are made once and shared by the rows that have them,
 * since they would be most of what such a row takes in memory.
 */
const ONES: (readonly number[])[] = [];
const UP_TO: Domain[] = [];

/** Longer lists, and domains up to more, are rare, and made anew. */
const MOST_SHARED = 1000;

/** At most so many of some literals, or of what counts add up to: `sum of literals <= most`. */
export function atMost(literals: readonly Literal[], most: number): Constraint {
  if (literals.every((literal) => literal >= 0)) {
    return { kind: 'linear', vars: literals, coeffs: ones(literals.length), domain: upTo(most) };
  }
  const { vars, coeffs, offset } = sum(literals);
  return { kind: 'linear', vars, coeffs, domain: upTo(most - offset) };
}

function ones(count: number): readonly number[] {
  if (count > MOST_SHARED) return new Array<number>(count).fill(1);
  ONES[count] ??= new Array<number>(count).fill(1);
  return ONES[count];
}

function upTo(most: number): Domain {
  if (!(most >= 0 && most <= MOST_SHARED)) return [Number.NEGATIVE_INFINITY, most];
  UP_TO[most] ??= [Number.NEGATIVE_INFINITY, most];
  return UP_TO[most];
}

import type { Linear } from '../../language/constraints/linear.ts';
import type { Domain } from '../../language/domain.ts';
import { type Literal, sum, type Variable } from '../../language/expression.ts';

/**
 * Rows of which a model has very many. Lists of coefficients and domains are made once and shared by the rows that have
 * them, since they would be most of what such a row takes in memory.
 */
const ONES: (readonly number[])[] = [];
const ONES_THEN_MINUS_ONE: (readonly number[])[] = [];
const UP_TO: Domain[] = [];
const NOTHING: Domain = [0, 0];

/** Longer lists, and domains up to more, are rare, and made anew. */
const MOST_SHARED = 1000;

/** At most this many of some literals, or of what counts add up to: `sum of literals <= most`. */
export function atMost(literals: readonly Literal[], most: number, owner: string | undefined): Linear {
  if (literals.every((literal): literal is Variable => literal >= 0)) {
    return { kind: 'linear', vars: literals, coeffs: ones(literals.length), domain: upTo(most), owner };
  }
  const { vars, coeffs, offset } = sum(literals);
  return { kind: 'linear', vars, coeffs, domain: upTo(most - offset), owner };
}

/** `sum of vars = count`. */
export function total(vars: readonly Variable[], count: Variable, owner: string | undefined): Linear {
  return { kind: 'linear', vars: [...vars, count], coeffs: onesThenMinusOne(vars.length), domain: NOTHING, owner };
}

/** `sum of vars - excess <= free`. */
export function atMostBeside(
  vars: readonly Variable[],
  { excess, free }: { readonly excess: Variable; readonly free: number },
  owner: string | undefined,
): Linear {
  return { kind: 'linear', vars: [...vars, excess], coeffs: onesThenMinusOne(vars.length), domain: upTo(free), owner };
}

function ones(count: number): readonly number[] {
  if (count > MOST_SHARED) return new Array<number>(count).fill(1);
  ONES[count] ??= new Array<number>(count).fill(1);
  return ONES[count];
}

function onesThenMinusOne(count: number): readonly number[] {
  if (count > MOST_SHARED) return [...ones(count), -1];
  ONES_THEN_MINUS_ONE[count] ??= [...ones(count), -1];
  return ONES_THEN_MINUS_ONE[count];
}

function upTo(most: number): Domain {
  if (!(most >= 0 && most <= MOST_SHARED)) return [Number.NEGATIVE_INFINITY, most];
  UP_TO[most] ??= [Number.NEGATIVE_INFINITY, most];
  return UP_TO[most];
}

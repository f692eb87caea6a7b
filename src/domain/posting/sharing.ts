import type { Constraint } from '../../language/constraints/index.ts';
import type { Expression, Literal } from '../../language/expression.ts';

/** How many of something are chosen: the most that it can be, and an expression, made when it is first asked for. */
export interface Count {
  readonly most: number;
  expression(): Expression;
}

/** Something made of some literals. */
export interface Made<T> {
  readonly of: readonly Literal[];
  readonly made: T;
}

/** What was made of the same literals already, or else what is made now. *Shapes* both in ascending order. */
export function shared<T>(known: Made<T>[], of: readonly Literal[], make: () => T): T {
  const same = known.find((one) => one.of.length === of.length && one.of.every((literal, i) => literal === of[i]));
  if (same) return same.made;
  const made = make();
  known.push({ of, made });
  return made;
}

/** `sum of literals = count`. */
export function total(literals: readonly Literal[], count: number): Constraint {
  const coeffs = new Array<number>(literals.length + 1).fill(1);
  coeffs[literals.length] = -1;
  return { kind: 'linear', vars: [...literals, count], coeffs, domain: [0, 0] };
}

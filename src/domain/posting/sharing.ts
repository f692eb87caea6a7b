import { type Expression, type Literal, sum } from '../../language/expression.ts';

/** How many of something are chosen: the most that it can be, and an expression, made when it is first asked for. */
export interface Count {
  readonly most: number;
  expression(): Expression;
}

/** What adds up by itself, so that nothing is made for it. */
export function plainCount(vars: readonly Literal[], most = vars.length): Count {
  return { most, expression: () => sum(vars) };
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

import { type Literal, not, simplify, sum } from '../language/expression.ts';
import { linearOf } from './enforcedLinearToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces "at most one is true" by one row. */
export const atMostOneToLinear: ConstraintRewrite<'atMostOne'> = {
  name: 'atMostOneToLinear',
  from: 'atMostOne',
  adds: 'sum of literals <= 1; a literal listed twice is false',
  exact: true,
  replace(c, target) {
    if (target.areApart(c.literals)) {
      if (c.literals.length > 1) target.post(linearOf(sum(c.literals), Number.NEGATIVE_INFINITY, 1));
      return;
    }
    const { once, twice } = byOccurrence(c.literals);
    if (twice.length > 0) target.post({ kind: 'boolAnd', literals: twice.map(not) });
    if (once.length > 1) target.post(linearOf(simplify(sum(once)), Number.NEGATIVE_INFINITY, 1));
  },
};

/** The literals that are listed once, and those that are listed more often, which cannot be the only true one. */
export function byOccurrence(literals: readonly Literal[]): { once: Literal[]; twice: Literal[] } {
  const once = new Set(literals);
  const seen = new Set<Literal>();
  const twice = new Set<Literal>();
  for (const literal of literals) {
    if (seen.has(literal)) twice.add(literal);
    seen.add(literal);
  }
  for (const literal of twice) once.delete(literal);
  return { once: [...once], twice: [...twice] };
}

import type { Table } from '../language/constraints/table.ts';
import { domainHas } from '../language/domain.ts';
import { not } from '../language/expression.ts';
import { choose, tie } from './choices.ts';
import { equals } from './indicators.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces a table by a choice of one allowed tuple, or by a clause against each forbidden one. */
export const tableToLinear: ConstraintRewrite<'table'> = {
  name: 'tableToLinear',
  from: 'table',
  adds: 'exactly one s[t], sum of tuples[t][i] * s[t] = exprs[i]; forbidden: or(exprs[i] != tuples[t][i]) for each t',
  exact: true,
  replace(c, target) {
    const tuples = possibleTuples(c, target);
    target.refuseBeyond('tuples', tuples.length);
    if (c.negated) forbid(c, tuples, target);
    else allow(c, tuples, target);
  },
};

/** The tuples within the domains, each once. */
function possibleTuples(c: Table, target: Target): readonly (readonly number[])[] {
  const domains = c.exprs.map((e) => target.domain(e));
  const possible = c.tuples.filter((tuple) => tuple.every((value, i) => domainHas(domains[i]!, value)));
  return [...new Map(possible.map((tuple) => [tuple.join(), tuple])).values()];
}

function allow(c: Table, tuples: readonly (readonly number[])[], target: Target): void {
  if (tuples.length === 0) {
    target.postFalse();
    return;
  }
  const literals = choose(target, tuples.length);
  c.exprs.forEach((e, i) => {
    const column = tuples.map((tuple) => tuple[i]!);
    tie(target, e, { literals, lows: column, highs: column });
  });
}

function forbid(c: Table, tuples: readonly (readonly number[])[], target: Target): void {
  for (const tuple of tuples) {
    target.post({ kind: 'boolOr', literals: tuple.map((value, i) => not(equals(target, c.exprs[i]!, value))) });
  }
}

import type { AllDifferent } from '../language/constraints/allDifferent.ts';
import { compare } from '../language/constraints/linear.ts';
import { domainSize } from '../language/domain.ts';
import { type Literal, minus, simplify } from '../language/expression.ts';
import { encode } from './indicators.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Expressions with more values than this, and than twice their number, are compared pair by pair. */
const FEW_VALUES = 64;

/** Replaces "all different" by one row for each value, or by `!=` for each pair when there are many values. */
export const allDifferentToLinear: ConstraintRewrite<'allDifferent'> = {
  name: 'allDifferentToLinear',
  from: 'allDifferent',
  adds: 'sum over i of [exprs[i] = v] <= 1 for each value v; with many values, exprs[i] != exprs[j] for each pair',
  exact: true,
  replace(c, target) {
    const few = Math.max(FEW_VALUES, 2 * c.exprs.length);
    if (c.exprs.every((e) => domainSize(target.domain(e)) <= few)) separateValues(c, target);
    else separatePairs(c, target);
  },
};

function separateValues(c: AllDifferent, target: Target): void {
  const users = new Map<number, Literal[]>();
  for (const e of c.exprs) {
    const { values, literals } = encode(target, e);
    values.forEach((value, k) => {
      const list = users.get(value);
      if (list) list.push(literals[k]!);
      else users.set(value, [literals[k]!]);
    });
  }
  if (users.size < c.exprs.length) {
    target.postFalse();
    return;
  }
  // As many values as expressions: each value is taken, which the relaxation does not see from "at most one".
  const kind = users.size === c.exprs.length ? 'exactlyOne' : 'atMostOne';
  for (const literals of users.values()) {
    if (literals.length > 1 || kind === 'exactlyOne') target.post({ kind, literals });
  }
}

function separatePairs(c: AllDifferent, target: Target): void {
  target.refuseBeyond('pairs', (c.exprs.length * (c.exprs.length - 1)) / 2);
  for (let i = 0; i < c.exprs.length; i++) {
    for (let j = 0; j < i; j++) target.post(compare(simplify(minus(c.exprs[j]!, c.exprs[i]!)), '!=', 0));
  }
}

import { compare } from '../language/constraints/linear.ts';
import { minus, simplify } from '../language/expression.ts';
import { choose } from './choices.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces a maximum by upper bounds and a choice of the expression that reaches it. */
export const maxToLinear: ConstraintRewrite<'max'> = {
  name: 'maxToLinear',
  from: 'max',
  adds: 'target >= exprs[i]; exactly one s[i]; if s[i] then target <= exprs[i]',
  exact: true,
  replace(c, target) {
    const bounds = c.exprs.map((e) => target.bounds(simplify(e)));
    const least = Math.max(...bounds.map(([lo]) => lo));
    const greatest = c.exprs.filter((_, i) => bounds[i]![1] >= least);
    if (greatest.length === 1) {
      target.post(compare(minus(c.target, greatest[0]!), '=', 0));
      return;
    }
    for (const e of greatest) target.post(compare(minus(c.target, e), '>=', 0));
    const literals = choose(target, greatest.length);
    greatest.forEach((e, i) => {
      target.postAlways({ ...compare(minus(c.target, e), '<=', 0), enforce: [literals[i]!] });
    });
  },
};

import { compare } from '../language/constraints/linear.ts';
import { minus } from '../language/expression.ts';
import { selectValue, tie } from './choices.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces "the chosen expression equals the target" by a choice of the index. */
export const elementToLinear: ConstraintRewrite<'element'> = {
  name: 'elementToLinear',
  from: 'element',
  adds: 'exactly one s[k], sum of k * s[k] = index; if s[k] then exprs[k] = target (numbers: sum of exprs[k] * s[k] = target)',
  exact: true,
  replace({ index, exprs, target: result }, target) {
    const { values, literals } = selectValue(target, index, [0, exprs.length - 1]);
    const chosen = values.map((value) => exprs[value]!);
    if (chosen.length > 0 && chosen.every((e) => e.vars.length === 0)) {
      const numbers = chosen.map((e) => e.offset);
      tie(target, result, { literals, lows: numbers, highs: numbers });
      return;
    }
    chosen.forEach((e, k) => {
      target.postAlways({ ...compare(minus(e, result), '=', 0), enforce: [literals[k]!] });
    });
  },
};

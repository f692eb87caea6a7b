import { compare } from '../language/constraints/linear.ts';
import { type Expression, minus, plus, simplify, term } from '../language/expression.ts';
import { affine, endsAfterSize, isSum } from './affine.ts';
import type { PartRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Gives each start, size or end of an interval that is a sum a variable of its own, and each size that could be
 * negative one that cannot: CP-SAT takes neither.
 */
export const intervalsToAffine: PartRewrite = {
  name: 'intervalsToAffine',
  from: 'intervals',
  adds: 'v = sum, for each start or end of more than one variable; v = size and v >= 0, if present, for such a size',
  exact: true,
  replacePart(target) {
    let replaced = 0;
    target.intervals = target.intervals.map((interval) => {
      const { start, size, end, presence: enforce, owner, name } = interval;
      const canBeNegative = target.bounds(simplify(size))[0] < 0;
      if (!canBeNegative && ![start, size, end].some(isSum)) return interval;
      replaced++;
      let affineInterval = interval;
      target.replacing({ kind: 'interval', enforce, owner, name }, () => {
        const duration = canBeNegative ? notNegative(target, size) : affine(target, size);
        const finish = endsAfterSize(interval) ? plus(start, duration) : end;
        affineInterval = { ...interval, start: affine(target, start), size: duration, end: affine(target, finish) };
      });
      return affineInterval;
    });
    return replaced;
  },
};

/** A variable of 0 or more that is the size whenever the interval is present. */
function notNegative(target: Target, size: Expression): Expression {
  const duration = simplify(size);
  const value = term(target.integer(0, Math.max(0, target.bounds(duration)[1])));
  target.post(compare(minus(duration, value), '=', 0));
  return value;
}

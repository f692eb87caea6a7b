import { compare } from '../language/constraints/linear.ts';
import { minus, plus, simplify } from '../language/expression.ts';
import type { PartRewrite } from './rewrite.ts';

/** Replaces intervals, once no constraint names them any more, by their equations. */
export const intervalsToLinear: PartRewrite = {
  name: 'intervalsToLinear',
  from: 'intervals',
  adds: 'start + size - end = 0 and size >= 0, enforced by the presence',
  exact: true,
  replacePart(target) {
    const { intervals } = target;
    target.intervals = [];
    for (const { start, size, end, presence, owner, name } of intervals) {
      target.replacing({ kind: 'interval', enforce: presence, owner, name }, () => {
        const gap = minus(plus(start, size), end);
        if (gap.vars.length > 0 || gap.offset !== 0) target.post(compare(gap, '=', 0));
        const duration = simplify(size);
        if (target.bounds(duration)[0] < 0) target.post(compare(duration, '>=', 0));
      });
    }
    return intervals.length;
  },
};

import { within } from '../language/constraints/linear.ts';
import { constant, type Expression, type Literal, minus, simplify, term } from '../language/expression.ts';
import { atMost, conjunction } from './indicators.ts';
import { product } from './products.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';
import { total } from './total.ts';

/**
 * Replaces a reservoir by the level at the time of each event.
 *
 * The row of an inactive event needs no condition: the level at its time is that after an earlier event, or 0.
 */
export const reservoirToLinear: ConstraintRewrite<'reservoir'> = {
  name: 'reservoirToLinear',
  from: 'reservoir',
  adds: 'd[i, j] = active j and [times[j] <= times[i]]; minLevel <= sum over j of changes[j] * d[i, j] <= maxLevel, for each i',
  exact: true,
  replace(c, target) {
    target.refuseBeyond('pairs', c.times.length ** 2);
    const changes = c.changes.map(simplify);
    for (const time of c.times) {
      const parts = changes.map((change, j) => {
        const done = atMost(target, minus(c.times[j]!, time), 0);
        return changeIf(target, c.actives ? conjunction(target, [done, c.actives[j]!]) : done, change);
      });
      const level = total(parts);
      const [least, greatest] = target.bounds(level);
      if (least < c.minLevel || greatest > c.maxLevel) target.post(within(level, [c.minLevel, c.maxLevel]));
    }
  },
};

function changeIf(target: Target, literal: Literal, change: Expression): Expression {
  const fixed = target.fixed(literal);
  if (fixed !== undefined) return fixed ? change : constant(0);
  return product(target, term(literal), change);
}

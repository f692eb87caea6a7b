import { compare } from '../language/constraints/linear.ts';
import { type Literal, not, sum } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Gives each negated literal of an event a variable of its own: CP-SAT aborts on some reservoirs whose events are active
 * when a Boolean is false.
 */
export const reservoirToPositiveLiterals: ConstraintRewrite<'reservoir'> = {
  name: 'reservoirToPositiveLiterals',
  from: 'reservoir',
  adds: 'p = 1 - b, for each event that is active when b is false',
  exact: true,
  applies: (c) => c.actives?.some((literal) => literal < 0) === true,
  replace(c, target) {
    const { enforce: _, name: __, owner: ___, ...parts } = c;
    target.post({ ...parts, actives: c.actives!.map((literal) => positive(target, literal)) });
  },
};

function positive(target: Target, literal: Literal): Literal {
  if (literal >= 0) return literal;
  return target.shared(`opposite ${literal}`, () => {
    const opposite = target.boolean();
    target.postAlways(compare(sum([opposite, not(literal)]), '=', 1));
    return opposite;
  });
}

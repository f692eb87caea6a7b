import { type Expression, type Literal, simplify, term, times } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Lets an event that is active when a Boolean is false always happen, with a change of 0 when the Boolean is true: CP-SAT
 * aborts on some reservoirs with negated literals.
 */
export const reservoirToPositiveLiterals: ConstraintRewrite<'reservoir'> = {
  name: 'reservoirToPositiveLiterals',
  from: 'reservoir',
  adds: 'change * (1 - b), for each event that is active when b is false',
  exact: true,
  applies: (c) => c.actives?.some((literal) => literal < 0) === true,
  replace(c, target) {
    const { enforce: _, name: __, owner: ___, ...parts } = c;
    const actives = c.actives!.map((literal) => (literal < 0 ? target.truth() : literal));
    const changes = c.changes.map((change, i) => changeIf(target, c.actives![i]!, change));
    target.post({ ...parts, actives, changes });
  },
};

function changeIf(target: Target, literal: Literal, change: Expression): Expression {
  if (literal >= 0) return change;
  const e = simplify(change);
  if (e.vars.length === 0) return e.offset === 0 ? e : times(term(literal), e.offset);
  const [lo, hi] = target.bounds(e);
  const part = term(target.integer(Math.min(lo, 0), Math.max(hi, 0)));
  target.postAlways({ kind: 'multiplication', target: part, exprs: [e, term(literal)] });
  return part;
}

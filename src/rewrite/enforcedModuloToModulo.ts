import { compare } from '../language/constraints/linear.ts';
import { minus, simplify, term } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/**
 * Gives an enforced rest a result of its own and enforces only the equality with it: CP-SAT loses solutions of enforced
 * rests of a negative dividend.
 */
export const enforcedModuloToModulo: ConstraintRewrite<'modulo'> = {
  name: 'enforcedModuloToModulo',
  from: 'modulo',
  adds: 'r = dividend mod divisor, always; if enforced then target = r',
  exact: true,
  applies: (c) => (c.enforce?.length ?? 0) > 0,
  replace({ target: result, dividend, divisor }, target) {
    const [lo, hi] = target.bounds(simplify(dividend));
    const rest = term(target.integer(Math.min(0, lo), Math.max(0, hi)));
    target.postAlways({ kind: 'modulo', target: rest, dividend, divisor });
    target.post(compare(minus(result, rest), '=', 0));
  },
};

import { type Expression, simplify } from '../language/expression.ts';

/** The sum of expressions, each variable once; in one go, because adding one by one copies the sum each time. */
export function total(parts: readonly Expression[]): Expression {
  return simplify({
    vars: parts.flatMap((e) => e.vars),
    coeffs: parts.flatMap((e) => e.coeffs),
    offset: parts.reduce((sum, e) => sum + e.offset, 0),
  });
}

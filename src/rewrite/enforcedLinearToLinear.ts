import type { Linear } from '../language/constraints/linear.ts';
import { lowerOf, upperOf } from '../language/domain.ts';
import { type Expression, type Literal, not, plus, simplify, sum, weighted } from '../language/expression.ts';
import { refuseOverflow } from './limits.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Replaces a linear constraint under enforcement literals by rows that the literals switch off.
 *
 * *Means* with `L <= sum <= U` by the variables' bounds: `sum <= hi + (U - hi) * (number of false literals)`, and
 * `sum >= lo - (lo - L) * (number of false literals)`: the least factors that keep every solution.
 */
export const enforcedLinearToLinear: ConstraintRewrite<'linear'> = {
  name: 'enforcedLinearToLinear',
  from: 'linear',
  adds: 'sum + (U - hi) * sum of e <= U + (U - hi) * (n - 1), and the like for lo, for n literals e',
  exact: true,
  applies: (c) => c.enforce !== undefined && c.enforce.length > 0 && c.domain.length === 2,
  replace(c, target) {
    const conditions = openLiterals(target, c.enforce!);
    if (conditions === 'never') return;
    const row = simplify({ vars: c.vars, coeffs: c.coeffs, offset: 0 });
    const [lo, hi] = [lowerOf(c.domain), upperOf(c.domain)];
    const [least, greatest] = target.bounds(row);
    if (conditions.length === 0) {
      target.postAlways(linearOf(row, lo, hi));
      return;
    }
    if (hi < least || lo > greatest) {
      target.postAlways(clause(conditions.map(not)));
      return;
    }
    if (greatest > hi) target.postAlways(switched(row, { conditions, bound: hi, extreme: greatest }));
    if (least < lo) target.postAlways(switched(row, { conditions, bound: lo, extreme: least }));
  },
};

/** The literals that can be true or false, each once; `never` when they cannot all be true. */
export function openLiterals(target: Target, literals: readonly Literal[]): Literal[] | 'never' {
  const open: Literal[] = [];
  for (const literal of literals) {
    const fixed = target.fixed(literal);
    if (fixed === false || open.includes(not(literal))) return 'never';
    if (fixed === undefined && !open.includes(literal)) open.push(literal);
  }
  return open;
}

interface Switch {
  readonly conditions: readonly Literal[];
  /** What the row is held to when all conditions are true. */
  readonly bound: number;
  /** The least or greatest value of the row, which it may have otherwise. */
  readonly extreme: number;
}

function switched(row: Expression, { conditions, bound, extreme }: Switch): Linear {
  const factor = extreme - bound;
  refuseOverflow(Math.abs(factor) * conditions.length);
  const coeffs = new Array<number>(conditions.length).fill(factor);
  const relaxed = plus(row, weighted(conditions, coeffs, -factor * (conditions.length - 1)));
  return factor > 0 ? linearOf(relaxed, Number.NEGATIVE_INFINITY, extreme) : linearOf(relaxed, extreme, Infinity);
}

/** The row that says that one of the literals is true. */
function clause(literals: readonly Literal[]): Linear {
  return linearOf(sum(literals), 1, Number.POSITIVE_INFINITY);
}

/** The row `lo <= e <= hi`. */
export function linearOf(e: Expression, lo: number, hi: number): Linear {
  return {
    kind: 'linear',
    vars: e.vars as number[],
    coeffs: e.coeffs as number[],
    domain: [lo - e.offset, hi - e.offset],
  };
}

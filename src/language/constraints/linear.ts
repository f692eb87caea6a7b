import type { ConstraintBase, ConstraintKind } from '../constraint.ts';
import { checkDomain, type Domain, domainHas, lowerOf, upperOf } from '../domain.ts';
import { type Count, type Expression, minus, type Variable } from '../expression.ts';
import { domainText } from '../names.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, domain, integer, list, variable }: Fields) =>
  z.strictObject({
    kind: z.literal('linear'),
    ...base,
    vars: list(variable),
    coeffs: list(integer),
    domain,
  });

/**
 * A linear relation.
 *
 * *Means* `sum of coeffs[i] * vars[i]` lies in `domain`.
 * *Shapes* `vars` and `coeffs` have the same length.
 * *Limits* the sum stays within the safe integers.
 */
export interface Linear extends ConstraintBase {
  readonly kind: 'linear';
  readonly vars: readonly Variable[];
  readonly coeffs: readonly number[];
  readonly domain: Domain;
}

export type Relation = '<=' | '>=' | '=' | '!=' | '<' | '>';

const DOMAINS = {
  '<=': (k) => [Number.NEGATIVE_INFINITY, k],
  '<': (k) => [Number.NEGATIVE_INFINITY, k - 1],
  '>=': (k) => [k, Number.POSITIVE_INFINITY],
  '>': (k) => [k + 1, Number.POSITIVE_INFINITY],
  '=': (k) => [k, k],
  '!=': (k) => [Number.NEGATIVE_INFINITY, k - 1, k + 1, Number.POSITIVE_INFINITY],
} as const satisfies Record<Relation, (k: number) => number[]>;

/**
 * The constraint `left relation right`.
 *
 * @example
 * ```ts
 * const model = new ModelBuilder();
 * const [x, y] = [model.boolean('x'), model.boolean('y')];
 * model.add(compare(sum([x, not(y)]), '<=', 1)); // x + 1 - y <= 1
 * console.log(print(model.build()));
 * // model
 * // variables
 * //   x in 0..1
 * //   y in 0..1
 * // constraints
 * //   x - y <= 0
 * ```
 */
export function compare(left: Expression, relation: Relation, right: Expression | Count): Linear {
  const difference = typeof right === 'number' ? left : minus(left, right);
  const limit = (typeof right === 'number' ? right : 0) - difference.offset;
  return {
    kind: 'linear',
    vars: difference.vars,
    coeffs: difference.coeffs,
    domain: DOMAINS[relation](limit),
  };
}

/** The constraint that the expression lies in a domain. */
export function within(e: Expression, values: Domain): Linear {
  return {
    kind: 'linear',
    vars: e.vars,
    coeffs: e.coeffs,
    domain: values.map((bound) => bound - e.offset),
  };
}

export const linear: ConstraintKind<Linear> = {
  kind: 'linear',
  schema,
  visit(c, visitor) {
    visitor.expression(sumOf(c));
  },
  check(c) {
    const [lo, hi] = c.domain;
    // Nearly every row: one range of whole numbers, or one that is open to one side.
    const isBound = (bound: number | undefined, open: number): boolean => bound === open || Number.isSafeInteger(bound);
    if (c.domain.length === 2 && isBound(lo, -Infinity) && isBound(hi, Infinity) && lo! <= hi!) return;
    checkDomain(c.domain, `constraint ${c.name ?? 'linear'}`);
  },
  holds(c, { values }) {
    let total = 0;
    for (let i = 0; i < c.vars.length; i++) total += c.coeffs[i]! * values[c.vars[i]!]!;
    return domainHas(c.domain, total);
  },
  print(c, names) {
    return `${names.expression(sumOf(c))} ${relationText(c.domain)}`;
  },
};

function sumOf(c: Linear): Expression {
  return { vars: c.vars, coeffs: c.coeffs, offset: 0 };
}

function relationText(d: Domain): string {
  const [lo, hi] = [lowerOf(d), upperOf(d)];
  if (d.length > 2) {
    const hole = d.length === 4 && lo === -Infinity && hi === Infinity && d[2]! - d[1]! === 2;
    return hole ? `!= ${d[1]! + 1}` : `in ${domainText(d)}`;
  }
  if (lo === hi) return `= ${lo}`;
  if (lo === -Infinity && hi !== Infinity) return `<= ${hi}`;
  if (hi === Infinity && lo !== -Infinity) return `>= ${lo}`;
  return `in ${domainText(d)}`;
}

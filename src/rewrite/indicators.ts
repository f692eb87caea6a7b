import { compare } from '../language/constraints/linear.ts';
import { type Domain, domainSize, domainValues, lowerOf, upperOf } from '../language/domain.ts';
import { type Expression, type Literal, minus, not, simplify, term, weighted } from '../language/expression.ts';
import type { Target } from './target.ts';

/** An expression written as `factor * core + offset`, so that multiples of the same core share their indicators. */
export interface Scaled {
  /** Variables in increasing order, the first coefficient positive, the greatest common divisor 1, no offset. */
  readonly core: Expression;
  /** 0 for an expression without variables. */
  readonly factor: number;
  readonly offset: number;
  /** The same text for the same core. */
  readonly key: string;
}

/** Writes an expression as a multiple of its core. */
export function scaled(expression: Expression): Scaled {
  const e = simplify(expression);
  const order = e.vars.map((_, i) => i).sort((a, b) => e.vars[a]! - e.vars[b]!);
  const first = e.coeffs[order[0] ?? 0] ?? 0;
  const factor = e.coeffs.reduce(greatestCommonDivisor, 0) * Math.sign(first);
  const vars = order.map((i) => e.vars[i]!);
  const coeffs = order.map((i) => e.coeffs[i]! / factor);
  return { core: { vars, coeffs, offset: 0 }, factor, offset: e.offset, key: `${vars.join()}*${coeffs.join()}` };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** The values of an expression with a literal for each, of which exactly one is true. */
export interface Encoding {
  readonly values: readonly number[];
  /** `literals[i]` is true exactly when the expression has the value `values[i]`. */
  readonly literals: readonly Literal[];
}

/**
 * The literals "expression = value" of every value that the expression can take.
 *
 * *Means* `sum of literals = 1` and `sum of values[i] * literals[i] = expression`: the convex hull.
 * *Limits* as many values as `LIMITS.values`.
 */
export function encode(target: Target, expression: Expression): Encoding {
  const { core, factor, offset, key } = scaled(expression);
  if (factor === 0) return { values: [offset], literals: [target.truth()] };
  const { values, literals } = target.shared(`= ${key}`, () => encodeCore(target, core));
  return { values: values.map((value) => factor * value + offset), literals };
}

/** Whether an expression's indicators exist already, and with them the restriction to its domain's values. */
export function isEncoded(target: Target, expression: Expression): boolean {
  return target.has(`= ${scaled(expression).key}`);
}

function encodeCore(target: Target, core: Expression): Encoding {
  const domain = target.domain(core);
  target.refuseBeyond('values', domainSize(domain));
  const values = [...domainValues(domain)];
  if (values.length === 1) return { values, literals: [target.truth()] };
  if (values.length === 2) return { values, literals: twoValues(target, core, values) };
  const literals = values.map(() => target.boolean());
  target.postAlways({ kind: 'exactlyOne', literals: literals.slice() });
  target.postAlways(compare(minus(core, weighted(literals, values)), '=', 0));
  return { values, literals };
}

function twoValues(target: Target, core: Expression, values: readonly number[]): Literal[] {
  const [low, high] = [values[0]!, values[1]!];
  if (low === 0 && high === 1 && core.vars.length === 1) return [not(core.vars[0]!), core.vars[0]!];
  const isHigh = target.boolean();
  target.postAlways(compare(minus(core, term(isHigh, high - low)), '=', low));
  return [not(isHigh), isHigh];
}

/** The literal "expression <= limit", one for each core and limit. */
export function atMost(target: Target, expression: Expression, limit: number): Literal {
  const { core, factor, offset, key } = scaled(expression);
  if (factor === 0) return offset <= limit ? target.truth() : not(target.truth());
  const quotient = (limit - offset) / factor;
  return factor > 0
    ? coreAtMost(target, { core, key, limit: Math.floor(quotient) })
    : not(coreAtMost(target, { core, key, limit: Math.ceil(quotient) - 1 }));
}

function coreAtMost(target: Target, at: { core: Expression; key: string; limit: number }): Literal {
  const domain = target.domain(at.core);
  const [below, above] = neighbours(domain, at.limit);
  if (above === undefined) return target.truth();
  if (below === undefined) return not(target.truth());
  if (domain.length === 2 && lowerOf(domain) === 0 && upperOf(domain) === 1 && at.core.vars.length === 1) {
    return not(at.core.vars[0]!);
  }
  return target.shared(`<= ${below} ${at.key}`, () => {
    const literal = target.boolean();
    target.postAlways({ ...compare(at.core, '<=', below), enforce: [literal] });
    target.postAlways({ ...compare(at.core, '>=', above), enforce: [not(literal)] });
    return literal;
  });
}

/** The greatest value of a domain that is at most `limit`, and the least one that is more. */
function neighbours(domain: Domain, limit: number): [number | undefined, number | undefined] {
  let below: number | undefined;
  for (let i = 0; i < domain.length; i += 2) {
    if (domain[i]! > limit) return [below, domain[i]];
    below = Math.min(limit, domain[i + 1]!);
    if (below < domain[i + 1]!) return [below, below + 1];
  }
  return [below, undefined];
}

/** Expressions with more values than this get single literals "= value" instead of one for each value. */
const ENCODED_VALUES = 64;

/** The literal "expression = value", one for each core and value. */
export function equals(target: Target, expression: Expression, value: number): Literal {
  const { core, factor, offset, key } = scaled(expression);
  if (factor === 0) return offset === value ? target.truth() : not(target.truth());
  const wanted = (value - offset) / factor;
  const domain = target.domain(core);
  if (target.has(`= ${key}`) || domainSize(domain) <= ENCODED_VALUES) {
    const { values, literals } = encode(target, core);
    const literalOf = target.shared(`by value ${key}`, () => new Map(values.map((v, i) => [v, literals[i]!])));
    return literalOf.get(wanted) ?? not(target.truth());
  }
  if (!Number.isInteger(wanted)) return not(target.truth());
  return target.shared(`= ${wanted} ${key}`, () => {
    const literal = target.boolean();
    const upTo = term(atMost(target, core, wanted));
    const below = term(atMost(target, core, wanted - 1));
    target.postAlways(compare(minus(minus(upTo, below), term(literal)), '=', 0));
    return literal;
  });
}

/** The literal that is true exactly when all the given ones are, one for each set. */
export function conjunction(target: Target, literals: readonly Literal[]): Literal {
  const open = new Set<Literal>();
  for (const literal of literals) {
    const fixed = target.fixed(literal);
    if (fixed === false || open.has(not(literal))) return not(target.truth());
    if (fixed === undefined) open.add(literal);
  }
  const set = [...open].sort((a, b) => a - b);
  if (set.length === 0) return target.truth();
  if (set.length === 1) return set[0]!;
  return target.shared(`and ${set.join()}`, () => {
    const all = target.boolean();
    target.postAlways({ kind: 'boolAnd', literals: set, enforce: [all] });
    target.postAlways({ kind: 'boolOr', literals: [all, ...set.map(not)] });
    return all;
  });
}

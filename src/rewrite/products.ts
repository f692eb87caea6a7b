import { compare, within } from '../language/constraints/linear.ts';
import { domainSize } from '../language/domain.ts';
import {
  constant,
  type Expression,
  type Literal,
  minus,
  not,
  plus,
  simplify,
  term,
  times,
  weighted,
} from '../language/expression.ts';
import { atMost, type Encoding, encode, scaled } from './indicators.ts';
import { refuseOverflow } from './limits.ts';
import type { Target } from './target.ts';
import { total } from './total.ts';

/** A factor with more values than this is written in binary digits instead of one indicator for each value. */
const FACTOR_VALUES = 32;

/**
 * An expression that always equals `a * b`.
 *
 * *Means* with indicators `x[v]` of the values of the smaller factor and a part `p[v] = x[v] * b` of the other one for
 * each: `b = sum of p[v]`, `a * b = sum of v * p[v]`, the convex hull of the product. A factor with many values is
 * written as `lo + sum of 2^k * bit[k]`, and the product as `lo * b + sum of 2^k * (bit[k] * b)`.
 * *Source* E. Balas, "Disjunctive programming", Annals of Discrete Mathematics 5, 1979, for the disaggregation.
 */
export function product(target: Target, a: Expression, b: Expression): Expression {
  const [x, y] = sizeOf(target, a) <= sizeOf(target, b) ? [scaled(a), scaled(b)] : [scaled(b), scaled(a)];
  const whole = times(y.core, y.factor);
  const cores = x.factor === 0 || y.factor === 0 ? constant(0) : coreProduct(target, x.core, y.core);
  const ofCores = times(cores, x.factor * y.factor);
  const ofOffsets = plus(times(x.core, x.factor * y.offset), times(whole, x.offset));
  return simplify({ ...plus(ofCores, ofOffsets), offset: ofCores.offset + x.offset * y.offset });
}

function sizeOf(target: Target, e: Expression): number {
  return domainSize(target.domain(e));
}

function coreProduct(target: Target, x: Expression, y: Expression): Expression {
  const [keyOfX, keyOfY] = [scaled(x).key, scaled(y).key];
  return target.shared(`product ${keyOfX} ${keyOfY}`, () => {
    if (sizeOf(target, x) > FACTOR_VALUES) return binaryProduct(target, x, y);
    const { values, literals } = encode(target, x);
    if (keyOfX === keyOfY)
      return weighted(
        literals,
        values.map((value) => value * value),
      );
    return partsProduct(target, { values, literals }, y);
  });
}

/**
 * The last part is what the others leave of `y`, so that a Boolean factor needs one variable only; the value 0 comes
 * last, because its part is not needed.
 */
function partsProduct(target: Target, x: Encoding, y: Expression): Expression {
  const order = x.values.map((_, i) => i).sort((i, k) => Number(x.values[i] === 0) - Number(x.values[k] === 0));
  const last = order.pop()!;
  const parts = order.map((i) => partOf(target, x.literals[i]!, y));
  const rest = minus(y, total(parts));
  if (order.length > 0) boundByLiteral(target, { part: rest, literal: x.literals[last]!, of: y });
  const weightedParts = order.map((i, k) => times(parts[k]!, x.values[i]!));
  return total([...weightedParts, times(rest, x.values[last]!)]);
}

function partOf(target: Target, literal: Literal, y: Expression): Expression {
  const [lo, hi] = target.bounds(y);
  const part = term(target.integer(Math.min(0, lo), Math.max(0, hi)));
  boundByLiteral(target, { part, literal, of: y });
  return part;
}

function boundByLiteral(target: Target, { part, literal, of }: { part: Expression; literal: Literal; of: Expression }) {
  const [lo, hi] = target.bounds(of);
  target.postAlways(compare(minus(part, term(literal, lo)), '>=', 0));
  target.postAlways(compare(minus(part, term(literal, hi)), '<=', 0));
}

function binaryProduct(target: Target, x: Expression, y: Expression): Expression {
  const [lo, hi] = target.bounds(x);
  const digits: Literal[] = [];
  const powers: number[] = [];
  for (let power = 1; power <= hi - lo; power *= 2) {
    digits.push(target.boolean());
    powers.push(power);
  }
  target.postAlways(compare(minus(x, weighted(digits, powers)), '=', lo));
  const parts = digits.map((digit, k) => {
    const part = partsProduct(target, { values: [0, 1], literals: [not(digit), digit] }, y);
    return times(part, powers[k]!);
  });
  return total([times(y, lo), ...parts]);
}

/** A quotient rounded towards zero, and its product with the divisor. */
export interface Quotient {
  readonly quotient: Expression;
  readonly multiple: Expression;
}

/**
 * Expressions that always equal `q = dividend / divisor`, rounded towards zero, and `divisor * q`.
 *
 * *Means* with s = [dividend < 0]: `0 <= dividend - divisor * q <= divisor - 1` when not s, and
 * `1 - divisor <= dividend - divisor * q <= 0` when s.
 * *Limits* the divisor cannot be 0.
 */
export function quotientOf(target: Target, dividend: Expression, divisor: Expression): Quotient {
  const d = simplify(divisor);
  if (target.bounds(d)[0] < 0) {
    const { quotient, multiple } = quotientOf(target, dividend, times(d, -1));
    return { quotient: times(quotient, -1), multiple };
  }
  const n = simplify(dividend);
  return target.shared(`quotient ${textOf(n)} / ${textOf(d)}`, () => positiveQuotient(target, n, d));
}

function textOf(e: Expression): string {
  const { key, factor, offset } = scaled(e);
  return `${factor}(${key})+${offset}`;
}

function positiveQuotient(target: Target, n: Expression, d: Expression): Quotient {
  const [lo, hi] = target.bounds(n);
  const [least, greatest] = target.bounds(d);
  const from = Math.trunc(lo / (lo < 0 ? least : greatest));
  const to = Math.trunc(hi / (hi < 0 ? greatest : least));
  refuseOverflow(Math.max(-from, to) * greatest);
  const quotient = from === to ? constant(from + 0) : term(target.integer(from + 0, to + 0));
  const multiple = least === greatest ? times(quotient, least) : product(target, d, quotient);
  const rest = minus(n, multiple);
  if (least === greatest) fixedRest(target, { n, rest, divisor: least });
  else variableRest(target, { n, rest, divisor: d });
  return { quotient, multiple };
}

function fixedRest(target: Target, at: { n: Expression; rest: Expression; divisor: number }): void {
  const [lo, hi] = target.bounds(at.n);
  const width = at.divisor - 1;
  if (lo >= 0) target.postAlways(within(at.rest, [0, width]));
  else if (hi <= 0) target.postAlways(within(at.rest, [0 - width, 0]));
  else target.postAlways(within(plus(at.rest, term(atMost(target, at.n, -1), width)), [0, width]));
}

function variableRest(target: Target, at: { n: Expression; rest: Expression; divisor: Expression }): void {
  const [lo, hi] = target.bounds(at.n);
  const above = [compare(at.rest, '>=', 0), compare(minus(at.rest, at.divisor), '<=', -1)];
  const below = [compare(at.rest, '<=', 0), compare(plus(at.rest, at.divisor), '>=', 1)];
  if (lo >= 0 || hi <= 0) {
    for (const row of lo >= 0 ? above : below) target.postAlways(row);
    return;
  }
  const negative = atMost(target, at.n, -1);
  for (const row of above) target.postAlways({ ...row, enforce: [not(negative)] });
  for (const row of below) target.postAlways({ ...row, enforce: [negative] });
}

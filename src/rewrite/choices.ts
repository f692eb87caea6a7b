import { compare } from '../language/constraints/linear.ts';
import { type Domain, domainSize, domainValues, intersectionOf } from '../language/domain.ts';
import { type Expression, type Literal, minus, not, plus, simplify, weighted } from '../language/expression.ts';
import { type Encoding, encode } from './indicators.ts';
import type { Target } from './target.ts';

/**
 * Literals for `count` ways to satisfy what is being replaced: exactly one is true.
 *
 * Where the original is not enforced they may all be false, so that what follows from a literal can be posted always,
 * without the original's enforcement: a big-M row with one condition is tighter than one with several.
 */
export function choose(target: Target, count: number): Literal[] {
  if (count === 2 && target.unconditional) {
    const second = target.boolean();
    return [not(second), second];
  }
  const literals = Array.from({ length: count }, () => target.boolean());
  target.post({ kind: 'exactlyOne', literals: literals.slice() });
  return literals;
}

/** Ranges that an expression lies in, one for each literal of a choice. */
interface Ranges {
  readonly literals: readonly Literal[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

/**
 * Posts that the expression lies in the range of the literal that a choice has made true.
 *
 * *Means* `sum of lows[k] * literals[k] <= expression <= sum of highs[k] * literals[k]`; where a choice may be empty,
 * each term counts from the expression's own bound, so that an empty one restricts nothing.
 */
export function tie(target: Target, expression: Expression, { literals, lows, highs }: Ranges): void {
  if (target.unconditional && lows.every((low, k) => low === highs[k])) {
    target.postAlways(compare(minus(expression, weighted(literals, lows)), '=', 0));
    return;
  }
  const [lo, hi] = target.bounds(simplify(expression));
  const [raised, lowered] = [lows.map((low) => low - lo), highs.map((high) => hi - high)];
  if (raised.some((r) => r > 0)) target.postAlways(compare(minus(expression, weighted(literals, raised)), '>=', lo));
  if (lowered.some((l) => l > 0)) target.postAlways(compare(plus(expression, weighted(literals, lowered)), '<=', hi));
}

/**
 * Posts that the expression is one of `allowed`, and gives a literal for each value that is left: it implies the value.
 *
 * The indicators of the expression are shared when they say no more than that.
 */
export function selectValue(target: Target, expression: Expression, allowed: Domain): Encoding {
  const domain = target.domain(expression);
  const possible = intersectionOf(domain, allowed);
  target.refuseBeyond('values', domainSize(possible));
  if (target.unconditional && domainSize(possible) === domainSize(domain)) return encode(target, expression);
  const values = [...domainValues(possible)];
  if (values.length === 0) target.postFalse();
  if (values.length === 1 && target.unconditional) {
    target.post(compare(expression, '=', values[0]!));
    return { values, literals: [target.truth()] };
  }
  const literals = choose(target, values.length);
  tie(target, expression, { literals, lows: values, highs: values });
  return { values, literals };
}

import { DovetailError } from '../errors.ts';

/**
 * A set of integers as a flat list of closed ranges `[lo0, hi0, lo1, hi1, ...]`, sorted, disjoint and not adjacent.
 *
 * *Units* whole numbers; `-Infinity` and `Infinity` may stand at the two ends of a constraint's domain and mean no
 * bound; a variable's domain is finite.
 */
export type Domain = readonly number[];

/** The domain of a Boolean; shared by all Booleans so that a large model holds it once. */
export const BOOLEAN: Domain = Object.freeze([0, 1]);

/** Every integer. */
export const ANY: Domain = Object.freeze([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);

/** The least value. */
export function lowerOf(domain: Domain): number {
  return domain[0]!;
}

/** The greatest value. */
export function upperOf(domain: Domain): number {
  return domain[domain.length - 1]!;
}

/** Whether the domain has a value v with `domain[2k] <= v <= domain[2k + 1]` for some k. */
export function domainHas(domain: Domain, value: number): boolean {
  for (let i = 0; i < domain.length; i += 2) {
    if (value < domain[i]!) return false;
    if (value <= domain[i + 1]!) return true;
  }
  return false;
}

/** The value of the domain that is nearest to a number; the least one to what is not a number. */
export function nearestIn(domain: Domain, value: number): number {
  const wanted = Math.round(value) + 0;
  let best = domain[0]!;
  for (let i = 0; i < domain.length; i += 2) {
    const here = Math.min(Math.max(wanted, domain[i]!), domain[i + 1]!);
    if (Math.abs(here - wanted) < Math.abs(best - wanted)) best = here;
  }
  return best;
}

/** How many values the domain has; Infinity for an unbounded one. */
export function domainSize(domain: Domain): number {
  let size = 0;
  for (let i = 0; i < domain.length; i += 2) size += domain[i + 1]! - domain[i]! + 1;
  return size;
}

/** The values in increasing order. *Limits* the domain must be finite. */
export function* domainValues(domain: Domain): Generator<number> {
  for (let i = 0; i < domain.length; i += 2) {
    for (let value = domain[i]!; value <= domain[i + 1]!; value++) yield value;
  }
}

/** The ranges of any list of ranges, sorted and merged. */
export function normalDomain(ranges: readonly (readonly [number, number])[]): number[] {
  const sorted = ranges.filter(([lo, hi]) => lo <= hi).sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [lo, hi] of sorted) {
    const last = merged.length - 1;
    if (last > 0 && lo <= merged[last]! + 1) merged[last] = Math.max(merged[last]!, hi);
    else merged.push(lo, hi);
  }
  return merged;
}

/** The smallest domain that holds the given values. */
export function domainOf(values: Iterable<number>): number[] {
  return normalDomain([...values].map((value) => [value, value] as const));
}

/** The integers outside the domain. */
export function complementOf(domain: Domain): number[] {
  const gaps: number[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < domain.length; i += 2) {
    if (from < domain[i]!) gaps.push(from, domain[i]! - 1);
    from = domain[i + 1]! + 1;
  }
  if (from < Number.POSITIVE_INFINITY) gaps.push(from, Number.POSITIVE_INFINITY);
  return gaps;
}

/** The values that both domains have. */
export function intersectionOf(a: Domain, b: Domain): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const lo = Math.max(a[i]!, b[j]!);
    const hi = Math.min(a[i + 1]!, b[j + 1]!);
    if (lo <= hi) both.push(lo, hi);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return both;
}

/** The domain moved by `delta`. */
export function shiftDomain(domain: Domain, delta: number): number[] {
  return domain.map((bound) => bound + delta);
}

/**
 * Checks that a list is a domain.
 *
 * *Errors* `model/empty-domain` when it has no value or its ranges are not increasing and apart; `model/not-integer`
 * when a bound is not a whole number; `model/overflow` when a finite bound leaves the safe integers.
 */
export function checkDomain(domain: Domain, what: string): void {
  if (domain.length === 0 || domain.length % 2 === 1) {
    throw new DovetailError('model/empty-domain', `The domain of ${what} has no value: [${domain.join(', ')}].`, {
      maybe: 'give at least one range as two numbers, its least and its greatest value.',
    });
  }
  for (let i = 0; i < domain.length; i++) checkBound(domain, i, what);
}

function checkBound(domain: Domain, i: number, what: string): void {
  const bound = domain[i]!;
  const open = i === 0 ? Number.NEGATIVE_INFINITY : i === domain.length - 1 ? Number.POSITIVE_INFINITY : undefined;
  if (bound === open) return;
  if (!Number.isInteger(bound)) {
    throw new DovetailError('model/not-integer', `The domain of ${what} has the bound ${bound}.`, {
      maybe: 'scale the quantity so that it counts in whole units.',
    });
  }
  if (!Number.isSafeInteger(bound)) {
    throw new DovetailError('model/overflow', `The domain of ${what} has the bound ${bound}, beyond 2^53 - 1.`, {
      maybe: 'use tighter bounds.',
    });
  }
  const tooLow = i > 0 && (i % 2 === 1 ? bound < domain[i - 1]! : bound <= domain[i - 1]! + 1);
  if (tooLow) {
    throw new DovetailError(
      'model/empty-domain',
      `The domain of ${what} is not a list of increasing ranges: [${domain.join(', ')}].`,
      { maybe: 'the lower bound is above the upper one, or two ranges overlap or touch.' },
    );
  }
}

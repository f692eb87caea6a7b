/** Beyond this, CP-SAT's clients mean no bound; a bound may have been moved a little from the end of int64. */
const NO_BOUND = 2 ** 62;

/**
 * The domain of a linear constraint as read from a file: bounds beyond 2^62 become infinite, ranges beyond it vanish.
 *
 * Finite bounds that doubles do not hold exactly stay, for the check of the model to refuse.
 */
export function linearDomain(domain: readonly number[] = []): number[] {
  const ranges: number[] = [];
  for (let i = 0; i < domain.length; i += 2) {
    const lo = domain[i]!;
    const hi = domain[i + 1];
    if (lo >= NO_BOUND || (hi !== undefined && hi <= -NO_BOUND)) continue;
    ranges.push(lo <= -NO_BOUND ? Number.NEGATIVE_INFINITY : lo);
    if (hi !== undefined) ranges.push(hi >= NO_BOUND ? Number.POSITIVE_INFINITY : hi);
  }
  return ranges;
}

/** The level of a reservoir; no sum reaches the ends of the safe integers, so what lies beyond them bounds nothing. */
export function levelLimit(level = 0): number {
  return Math.min(Math.max(level, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** Whether a number read from text can be of the type; the ends of int64 arrive rounded to powers of two. */
export function fitsInteger(value: number, type: string): boolean {
  const limit = type === 'int64' ? 2 ** 63 : 2 ** 31;
  return Number.isInteger(value) && value >= -limit && (value < limit || (value === limit && type === 'int64'));
}

/** A whole number in full digits; what lies beyond int64 is its nearest end. */
export function integerText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (value >= 2 ** 63) return '9223372036854775807';
  return value <= -(2 ** 63) ? '-9223372036854775808' : BigInt(value).toString();
}

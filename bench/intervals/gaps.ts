import type { Row } from './measure.ts';

/** How far a schedule is from the best known, in percent; not a number where there is none after that budget. */
export function gapOf({ family, name, values }: Row, budget: number, best: ReadonlyMap<string, number>): number {
  const known = best.get(`${family} ${name}`)!;
  return (100 * ((values[budget] ?? Number.NaN) - known)) / Math.max(1, known);
}

/** The best known of each instance, or the best of the run where nobody published one. */
export function bestValues(rows: readonly Row[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { family, name, best: known, values } of rows) {
    const key = `${family} ${name}`;
    const own = known ?? Math.min(...values.map((value) => value ?? Number.POSITIVE_INFINITY));
    best.set(key, Math.min(own, best.get(key) ?? Number.POSITIVE_INFINITY));
  }
  return best;
}

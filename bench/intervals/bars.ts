import { bestValues, gapOf } from './gaps.ts';
import { BUDGETS_S, type Row } from './measure.ts';

/**
 * Where the race is not ahead of somebody on a family: the geometric mean of the ratio of the objectives, each with 1 added as
 * some of them are 0, is above 1 after some budget from 1 s on. One that has found nothing there is passed over.
 */
export function behind(rows: readonly Row[], by: string): string[] {
  const said: string[] = [];
  for (const [family, own] of Map.groupBy(rows, (row) => row.family)) {
    const others = new Map(own.filter((row) => row.by === by).map((row) => [row.name, row]));
    BUDGETS_S.forEach((budget, b) => {
      const ratios = own.flatMap((row) => {
        const [mine, other] = [row.values[b], others.get(row.name)?.values[b]];
        return row.by !== 'race' || mine === undefined || other === undefined ? [] : [(mine + 1) / (other + 1)];
      });
      if (ratios.length === 0) return;
      const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
      if (mean > 1) said.push(`${family}: ${mean.toFixed(4)} times the objective of ${by} after ${budget} s.`);
    });
  }
  return said;
}

/** The race may be this much further from the best known, in points, than a program that knows the one problem. */
const MOST_FURTHER = 0.2;

/**
 * Where the race is further than that from the best known after some budget, on the mean of a family. What the plain program has not
 * found by then is passed over; what the race has not found counts as infinitely far.
 */
export function furtherThanPlain(rows: readonly Row[]): string[] {
  const best = bestValues(rows);
  const said: string[] = [];
  for (const [family, own] of Map.groupBy(rows, (row) => row.family)) {
    const plain = new Map(own.filter(({ by }) => by === 'plain').map((row) => [row.name, row]));
    BUDGETS_S.forEach((budget, b) => {
      const gaps = own.flatMap((row) => {
        const other = plain.get(row.name);
        if (row.by !== 'race' || other?.values[b] === undefined) return [];
        const mine = gapOf(row, b, best);
        return [(Number.isNaN(mine) ? Number.POSITIVE_INFINITY : mine) - gapOf(other, b, best)];
      });
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      if (mean > MOST_FURTHER)
        said.push(
          `${family}: ${mean.toFixed(2)} points further from the best known than the plain program after ${budget} s.`,
        );
    });
  }
  return said;
}

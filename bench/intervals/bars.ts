import { bestValues, gapOf } from './gaps.ts';
import { BUDGETS_S, type Row } from './measure.ts';

/** Where the race is not ahead of somebody on a family: the ratio of the objectives is above 1 after some budget. */
export function behind(rows: readonly Row[], by: string): string[] {
  return [...Map.groupBy(rows, (row) => row.family)].flatMap(([family, own]) =>
    BUDGETS_S.flatMap((budget, b) => {
      const ratio = ratioTo(own, by, b);
      if (ratio === undefined || ratio <= 1) return [];
      return [`${family}: ${ratio.toFixed(4)} times the objective of ${by} after ${budget} s.`];
    }),
  );
}

/** The race's objectives are to be this share of those of native OR-Tools, after these budgets. */
const MOST_OF_NATIVE = { ratio: 0.97, budgets: [1, 5, 10] } as const;

/** Where the race is not that far ahead of native OR-Tools, on the mean of everything that was run. */
export function notFarAhead(rows: readonly Row[]): string[] {
  return MOST_OF_NATIVE.budgets.flatMap((budget) => {
    const ratio = ratioTo(rows, 'native', BUDGETS_S.indexOf(budget));
    if (ratio === undefined || ratio <= MOST_OF_NATIVE.ratio) return [];
    return [
      `all: ${ratio.toFixed(4)} times the objective of native after ${budget} s, the bar is ${MOST_OF_NATIVE.ratio}.`,
    ];
  });
}

/**
 * The geometric mean of the ratio of the race's objectives to somebody's after a budget, each with 1 added as some of them are 0;
 * undefined where nothing can be compared. One that has found nothing by then is passed over.
 */
function ratioTo(rows: readonly Row[], by: string, budget: number): number | undefined {
  const keyOf = ({ family, name }: Row): string => `${family} ${name}`;
  const others = new Map(rows.filter((row) => row.by === by).map((row) => [keyOf(row), row]));
  const logs = rows.flatMap((row) => {
    const [mine, other] = [row.values[budget], others.get(keyOf(row))?.values[budget]];
    return row.by !== 'race' || mine === undefined || other === undefined ? [] : [Math.log((mine + 1) / (other + 1))];
  });
  return logs.length === 0 ? undefined : Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}

/** With operators the race may be this far from the best known at the end, in percent, on the mean. */
const MOST_WITH_OPERATORS = 0.5;

/** Where the race is further than that on a family with operators, and what it has not proved although a plain bound says it. */
export function missedWithOperators(rows: readonly Row[]): string[] {
  const races = rows.filter(({ by, plainBound }) => by === 'race' && plainBound !== undefined);
  const best = bestValues(rows);
  const said: string[] = [];
  for (const [family, own] of Map.groupBy(races, (row) => row.family)) {
    const last = BUDGETS_S.length - 1;
    const gaps = own.map((row) => gapOf(row, last, best));
    const mean = gaps.reduce((sum, gap) => sum + (Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap), 0) / own.length;
    if (mean > MOST_WITH_OPERATORS)
      said.push(
        `${family}: ${mean.toFixed(2)} % from the best known after ${BUDGETS_S[last]} s, the bar is ${MOST_WITH_OPERATORS} %.`,
      );
  }
  for (const { name, best, plainBound, provedMs } of races)
    if (plainBound === best && provedMs === undefined)
      said.push(`${name}: ${best} is not proved, though a job, a machine or all work needs as long.`);
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

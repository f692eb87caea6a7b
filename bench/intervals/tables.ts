import type { BenchTable } from '../bench.ts';
import { BUDGETS_S, type Row } from './measure.ts';

export function tablesOf(rows: readonly Row[]): BenchTable[] {
  const families = [...new Set(rows.map(({ family }) => family))];
  return [meansOf(rows, families), ...families.map((family) => listOf(family, rows))];
}

/**
 * By family and solver: the mean gap after each budget, to the best known or else to the best of the run, also of each
 * half, so that what was chosen on one half can be judged on the other.
 */
function meansOf(rows: readonly Row[], families: readonly string[]): BenchTable {
  const best = bestValues(rows);
  const mean = (list: readonly Row[], budget: number): string => {
    const found = list.map((row) => gapOf(row, budget, best)).filter((value) => !Number.isNaN(value));
    const text = (found.reduce((total, value) => total + value, 0) / found.length).toFixed(2);
    return found.length < list.length ? `${text} of ${found.length}` : text;
  };
  const out: (string | number)[][] = [];
  for (const family of families) {
    for (const by of new Set(rows.filter((row) => row.family === family).map((row) => row.by))) {
      const own = rows.filter((row) => row.family === family && row.by === by);
      const firsts = own.flatMap(({ firstMs }) => firstMs ?? []).sort((a, b) => a - b);
      const halves = [0, 1].map((half) =>
        mean(
          own.filter((_, i) => i % 2 === half),
          BUDGETS_S.length - 1,
        ),
      );
      const proofs = own.filter(({ provedMs }) => provedMs !== undefined).length;
      const first = Math.round(firsts[Math.floor(firsts.length / 2)] ?? Number.NaN);
      out.push([family, by, own.length, ...BUDGETS_S.map((_, b) => mean(own, b)), ...halves, first, proofs]);
    }
  }
  const head = [
    'family',
    'by',
    'instances',
    ...BUDGETS_S.map((s) => `gap % ${s} s`),
    'even',
    'odd',
    'first ms',
    'proofs',
  ];
  return { title: 'Mean gap to the best known', head, rows: out };
}

/** How far a schedule is from the best known, in percent; not a number where there is none after that budget. */
function gapOf({ family, name, values }: Row, budget: number, best: ReadonlyMap<string, number>): number {
  const known = best.get(`${family} ${name}`)!;
  return (100 * ((values[budget] ?? Number.NaN) - known)) / Math.max(1, known);
}

/** The best known of each instance, or the best of the run where nobody published one. */
function bestValues(rows: readonly Row[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { family, name, best: known, values } of rows) {
    const key = `${family} ${name}`;
    const own = known ?? Math.min(...values.map((value) => value ?? Number.POSITIVE_INFINITY));
    best.set(key, Math.min(own, best.get(key) ?? Number.POSITIVE_INFINITY));
  }
  return best;
}

function listOf(family: string, rows: readonly Row[]): BenchTable {
  return {
    title: family,
    head: ['instance', 'by', 'first ms', ...BUDGETS_S.map((s) => `${s} s`), 'bound', 'proved ms', 'best known'],
    rows: rows
      .filter((row) => row.family === family)
      .map(({ name, by, firstMs, values, bound, provedMs, best }) => [
        name,
        by,
        ...[firstMs, ...values, bound, provedMs, best].map((value) => (value === undefined ? '-' : Math.round(value))),
      ]),
  };
}

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

import type { BenchTable } from '../bench.ts';
import { bestValues, gapOf } from './gaps.ts';
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

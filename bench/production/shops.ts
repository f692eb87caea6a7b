import { production } from '../../models/production/index.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { solve } from '../../src/solve/solve.ts';
import type { BenchOptions, BenchTable } from '../bench.ts';
import { shopModel } from '../instances/shops/models.ts';
import { type PublishedShop, publishedShops } from '../instances/shops/published.ts';
import { workshopOf } from '../instances/shops/workshop.ts';

const BUDGET_S = 10;

/** Points by which the mean gap through the model may be above that of the same instances given to the engines directly. */
const MOST_POINTS = 0.5;

interface Row {
  readonly family: string;
  readonly name: string;
  readonly best: number | undefined;
  readonly through: number | undefined;
  readonly direct: number | undefined;
  readonly buildMs: number;
}

/** Public job shops, flexible ones, and those with operators: through the production model, and directly. */
export async function measureShops(options: BenchOptions, failures: string[]) {
  const only = new RegExp(process.env.DOVETAIL_BENCH_ONLY ?? '');
  const rows: Row[] = [];
  for (const shop of await publishedShops())
    if (only.test(shop.name)) rows.push(await measure(shop, options, failures));
  return { tables: tablesOf(rows, failures), data: rows };
}

async function measure(shop: PublishedShop, { note, quick }: BenchOptions, failures: string[]): Promise<Row> {
  const { best, data, family, name, operators } = shop;
  const limits = { timeLimitMs: (BUDGET_S * 1000) / quick };
  note(`${name}: through the model`);
  const input = production.parse(workshopOf(name, data, operators));
  const began = performance.now();
  const built = production.build(input);
  const buildMs = performance.now() - began;
  const { outcome } = await solve(built.model, limits);
  if (outcome.solution) {
    const { isLegal, issues, penalty } = production.review(input, production.read(built, outcome.solution.values));
    if (!isLegal) failures.push(`${name}: the review finds ${issues[0]?.text}`);
    if (penalty !== outcome.solution.objective)
      failures.push(`${name}: the review counts ${penalty}, the model ${outcome.solution.objective}`);
  }
  note(`${name}: directly`);
  const model = shopModel(name, data, operators);
  const other = await solve(model, limits);
  const values = other.outcome.solution?.values;
  if (values && !isFeasible(model, values)) failures.push(`${name}: the schedule does not hold`);
  const [through, direct] = [outcome.solution?.objective, other.outcome.solution?.objective];
  for (const [way, bound] of [
    ['through the model', outcome.bound],
    ['directly', other.outcome.bound],
  ] as const) {
    if (best !== undefined && bound !== undefined && bound > best)
      failures.push(`${name}, ${way}: the bound ${bound} is above the best known ${best}`);
  }
  return { family, name, best, through, direct, buildMs };
}

function tablesOf(rows: readonly Row[], failures: string[]): BenchTable[] {
  const families = [...Map.groupBy(rows, ({ family }) => family)];
  const means = families.map(([family, own]): (string | number)[] => {
    const gap = (of: 'through' | 'direct'): number =>
      own.reduce((sum, row) => {
        const known = row.best ?? Math.min(row.through ?? Number.NaN, row.direct ?? Number.NaN);
        return sum + (100 * ((row[of] ?? Number.NaN) - known)) / known;
      }, 0) / own.length;
    const [through, direct] = [gap('through'), gap('direct')];
    if (!(through <= direct + MOST_POINTS))
      failures.push(`${family}: ${through.toFixed(2)} % through the model, ${direct.toFixed(2)} % directly`);
    return [family, own.length, through.toFixed(2), direct.toFixed(2)];
  });
  const list = rows.map(({ best, buildMs, direct, name, through }) => [
    name,
    ...[best, through, direct, buildMs].map((value) => (value === undefined ? '-' : Math.round(value))),
  ]);
  return [
    {
      title: `Mean gap to the best known after ${BUDGET_S} s`,
      head: ['family', 'instances', 'through the model %', 'directly %'],
      rows: means,
    },
    { title: 'Instances', head: ['instance', 'best known', 'through the model', 'directly', 'build ms'], rows: list },
  ];
}

import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import { now } from '../src/engines/engine.ts';
import { threadCounts } from '../src/engines/thread/host.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench } from './bench.ts';
import { generatedShop, SHOP_KINDS } from './instances/shops/generated.ts';

const MINUTES = 10;
/** Memory may grow by so much from the second minute on. */
const GROWTH_MB = 150;

/**
 * Ten minutes of solving without a pause in one process: whether anything piles up. `staffing`: R1 to R3; `shops`: generated shops
 * of every kind; both by turns unless one is asked for.
 */
export const endurance: Bench = {
  name: 'endurance',
  description: 'ten minutes of solving in one process: resident memory minute by minute, threads at the end',
  parts: ['staffing', 'shops'],
  async run({ note, quick, parts }) {
    const failures: string[] = [];
    const isAsked = (part: string): boolean => parts.length === 0 || parts.includes(part);
    const inputs = (['R1', 'R2', 'R3'] as const).map((size) =>
      staffing.parse(generate({ ...REFERENCE_SIZES[size], seed: 1 })),
    );
    const builders: ((turn: number) => Model)[] = [
      ...(isAsked('staffing') ? inputs.map((input) => () => staffing.build(input).model) : []),
      ...(isAsked('shops') ? SHOP_KINDS.map((kind) => (turn: number) => generatedShop(kind, turn + 1)) : []),
    ];
    const rows: number[][] = [];
    const began = now();
    const minuteMs = 60_000 / quick;
    let solves = 0;
    while (rows.length < MINUTES) {
      const model = builders[solves % builders.length]!(solves);
      const { outcome } = await solve(model, { timeLimitMs: Math.min(3000, minuteMs / 4), seed: solves + 1 });
      solves++;
      if (!outcome.solution || !isFeasible(model, outcome.solution.values))
        failures.push(`solve ${solves} found nothing that holds`);
      if (now() - began < (rows.length + 1) * minuteMs) continue;
      rows.push([rows.length + 1, solves, Math.round(process.memoryUsage.rss() / 2 ** 20), threadCounts().warm]);
      note(`minute ${rows.length}: ${solves} solves, ${rows.at(-1)![2]} MB`);
    }
    const growth = rows.at(-1)![2]! - rows[1]![2]!;
    if (growth > GROWTH_MB) failures.push(`memory grew by ${growth} MB from minute 2 to minute ${MINUTES}`);
    const head = ['minute', 'solves', 'MB resident', 'warm threads'];
    return { tables: [{ title: 'Solving without a pause', head, rows }], data: rows, failures };
  },
};

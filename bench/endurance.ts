import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import { now } from '../src/engines/engine.ts';
import { threadCounts } from '../src/engines/thread/host.ts';
import { isFeasible } from '../src/language/holds.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench } from './bench.ts';

const MINUTES = 10;
/** Memory may grow by so much from the second minute on. */
const GROWTH_MB = 150;

/** Ten minutes of solving without a pause in one process: whether anything piles up. */
export const endurance: Bench = {
  name: 'endurance',
  description: 'ten minutes of solving R1 to R3 in one process: resident memory minute by minute, threads at the end',
  async run({ note, quick }) {
    const failures: string[] = [];
    const inputs = (['R1', 'R2', 'R3'] as const).map((size) =>
      staffing.parse(generate({ ...REFERENCE_SIZES[size], seed: 1 })),
    );
    const rows: number[][] = [];
    const began = now();
    const minuteMs = 60_000 / quick;
    let solves = 0;
    while (rows.length < MINUTES) {
      const { model } = staffing.build(inputs[solves % inputs.length]!);
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

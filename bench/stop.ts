import { now } from '../src/engines/engine.ts';
import type { EngineName } from '../src/engines/registry.ts';
import { endWarmThreads, threadCounts } from '../src/engines/thread/host.ts';
import { solve } from '../src/solve/solve.ts';
import { type Bench, type BenchOptions, quantile } from './bench.ts';
import { SHAPES, staffingShaped } from './instances/staffingShaped.ts';

const ENGINES: readonly EngineName[] = [
  'cp-sat',
  'highs',
  'local',
  'lns',
  'glpk',
  'javascript-lp-solver',
  'exhaustive',
];
/** They use all the time there is. */
const IMPROVERS: ReadonlySet<EngineName> = new Set(['local', 'lns']);
const STOP_AFTER_MS = 200;
/** A stop is answered within this time. */
const BAR_MS = 300;
const STOPS = 20;
const SOLVES = 200;
/** Resident memory may grow by this much over the later half of the solves. */
const GROWTH_MB = 100;

/** How fast a stop is answered, and whether many solves in one process leave anything behind. */
export const stop: Bench = {
  name: 'stop',
  description: 'the time from a stop to the answer, and memory and threads over 200 solves, for each engine',
  async run(options) {
    const failures: string[] = [];
    const stops: (string | number)[][] = [];
    for (const engine of ENGINES) stops.push(await measureStops(engine, options, failures));
    const leaks: (string | number)[][] = [];
    for (const engine of ENGINES) leaks.push(await measureLeaks(engine, options, failures));
    return {
      tables: [
        {
          title: `Stop after ${STOP_AFTER_MS} ms`,
          head: ['engine', 'stops', 'p50 ms', 'worst ms', 'with a solution'],
          rows: stops,
        },
        {
          title: `${SOLVES} solves in a row`,
          head: ['engine', 'solves', 'MB at half', 'MB at end', 'threads'],
          rows: leaks,
        },
      ],
      data: { stops, leaks },
      failures,
    };
  },
};

async function measureStops(engine: EngineName, { note, quick }: BenchOptions, failures: string[]) {
  const model = staffingShaped({ ...SHAPES.middle, events: 400 });
  const small = staffingShaped({ ...SHAPES.small, events: 3, employees: 2, window: [2, 2] });
  const answered: number[] = [];
  let withSolution = 0;
  for (let i = 0; i < Math.ceil(STOPS / quick); i++) {
    note(`${engine}: stop ${i + 1}`);
    // A warm thread, also after one was ended; local search would take all the time there is.
    await solve(small, { engine, timeLimitMs: IMPROVERS.has(engine) ? 50 : 20_000 });
    const controller = new AbortController();
    let asked = 0;
    setTimeout(() => {
      asked = now();
      controller.abort();
    }, STOP_AFTER_MS);
    const { outcome } = await solve(model, { engine, signal: controller.signal });
    if (outcome.stopped !== 'cancelled') failures.push(`${engine}: ended with ${outcome.stopped} before the stop`);
    answered.push(now() - asked);
    if (outcome.solution) withSolution++;
  }
  await endWarmThreads();
  const worst = Math.max(...answered);
  if (worst > BAR_MS) failures.push(`${engine}: a stop took ${Math.round(worst)} ms, more than ${BAR_MS}`);
  return [engine, answered.length, Math.round(quantile(answered, 0.5)), Math.round(worst), withSolution];
}

async function measureLeaks(engine: EngineName, { note, quick }: BenchOptions, failures: string[]) {
  const model = staffingShaped({
    ...SHAPES.small,
    events: engine === 'exhaustive' ? 3 : 12,
    employees: 3,
    window: [2, 3],
  });
  const megabytes: number[] = [];
  let objective: number | undefined;
  const solves = Math.ceil(SOLVES / quick);
  for (let i = 0; i < solves; i++) {
    if (i % 20 === 0) note(`${engine}: solve ${i + 1} of ${solves}`);
    const { outcome } = await solve(model, { engine, timeLimitMs: IMPROVERS.has(engine) ? 50 : 20_000 });
    objective ??= outcome.solution?.objective;
    // What a search finds in 50 ms depends on the clock.
    if (!IMPROVERS.has(engine) && outcome.solution?.objective !== objective)
      failures.push(`${engine}: ${outcome.solution?.objective}, was ${objective}`);
    megabytes.push(process.memoryUsage.rss() / 2 ** 20);
  }
  const { warm } = threadCounts();
  const [half, end] = [megabytes[Math.floor(solves / 2)]!, megabytes.at(-1)!];
  if (end - half > GROWTH_MB) failures.push(`${engine}: memory grew by ${Math.round(end - half)} MB`);
  if (warm > 1) failures.push(`${engine}: ${warm} threads wait after solves one at a time`);
  await endWarmThreads();
  return [engine, solves, Math.round(half), Math.round(end), warm];
}

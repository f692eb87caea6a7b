import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import { now } from '../src/engines/engine.ts';
import type { Model } from '../src/language/model.ts';
import { solve } from '../src/solve/solve.ts';
import { type Bench, type BenchOptions, quantile } from './bench.ts';

const RUNS = 200;
const LIMIT_MS = 500;
const STOPS = 100;
/** A stop is asked for at a random moment up to this. */
const LATEST_STOP_MS = 600;
/** At most so late: of all runs but one in a hundred, and of every stop. */
const BAR_MS = 300;

/** How well the race keeps a time limit, and how fast it answers a stop, on the staffing model of R3. */
export const limits: Bench = {
  name: 'limits',
  description: 'overrun of 200 time limits of 0.5 s, and the answers to 100 stops, of the race on R3',
  async run(options) {
    const { model } = staffing.build(staffing.parse(generate({ ...REFERENCE_SIZES.R3, seed: 1 })));
    await solve(model, { timeLimitMs: 2000 });
    const failures: string[] = [];
    const overruns = await overrunsOf(model, options, failures);
    const answers = await answersOf(model, options, failures);
    const rowOf = (what: string, ms: readonly number[]) => [
      what,
      ms.length,
      ...[0.5, 0.95, 0.99].map((share) => Math.round(quantile(ms, share))),
      Math.round(Math.max(...ms)),
    ];
    if (quantile(overruns, 0.99) > BAR_MS) failures.push(`the limit is overrun by more than ${BAR_MS} ms at p99`);
    if (Math.max(...answers) > BAR_MS) failures.push(`a stop took more than ${BAR_MS} ms`);
    return {
      tables: [
        {
          title: 'Milliseconds after the limit or the stop',
          head: ['what', 'runs', 'p50', 'p95', 'p99', 'worst'],
          rows: [rowOf(`limit of ${LIMIT_MS} ms`, overruns), rowOf('stop', answers)],
        },
      ],
      data: { overruns, answers },
      failures,
    };
  },
};

async function overrunsOf(model: Model, { note, quick }: BenchOptions, failures: string[]): Promise<number[]> {
  const overruns: number[] = [];
  for (let i = 0; i < Math.ceil(RUNS / quick); i++) {
    if (i % 20 === 0) note(`limit ${i + 1}`);
    const began = now();
    const { outcome } = await solve(model, { timeLimitMs: LIMIT_MS, seed: i + 1 });
    overruns.push(now() - began - LIMIT_MS);
    if (outcome.stopped !== 'time-limit' || !outcome.solution) {
      failures.push(`run ${i + 1} ended with ${outcome.stopped} and ${outcome.solution ? 'a' : 'no'} schedule`);
    }
  }
  return overruns;
}

async function answersOf(model: Model, { note, quick }: BenchOptions, failures: string[]): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < Math.ceil(STOPS / quick); i++) {
    if (i % 20 === 0) note(`stop ${i + 1}`);
    const controller = new AbortController();
    let [asked, had]: [number, boolean] = [0, false];
    let found = false;
    setTimeout(
      () => {
        [asked, had] = [now(), found];
        controller.abort();
      },
      ((i * 37) % STOPS) * (LATEST_STOP_MS / STOPS),
    );
    const onIncumbent = (): void => {
      found = true;
    };
    const { outcome } = await solve(model, { signal: controller.signal, seed: i + 1, onIncumbent });
    answers.push(now() - asked);
    if (outcome.stopped !== 'cancelled') failures.push(`stop ${i + 1}: ended with ${outcome.stopped}`);
    if (had && !outcome.solution) failures.push(`stop ${i + 1}: the schedule that was found is lost`);
  }
  return answers;
}

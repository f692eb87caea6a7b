import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import { now } from '../src/engines/engine.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { nativeWay, ourWay, type Way } from './ways.ts';

type SizeName = keyof typeof REFERENCE_SIZES;

const SIZES = Object.keys(REFERENCE_SIZES) as SizeName[];
const SEEDS = [1, 2, 3];
/** Solves before the one that is measured. */
const WARMING = 5;

interface Bars {
  /** After how many seconds the penalty is looked at. */
  readonly budgetsS: readonly number[];
  /** From a parsed input to the model, and to the first schedule, warm. */
  readonly buildMs?: number;
  readonly firstMs: number;
  /** The time to the proof is at most this many times that of native CP-SAT. */
  readonly proof?: number;
  /** Of the penalty, what lies between it and the bound at the end. */
  readonly gap?: number;
}

const BARS: Readonly<Record<SizeName, Bars>> = {
  R1: { budgetsS: [0.1, 1, 5, 20], buildMs: 20, firstMs: 30, proof: 1.5 },
  R2: { budgetsS: [0.1, 1, 5, 20], buildMs: 60, firstMs: 60, proof: 1 },
  R3: { budgetsS: [0.1, 1, 5, 20], buildMs: 400, firstMs: 150, gap: 0.08 },
  R4: { budgetsS: [1, 5, 20, 60], firstMs: 2000, gap: 0.35 },
};

interface Row extends Way {
  readonly size: SizeName;
  readonly seed: number;
  readonly buildMs: number;
}

/** The race on the reference sizes of staffing beside native OR-Tools on the same model. */
export const raceBench: Bench = {
  name: 'race',
  description:
    'R1 to R4, three seeds: build, first schedule, penalty after 0.1 to 20 s, R4 60 s, bound; native OR-Tools',
  parts: SIZES,
  async run(options) {
    const rows: Row[] = [];
    const failures: string[] = [];
    for (const size of SIZES.filter((one) => options.parts.length === 0 || options.parts.includes(one))) {
      for (const seed of SEEDS) {
        const own = await measure(size, seed, options, failures);
        failures.push(...missedBars(own));
        rows.push(...own);
      }
    }
    await endWarmThreads();
    return { tables: [tableOf(rows)], data: rows, failures };
  },
};

async function measure(
  size: SizeName,
  seed: number,
  { note, quick }: BenchOptions,
  failures: string[],
): Promise<Row[]> {
  const where = `${size} seed ${seed}`;
  const input = staffing.parse(generate({ ...REFERENCE_SIZES[size], seed }));
  note(`${where}: race`);
  // What serves many runs has compiled its code: so have these measurements.
  for (let i = 0; i < WARMING; i++)
    await solve(staffing.build(input).model, { timeLimitMs: 2000, afterFirstFeasibleMs: 300 });
  const began = now();
  const { model } = staffing.build(input);
  const buildMs = now() - began;
  const asked = { model, budgetsS: BARS[size].budgetsS.map((seconds) => seconds / quick), seed };
  const { way, faults } = await ourWay(asked, 'auto');
  failures.push(...faults.map((text) => `${where}: ${text}`));
  note(`${where}: native OR-Tools`);
  const native = await nativeWay(asked);
  if (!native) failures.push(`${where}: there is no native OR-Tools to compare with; see bench/peers/README.md`);
  return [way, ...(native ? [native] : [])].map((one) => ({ size, seed, buildMs, ...one }));
}

/** Where the race was worse than a bar, or than native OR-Tools. */
function missedBars([race, native]: readonly Row[]): string[] {
  const { size, seed, buildMs, values, firstMs, bound, provedMs } = race!;
  const bars = BARS[size];
  const missed: string[] = [];
  const atMost = (what: string, value: number | undefined, bar: number | undefined): void => {
    if (bar === undefined || (value !== undefined && value <= bar)) return;
    const said = value === undefined ? 'none' : `${Math.round(1000 * value) / 1000}`;
    missed.push(`${size} seed ${seed}: ${what}: ${said}; the bar is ${Math.round(1000 * bar) / 1000}`);
  };
  atMost('ms to build the model', buildMs, bars.buildMs);
  atMost('ms to the first schedule', firstMs === undefined ? undefined : buildMs + firstMs, bars.firstMs);
  const last = values.at(-1);
  atMost('gap at the end', last === undefined || bound === undefined ? undefined : (last - bound) / last, bars.gap);
  bars.budgetsS.forEach((seconds, i) => {
    atMost(`penalty after ${seconds} s, native OR-Tools as bar`, values[i], native?.values[i]);
  });
  if (bars.proof !== undefined && native?.provedMs !== undefined)
    atMost('ms to the proof', provedMs, bars.proof * native.provedMs);
  return missed;
}

function tableOf(rows: readonly Row[]) {
  const whole = (value: number | undefined): number | string => (value === undefined ? '-' : Math.round(value));
  return {
    title: 'Penalty after the budgets of its size; first ms from the model on (native: from the start of its search)',
    head: ['size', 'seed', 'by', 'build ms', 'first ms', '1st', '2nd', '3rd', 'end', 'bound', 'status', 'proved ms'],
    rows: rows.map(({ size, seed, by, buildMs, firstMs, values, bound, status, provedMs }) => {
      return [
        size,
        seed,
        by,
        whole(by === 'race' ? buildMs : undefined),
        whole(firstMs),
        ...values.map(whole),
        whole(bound),
        status,
        whole(provedMs),
      ];
    }),
  };
}

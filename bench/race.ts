import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import { now } from '../src/engines/engine.ts';
import type { EngineName } from '../src/engines/registry.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveOf } from '../src/language/objective.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type NativeAnswer, nativeOrtools } from './peers/nativeOrtools.ts';

type SizeName = keyof typeof REFERENCE_SIZES;

const BUDGETS_S = [0.1, 1, 5, 20] as const;
const SEEDS = [1, 2, 3];
/** Solves before the one that is measured. */
const WARMING = 5;

/** Engines that are also measured alone, on the first seed. */
const ALONE: readonly EngineName[] = ['local', 'lns', 'highs', 'cp-sat'];

/** For orientation: milliseconds from a parsed input to the first schedule, warm. */
const FIRST_BARS_MS: Readonly<Record<SizeName, number>> = { R1: 30, R2: 60, R3: 250, R4: 3000 };

/** The time to the proof is at most this many times that of native CP-SAT. */
const PROOF_BARS: Partial<Record<SizeName, number>> = { R1: 1.5, R2: 1 };

/** One solver's way through one model. */
interface Row {
  readonly size: SizeName;
  readonly seed: number;
  /** `race`, an engine alone, or `native`. */
  readonly by: string;
  readonly firstMs: number | null;
  /** After each budget. */
  readonly penalties: readonly (number | null)[];
  readonly bound: number | null;
  readonly status: string;
  /** When the proof was complete. */
  readonly provedMs: number | null;
}

/** The race on the reference sizes, beside each of its engines alone and native OR-Tools on the same model. */
export const raceBench: Bench = {
  name: 'race',
  description:
    'R1 to R4, three seeds: first schedule, penalty after 0.1, 1, 5 and 20 s, bound; engines alone, native OR-Tools',
  async run(options) {
    const rows: Row[] = [];
    const failures: string[] = [];
    for (const size of sizesFrom(process.env.DOVETAIL_BENCH_SIZES)) {
      for (const seed of SEEDS) rows.push(...(await measure({ size, seed }, options, failures)));
    }
    failures.push(...missedBars(rows, options.quick));
    return { tables: tablesOf(rows), data: rows, failures };
  },
};

/** All sizes, or those that `DOVETAIL_BENCH_SIZES` names, such as `R1,R3`. */
function sizesFrom(text: string | undefined): SizeName[] {
  const all = Object.keys(REFERENCE_SIZES) as SizeName[];
  return text ? all.filter((size) => text.split(',').includes(size)) : all;
}

interface Instance {
  readonly size: SizeName;
  readonly seed: number;
}

async function measure(instance: Instance, { note, quick }: BenchOptions, failures: string[]): Promise<Row[]> {
  const { size, seed } = instance;
  const input = staffing.parse(generate({ ...REFERENCE_SIZES[size], seed }));
  const seconds = BUDGETS_S.at(-1)! / quick;
  const rows: Row[] = [];
  note(`${size} seed ${seed}: race`);
  // What serves many runs has compiled its code: so have these measurements.
  for (let i = 0; i < WARMING; i++)
    await solve(staffing.build(input).model, { timeLimitMs: 2000, afterFirstFeasibleMs: 300 });
  const began = now();
  const { model } = staffing.build(input);
  const buildMs = now() - began;
  const raced = await solve(model, { timeLimitMs: seconds * 1000, seed });
  rows.push(rowOf({ ...instance, by: 'race' }, { model, solved: raced, buildMs, quick }, failures));
  for (const engine of seed === SEEDS[0] ? ALONE : []) {
    note(`${size} seed ${seed}: ${engine} alone`);
    const solved = await solve(model, { timeLimitMs: seconds * 1000, seed, engine });
    rows.push(rowOf({ ...instance, by: engine }, { model, solved, buildMs, quick }, failures));
  }
  note(`${size} seed ${seed}: native OR-Tools`);
  const native = await nativeOrtools(model, { timeLimitS: seconds, workers: 2, seed });
  if (native) rows.push(nativeRow(instance, native, quick));
  else failures.push(`${size}: there is no native OR-Tools to compare with; see bench/peers/README.md`);
  for (const { by, firstMs, penalties, status } of rows) {
    note(`${size} seed ${seed}: ${by}: first ${firstMs?.toFixed(0)} ms, ${penalties.join(' / ')}, ${status}`);
  }
  return rows;
}

interface Measured {
  readonly model: Model;
  readonly solved: SolveResult;
  readonly buildMs: number;
  readonly quick: number;
}

/** Asserts the answer, then reports its times. */
function rowOf(
  where: Pick<Row, 'size' | 'seed' | 'by'>,
  { model, solved, buildMs, quick }: Measured,
  failures: string[],
): Row {
  const { outcome, incumbents } = solved;
  const { solution } = outcome;
  if (solution && (!isFeasible(model, solution.values) || objectiveOf(model, solution.values) !== solution.objective)) {
    failures.push(`${where.size} seed ${where.seed}: the answer of ${where.by} does not hold`);
  }
  for (const { message } of solved.defects) failures.push(`${where.size} seed ${where.seed}: ${message}`);
  return {
    ...where,
    firstMs: solved.firstFeasibleMs === undefined ? null : buildMs + solved.firstFeasibleMs,
    penalties: penaltiesOf(incumbents, quick),
    bound: outcome.bound ?? null,
    status: outcome.proof === 'none' ? outcome.stopped : outcome.proof,
    provedMs: outcome.proof === 'optimal' ? solved.ms : null,
  };
}

/** CP-SAT prints no bound below which it cannot look; before its first solution it has none to speak of. */
function nativeRow({ size, seed }: Instance, answer: NativeAnswer, quick: number): Row {
  const isProved = answer.status === 'OPTIMAL';
  return {
    size,
    seed,
    by: 'native',
    firstMs: answer.firstFeasibleMs,
    penalties: penaltiesOf(answer.incumbents, quick),
    bound: answer.bound,
    status: isProved ? 'optimal' : answer.status.toLowerCase(),
    provedMs: isProved ? answer.wallMs : null,
  };
}

function penaltiesOf(incumbents: readonly { ms: number; objective: number }[], quick: number): (number | null)[] {
  return BUDGETS_S.map(
    (seconds) => incumbents.filter(({ ms }) => ms <= (seconds * 1000) / quick).at(-1)?.objective ?? null,
  );
}

/** Where the race was worse than native OR-Tools, and where its proof took longer than the bar. */
function missedBars(rows: readonly Row[], quick: number): string[] {
  const missed: string[] = [];
  for (const row of rows.filter(({ by }) => by === 'race')) {
    const where = `${row.size} seed ${row.seed}`;
    const native = rows.find(({ size, seed, by }) => size === row.size && seed === row.seed && by === 'native');
    if (row.firstMs === null || row.firstMs > FIRST_BARS_MS[row.size]) {
      missed.push(
        `${where}: first schedule after ${row.firstMs?.toFixed(0)} ms; the bar is ${FIRST_BARS_MS[row.size]}`,
      );
    }
    if (!native) continue;
    BUDGETS_S.forEach((seconds, i) => {
      const [ours, theirs] = [
        row.penalties[i] ?? Number.POSITIVE_INFINITY,
        native.penalties[i] ?? Number.POSITIVE_INFINITY,
      ];
      if (ours > theirs) missed.push(`${where}: ${ours} after ${seconds / quick} s; native OR-Tools has ${theirs}`);
    });
    const bar = PROOF_BARS[row.size];
    if (bar === undefined) continue;
    if (row.provedMs === null) missed.push(`${where}: not proved`);
    else if (native.provedMs !== null && row.provedMs > bar * native.provedMs) {
      missed.push(
        `${where}: proved in ${row.provedMs.toFixed(0)} ms; ${bar} times native is ${(bar * native.provedMs).toFixed(0)}`,
      );
    }
  }
  return missed;
}

function tablesOf(rows: readonly Row[]) {
  const whole = (value: number | null): number | string => (value === null ? '-' : Math.round(value));
  return [
    {
      title: 'Penalty by budget; first ms from the parsed input (native: from the start of its search)',
      head: [
        'size',
        'seed',
        'by',
        'first ms',
        ...BUDGETS_S.map((seconds) => `${seconds} s`),
        'bound',
        'status',
        'proved ms',
      ],
      rows: rows.map((row) => [
        row.size,
        row.seed,
        row.by,
        whole(row.firstMs),
        ...row.penalties.map(whole),
        whole(row.bound),
        row.status,
        whole(row.provedMs),
      ]),
    },
  ];
}

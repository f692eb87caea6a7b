import { REFERENCE_SIZES } from '../models/sessions/generate.ts';
import { sessions } from '../models/sessions/index.ts';
import { now } from '../src/engines/engine.ts';
import type { EngineName } from '../src/engines/registry.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveOf } from '../src/language/objective.ts';
import type { BuildLedger } from '../src/solve/domainModel.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import { type Bench, type BenchOptions, quantile } from './bench.ts';

type SizeName = keyof typeof REFERENCE_SIZES;

const BUDGETS_S = [1, 5, 20];

/** The budget at which the race is compared with each engine alone. */
const COMPARED_S = 5;
const ALONE: readonly EngineName[] = ['local', 'lns', 'highs'];

/** Milliseconds that a warm build and the first schedule from parsed input may take together. */
const BARS: Readonly<Record<SizeName, number>> = { E1: 15, E2: 100, E3: 1500 };

interface Measured {
  readonly size: SizeName;
  readonly ledger: BuildLedger;
  readonly buildMs: number;
  /** Of the processor, which other work on the machine does not lengthen. */
  readonly buildCpuMs: number;
  readonly firstMs: number;
  readonly penalties: readonly (number | undefined)[];
  readonly alone: readonly (number | undefined)[];
  readonly bound: number | undefined;
  readonly proof: string;
  readonly placed: number;
  readonly of: number;
  readonly residentMb: number;
}

/** The sessions model on its three reference sizes: what it costs to build and to solve, beside each engine alone. */
export const sessionsBench: Bench = {
  name: 'sessions',
  description:
    'places, ledger, build, first schedule, penalty at 1, 5 and 20 s, each engine alone and memory on E1 to E3',
  async run(options) {
    const failures: string[] = [];
    const all: Measured[] = [];
    for (const size of Object.keys(REFERENCE_SIZES) as SizeName[]) all.push(await measure(size, options, failures));
    return { tables: tablesOf(all), data: all, failures };
  },
};

async function measure(size: SizeName, { note, quick }: BenchOptions, failures: string[]): Promise<Measured> {
  note(`${size}: generate and build`);
  const input = sessions.parse(sessions.generator.generate({ ...REFERENCE_SIZES[size], seed: 1 }));
  const builds = Array.from({ length: size === 'E3' ? 4 : 12 }, () => {
    const [began, used] = [now(), process.cpuUsage()];
    sessions.build(input);
    const { system, user } = process.cpuUsage(used);
    return { ms: now() - began, cpu: (system + user) / 1000 };
  }).slice(1);
  const built = sessions.build(input);
  note(`${size}: solve`);
  const firsts: number[] = [];
  for (let i = 0; i < (size === 'E3' ? 4 : 12); i++) {
    const { firstFeasibleMs } = await solve(built.model, { firstFeasible: true });
    firsts.push(firstFeasibleMs ?? Number.NaN);
  }
  const solved = await solve(built.model, { timeLimitMs: (BUDGETS_S.at(-1)! * 1000) / quick });
  const alone: (number | undefined)[] = [];
  for (const engine of ALONE) {
    note(`${size}: ${engine} alone`);
    alone.push(await aloneWith(engine, built.model, (COMPARED_S * 1000) / quick));
  }
  const ledger = sessions.ledger(built);
  if (ledger.duplicates > 0) failures.push(`${size}: ${ledger.duplicates} indicators say the same as others`);
  const { placed, of } = reviewed(size, { input, built, solved }, failures);
  const penalties = BUDGETS_S.map((seconds) => penaltyAt(solved, (seconds * 1000) / quick));
  compareWithEach(size, { auto: penalties[BUDGETS_S.indexOf(COMPARED_S)], alone }, failures);
  const buildMs = quantile(
    builds.map(({ ms }) => ms),
    0.5,
  );
  // The first of them loads and compiles the engines.
  const firstMs = buildMs + quantile(firsts.slice(1), 0.5);
  if (!(firstMs <= BARS[size])) failures.push(`${size}: the first schedule took ${Math.round(firstMs)} ms`);
  return {
    ...{ size, ledger, buildMs, firstMs, penalties, alone, placed, of },
    buildCpuMs: quantile(
      builds.map(({ cpu }) => cpu),
      0.5,
    ),
    bound: solved.outcome.bound,
    proof: solved.outcome.proof,
    residentMb: process.memoryUsage.rss() / 2 ** 20,
  };
}

async function aloneWith(engine: EngineName, model: Model, timeLimitMs: number): Promise<number | undefined> {
  const { outcome } = await solve(model, { engine, timeLimitMs });
  return outcome.solution?.objective;
}

/** The race may not be worse than one of its engines alone. */
function compareWithEach(
  size: SizeName,
  { auto, alone }: { readonly auto: number | undefined; readonly alone: readonly (number | undefined)[] },
  failures: string[],
): void {
  ALONE.forEach((engine, i) => {
    const other = alone[i] ?? Number.POSITIVE_INFINITY;
    if ((auto ?? Number.POSITIVE_INFINITY) > other) {
      failures.push(`${size}: after ${COMPARED_S} s the race has ${auto ?? 'nothing'}, ${engine} alone ${other}`);
    }
  });
}

interface Answered {
  readonly input: ReturnType<typeof sessions.parse>;
  readonly built: ReturnType<typeof sessions.build>;
  readonly solved: SolveResult;
}

/** Reviews what was found and compares it with what the model says of it. */
function reviewed(size: SizeName, { input, built, solved }: Answered, failures: string[]) {
  const { solution } = solved.outcome;
  if (!solution) {
    failures.push(`${size}: no schedule was found`);
    return { placed: 0, of: 0 };
  }
  const review = sessions.review(input, sessions.read(built, solution.values));
  if (!review.isLegal) failures.push(`${size}: the review finds ${review.issues[0]?.text}`);
  const said = objectiveOf(built.model, solution.values);
  if (review.penalty !== said) failures.push(`${size}: the review counts ${review.penalty}, the model ${said}`);
  return sessions.tally(built, solution.values);
}

/** The best penalty that was known after a time. */
function penaltyAt({ incumbents }: SolveResult, ms: number): number | undefined {
  return incumbents.filter((moment) => moment.ms <= ms).at(-1)?.objective;
}

function tablesOf(all: readonly Measured[]) {
  const whole = (value: number | undefined): number | string => (value === undefined ? '-' : Math.round(value));
  return [
    {
      title: 'The model',
      head: ['size', 'places', 'variables', 'constraints', 'terms', 'build ms', 'of the processor', 'MB resident'],
      rows: all.map(({ buildCpuMs, buildMs, ledger: { cells, total }, residentMb, size }) => {
        const { variables, constraints, terms } = total;
        return [size, cells, variables, constraints, terms, whole(buildMs), whole(buildCpuMs), whole(residentMb)];
      }),
    },
    {
      title: 'Solving, warm; milliseconds from parsed input to the first schedule, penalty after 1, 5 and 20 s',
      head: [
        'size',
        'first ms',
        'bar',
        '1 s',
        '5 s',
        '20 s',
        ...ALONE.map((one) => `${one} 5 s`),
        'bound',
        'proof',
        'placed',
      ],
      rows: all.map((m) => [
        ...[m.size, whole(m.firstMs), BARS[m.size], ...m.penalties.map(whole), ...m.alone.map(whole)],
        ...[whole(m.bound), m.proof, `${m.placed} of ${m.of}`],
      ]),
    },
  ];
}

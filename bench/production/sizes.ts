import { keysBy } from '../../models/production/dispatch/rules.ts';
import { serially } from '../../models/production/dispatch/serial.ts';
import { REFERENCE_SIZES } from '../../models/production/generate.ts';
import { production } from '../../models/production/index.ts';
import type { Input } from '../../models/production/input.ts';
import { productionFor } from '../../models/production/productionOf.ts';
import { solutionOf } from '../../models/production/solution.ts';
import { now } from '../../src/engines/engine.ts';
import type { EngineName } from '../../src/engines/registry.ts';
import { objectiveOf } from '../../src/language/objective.ts';
import type { BuildLedger } from '../../src/solve/domainModel.ts';
import { type SolveResult, solve } from '../../src/solve/solve.ts';
import { type BenchOptions, type BenchTable, quantile } from '../bench.ts';
import { nativeOrtools } from '../peers/nativeOrtools.ts';

type SizeName = keyof typeof REFERENCE_SIZES;

const BUDGETS_S = [5, 20] as const;

/** Engines that run alone for the longer budget; the race may not be worse than either. */
const ALONE: readonly EngineName[] = ['scheduling', 'cp-sat'];

/** Milliseconds that a warm build, with the first schedule in it, may take from parsed input. */
const BARS: Readonly<Record<SizeName, number>> = { F1: 60, F2: 300, F3: 3000 };

/** The share of first-come-first-served that the race may cost after either budget. */
const SHARE_OF_FIRST_COME = 0.9;

/** Sizes that are solved too; the largest is built only, and solved for its first schedule. */
const SOLVED: ReadonlySet<SizeName> = new Set(['F1', 'F2']);

interface Measured {
  readonly size: SizeName;
  readonly ledger: BuildLedger;
  readonly buildMs: number;
  /** Of the processor, which other work on the machine does not lengthen. */
  readonly buildCpuMs: number;
  readonly firstMs: number | undefined;
  readonly firstCome: number;
  readonly penalties: readonly (number | undefined)[];
  /** Each engine alone, at each budget; native OR-Tools is the last. */
  readonly alone: readonly (readonly (number | undefined)[])[];
  readonly bound: number | undefined;
  readonly placed: string;
  readonly residentMb: number;
}

/** Penalties are those of the profile `origin`: sixty times its fitness in hours. */
export async function measureSizes(options: BenchOptions, failures: string[]) {
  const only = new RegExp(process.env.DOVETAIL_BENCH_ONLY ?? '');
  const data: Measured[] = [];
  for (const size of Object.keys(REFERENCE_SIZES) as SizeName[])
    if (only.test(size)) data.push(await measure(size, options, failures));
  return { tables: tablesOf(data), data };
}

async function measure(size: SizeName, { note, quick }: BenchOptions, failures: string[]): Promise<Measured> {
  note(`${size}: generate and build`);
  const draft = production.generator.generate({ ...REFERENCE_SIZES[size], seed: 1 });
  const input = production.parse({ ...(draft as object), profile: 'origin' }) as Input;
  const builds = Array.from({ length: size === 'F3' ? 3 : 8 }, () => {
    const [began, used] = [now(), process.cpuUsage()];
    production.build(input);
    const { system, user } = process.cpuUsage(used);
    return { ms: now() - began, cpu: (system + user) / 1000 };
  }).slice(1);
  const built = production.build(input);
  const firstCome = firstComeOf(input);
  note(`${size}: solve`);
  const budgets = SOLVED.has(size) ? BUDGETS_S : BUDGETS_S.slice(0, 1);
  const seconds = budgets.at(-1)! / quick;
  const solved = await solve(built.model, { timeLimitMs: seconds * 1000 });
  const placed = reviewed(size, { input, built, solved }, failures);
  const ends = BUDGETS_S.map((budget) => budget / quick);
  const penalties = ends.map((end) => (end <= seconds ? at(solved.incumbents, end) : undefined));
  const alone: (number | undefined)[][] = [];
  for (const engine of SOLVED.has(size) ? ALONE : []) {
    note(`${size}: ${engine} alone`);
    const { incumbents } = await solve(built.model, { engine, timeLimitMs: seconds * 1000 });
    alone.push(ends.map((end) => at(incumbents, end)));
  }
  if (SOLVED.has(size)) {
    note(`${size}: native OR-Tools`);
    const native = await nativeOrtools(built.model, { timeLimitS: seconds, workers: 2, seed: 1 });
    alone.push(ends.map((end) => native && at(native.incumbents, end)));
    compare(size, { firstCome, penalties, alone }, failures);
  }
  const median = (of: 'ms' | 'cpu'): number =>
    quantile(
      builds.map((one) => one[of]),
      0.5,
    );
  const firstMs = solved.firstFeasibleMs === undefined ? undefined : median('ms') + solved.firstFeasibleMs;
  if ((firstMs ?? Number.POSITIVE_INFINITY) > BARS[size])
    failures.push(`${size}: the first schedule took ${Math.round(firstMs ?? Number.NaN)} ms, not ${BARS[size]}`);
  return {
    ...{ size, firstCome, firstMs, penalties, alone, placed },
    ledger: production.ledger(built),
    buildMs: median('ms'),
    buildCpuMs: median('cpu'),
    bound: solved.outcome.bound,
    residentMb: process.memoryUsage.rss() / 2 ** 20,
  };
}

/** What the schedule costs that takes orders as they are released. */
function firstComeOf(input: Input): number {
  const { problem } = productionFor(input);
  const runs = serially(problem, keysBy(problem)['first-come']);
  const { isLegal, penalty } = production.review(input, solutionOf(problem, runs));
  return isLegal ? penalty : Number.NaN;
}

/** The best that was known after some seconds. */
function at(moments: readonly { readonly ms: number; readonly objective: number }[], seconds: number) {
  return moments.findLast(({ ms }) => ms <= seconds * 1000)?.objective;
}

interface Answered {
  readonly input: Input;
  readonly built: ReturnType<typeof production.build>;
  readonly solved: SolveResult;
}

/** Reviews what was found and compares it with what the model says of it, before any time is reported. */
function reviewed(size: SizeName, { input, built, solved }: Answered, failures: string[]): string {
  failures.push(...solved.defects.map(({ message }) => `${size}: ${message}`));
  const { solution } = solved.outcome;
  if (!solution) {
    failures.push(`${size}: no schedule was found`);
    return '-';
  }
  const review = production.review(input, production.read(built, solution.values));
  if (!review.isLegal) failures.push(`${size}: the review finds ${review.issues[0]?.text}`);
  const said = objectiveOf(built.model, solution.values);
  if (review.penalty !== said) failures.push(`${size}: the review counts ${review.penalty}, the model ${said}`);
  const { of, placed } = production.tally(built, solution.values);
  return `${placed} of ${of}`;
}

function compare(
  size: SizeName,
  { alone, firstCome, penalties }: Pick<Measured, 'alone' | 'firstCome' | 'penalties'>,
  failures: string[],
): void {
  BUDGETS_S.forEach((budget, b) => {
    const own = penalties[b] ?? Number.POSITIVE_INFINITY;
    const most = SHARE_OF_FIRST_COME * firstCome;
    if (own > most)
      failures.push(`${size}: after ${budget} s the race has ${own}, and first come, first served ${firstCome}`);
    [...ALONE, 'native OR-Tools'].forEach((name, i) => {
      const other = alone[i]?.[b];
      if (other !== undefined && own > other)
        failures.push(`${size}: after ${budget} s the race has ${own}, ${name} alone ${other}`);
    });
  });
}

function tablesOf(all: readonly Measured[]): BenchTable[] {
  const whole = (value: number | undefined): number | string => (value === undefined ? '-' : Math.round(value));
  const names = ['race', ...ALONE, 'native'];
  return [
    {
      title: 'The model',
      head: ['size', 'variables', 'constraints', 'terms', 'build ms', 'of the processor', 'bar', 'MB resident'],
      rows: all.map(({ buildCpuMs, buildMs, ledger: { total }, residentMb, size }) => {
        const { constraints, terms, variables } = total;
        return [...[size, variables, constraints, terms], ...[buildMs, buildCpuMs, BARS[size], residentMb].map(whole)];
      }),
    },
    {
      title: 'Solving, warm: milliseconds from parsed input to the first schedule; penalties after 5 and 20 s',
      head: [
        ...['size', 'first ms', 'bar', 'first come'],
        ...names.flatMap((name) => BUDGETS_S.map((budget) => `${name} ${budget} s`)),
        ...['bound', 'placed'],
      ],
      rows: all.map((one) => [
        ...[one.size, whole(one.firstMs), BARS[one.size], whole(one.firstCome)],
        ...[one.penalties, ...names.slice(1).map((_, i) => one.alone[i] ?? [undefined, undefined])].flat().map(whole),
        ...[whole(one.bound), one.placed],
      ]),
    },
  ];
}

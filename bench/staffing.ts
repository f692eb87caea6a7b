import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import { now } from '../src/engines/engine.ts';
import { isFeasible } from '../src/language/holds.ts';
import { objectiveOf } from '../src/language/objective.ts';
import type { BuildLedger } from '../src/solve/domainModel.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import { type Bench, type BenchOptions, quantile } from './bench.ts';

type SizeName = keyof typeof REFERENCE_SIZES;

const BUDGETS_S = [1, 5, 20];

/** For orientation: milliseconds that a warm build and the first schedule from parsed input should take. */
const BARS: Readonly<Record<SizeName, { build: number | undefined; first: number }>> = {
  R1: { build: 20, first: 30 },
  R2: { build: 60, first: 60 },
  R3: { build: 400, first: 250 },
  R4: { build: undefined, first: 3000 },
};

/** The ledger of R1, variables and constraints together, is at most this share of that of an unshared encoding. */
const SHARED_SHARE = 1 / 8;

/** Reviewing ten times as many assignments takes at most this many times as long. */
const REVIEW_GROWTH = 10;

interface Measured {
  readonly size: SizeName;
  readonly ledger: BuildLedger;
  readonly variables: number;
  readonly constraints: number;
  readonly buildMs: number;
  readonly firstMs: number | undefined;
  readonly penalties: readonly (number | undefined)[];
  readonly proof: string;
  readonly bound: number | undefined;
  readonly placed: number;
  readonly assignments: number;
  readonly reviewMs: number;
  readonly residentMb: number;
}

/** The staffing model on its four reference sizes: what it costs to build, to solve and to review. */
export const staffingBench: Bench = {
  name: 'staffing',
  description: 'cells, ledger, build, first schedule, penalty at 1, 5 and 20 s, review and memory on R1 to R4',
  async run(options) {
    const failures: string[] = [];
    const all: Measured[] = [];
    for (const size of Object.keys(REFERENCE_SIZES) as SizeName[]) {
      all.push(await measure(size, options, failures));
    }
    failures.push(...barFailures(all));
    return { tables: tablesOf(all), data: all, failures };
  },
};

async function measure(size: SizeName, { note, quick }: BenchOptions, failures: string[]): Promise<Measured> {
  note(`${size}: generate and build`);
  const input = staffing.parse(generate({ ...REFERENCE_SIZES[size], seed: 1 }));
  const builds = size === 'R4' ? 2 : 7;
  const buildTimes: number[] = [];
  for (let i = 0; i < builds; i++) buildTimes.push(timed(() => staffing.build(input)).ms);
  const built = staffing.build(input);
  note(`${size}: solve`);
  await solve(built.model, { timeLimitMs: 2000 }); // loads and compiles the engines
  const began = now();
  const fresh = staffing.build(input);
  const buildMs = now() - began;
  const solved = await solve(fresh.model, { timeLimitMs: (BUDGETS_S.at(-1)! * 1000) / quick });
  const reviewed = reviewOf(size, { input, built: fresh, solved }, failures);
  return {
    size,
    ledger: staffing.ledger(fresh),
    variables: fresh.model.variables.length,
    constraints: fresh.model.constraints.length,
    buildMs: quantile(buildTimes.slice(1), 0.5),
    firstMs: solved.firstFeasibleMs === undefined ? undefined : buildMs + solved.firstFeasibleMs,
    penalties: BUDGETS_S.map((seconds) => penaltyAt(solved, (seconds * 1000) / quick)),
    proof: solved.outcome.proof,
    bound: solved.outcome.bound,
    ...reviewed,
    residentMb: process.memoryUsage.rss() / 2 ** 20,
  };
}

interface Answered {
  readonly input: ReturnType<typeof staffing.parse>;
  readonly built: ReturnType<typeof staffing.build>;
  readonly solved: SolveResult;
}

/** Reviews what was found, or nothing at all, and compares it with what the model says of it. */
function reviewOf(size: SizeName, { input, built, solved }: Answered, failures: string[]) {
  const { solution } = solved.outcome;
  if (!solution) failures.push(`${size}: no schedule was found`);
  if (solution && !isFeasible(built.model, solution.values)) failures.push(`${size}: the solution does not hold`);
  const answer = solution ? staffing.read(built, solution.values) : { assignments: [] };
  const reviews = Array.from({ length: 5 }, () => timed(() => staffing.review(input, answer)));
  const { value: review } = reviews[0]!;
  if (!review.isLegal) failures.push(`${size}: the review finds ${review.issues[0]?.text}`);
  if (solution && review.penalty !== objectiveOf(built.model, solution.values)) {
    failures.push(`${size}: the review counts ${review.penalty}, the model ${solution.objective}`);
  }
  const placed = (answer as { assignments: readonly unknown[] }).assignments.length;
  return {
    placed,
    assignments: placed + REFERENCE_SIZES[size].posted,
    reviewMs: quantile(
      reviews.slice(1).map(({ ms }) => ms),
      0.5,
    ),
  };
}

function timed<T>(work: () => T): { value: T; ms: number } {
  const began = now();
  const value = work();
  return { value, ms: now() - began };
}

/** The best penalty that was known after a time. */
function penaltyAt({ incumbents }: SolveResult, ms: number): number | undefined {
  return incumbents.filter((moment) => moment.ms <= ms).at(-1)?.objective;
}

function barFailures(all: readonly Measured[]): string[] {
  const failures: string[] = [];
  const share = shareOf(all[0]!.ledger);
  if (share > SHARED_SHARE) failures.push(`R1: the model takes ${share.toFixed(2)} of an unshared one, not 1/8`);
  for (const { size, ledger } of all) {
    if (ledger.duplicates > 0) failures.push(`${size}: ${ledger.duplicates} indicators say the same as others`);
  }
  const [r3, r4] = [all[2]!, all[3]!];
  const growth = r4.reviewMs / r3.reviewMs / (r4.assignments / r3.assignments / 10);
  if (growth > REVIEW_GROWTH) failures.push(`review: ${growth.toFixed(1)} times the time for 10 times the assignments`);
  return failures;
}

function shareOf({ total }: BuildLedger): number {
  return (total.variables + total.constraints) / (total.unshared.variables + total.unshared.constraints);
}

function tablesOf(all: readonly Measured[]) {
  const whole = (value: number | undefined): number | string => (value === undefined ? '-' : Math.round(value));
  const build = {
    title: 'The model',
    head: [
      'size',
      'cells',
      'variables',
      'unshared',
      'constraints',
      'unshared',
      'share',
      'terms',
      'build ms',
      'bar',
      'MB resident',
    ],
    rows: all.map((m) => {
      const { total, cells } = m.ledger;
      const share = shareOf(m.ledger).toFixed(3);
      const { variables, constraints } = m;
      const bar = BARS[m.size].build ?? '-';
      const mb = whole(m.residentMb);
      const ms = Number(m.buildMs.toFixed(1));
      const { unshared } = total;
      return [
        m.size,
        cells,
        variables,
        unshared.variables,
        constraints,
        unshared.constraints,
        share,
        total.terms,
        ms,
        bar,
        mb,
      ];
    }),
  };
  const solving = {
    title: 'Solving, warm; milliseconds from parsed input to the first schedule, penalty after 1, 5 and 20 s',
    head: ['size', 'first ms', 'bar', '1 s', '5 s', '20 s', 'proof', 'bound', 'placed'],
    rows: all.map((m) => {
      const [one, five, twenty] = m.penalties.map(whole);
      return [m.size, whole(m.firstMs), BARS[m.size].first, one!, five!, twenty!, m.proof, whole(m.bound), m.placed];
    }),
  };
  const reviewing = {
    title: 'The review',
    head: ['size', 'assignments', 'ms', 'microseconds each'],
    rows: all.map((m) => {
      const each = Number(((1000 * m.reviewMs) / m.assignments).toFixed(1));
      return [m.size, m.assignments, Number(m.reviewMs.toFixed(1)), each];
    }),
  };
  return [build, solving, reviewing, ...all.map(({ size, ledger }) => ledgerTable(size, ledger))];
}

function ledgerTable(size: string, { rows }: BuildLedger) {
  return {
    title: `${size} by rule`,
    head: ['rule', 'variables', 'constraints', 'terms', 'microseconds', 'unshared variables', 'unshared constraints'],
    rows: rows.map((row) => [
      row.owner,
      row.variables,
      row.constraints,
      row.terms,
      Math.round(row.microseconds),
      row.unshared.variables,
      row.unshared.constraints,
    ]),
  };
}

import { generate, REFERENCE_SIZES } from '../models/staffing/generate.ts';
import { staffing } from '../models/staffing/index.ts';
import type { EngineName } from '../src/engines/registry.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { CHOICE_SHAPES } from './instances/choices/assignments.ts';
import { DUTY_SHAPES } from './instances/choices/duties.ts';
import { CONDITIONS, type Condition, under } from './members/conditions.ts';
import { type Asked, missedBars, ratiosOf } from './members/ratios.ts';

const BUDGETS_S = [0.5, 1, 2, 5, 10];
const MEMBERS: readonly EngineName[] = ['local', 'lns', 'highs'];
/** Parameters of the search were chosen on odd seeds. */
const SEED = 2;

/** Models of each family; those of choices in two sizes. */
const FAMILIES: Readonly<Record<string, () => Model[]>> = {
  ...Object.fromEntries(
    Object.entries({ ...CHOICE_SHAPES, ...DUTY_SHAPES }).map(([shape, make]) => [
      shape,
      () => [make(2, SEED), make(4, SEED)],
    ]),
  ),
  rules: () =>
    (['R1', 'R2', 'R3'] as const).map((size) => {
      return staffing.build(staffing.parse(generate({ ...REFERENCE_SIZES[size], seed: SEED }))).model;
    }),
};

/** Whether the race is never worse than the best of its members, in value or in proof, whatever else the machine does. */
export const members: Bench = {
  name: 'members',
  description:
    'the race beside each of its members alone at 0.5 to 10 s: idle, with one core busy, and on one core; ratios of values and proofs',
  parts: [...CONDITIONS, ...Object.keys(FAMILIES)],
  async run(options) {
    const wanted = <T extends string>(all: readonly T[]): readonly T[] => {
      const named = all.filter((one) => options.parts.includes(one));
      return named.length > 0 ? named : all;
    };
    const asked: Asked[] = [];
    const failures: string[] = [];
    for (const condition of wanted(CONDITIONS)) {
      await endWarmThreads();
      for (const family of wanted(Object.keys(FAMILIES))) {
        for (const [i, model] of FAMILIES[family]!().entries()) {
          const where = { condition, family, instance: `${family} ${i + 1}` };
          asked.push(...(await under(condition, () => measure(model, where, options, failures))));
        }
      }
    }
    await endWarmThreads();
    const ratios = ratiosOf(asked);
    return {
      tables: [
        {
          title: 'The race by the best of its members: values, and times to a proof (1.00 is as good)',
          head: ['condition', 'family', 'seconds', 'mean', 'worst', 'proofs alone', 'of these in the race', 'slowest'],
          rows: ratios.map((one) => [
            one.condition,
            one.family,
            one.seconds,
            one.mean.toFixed(3),
            one.worst.toFixed(3),
            one.provable,
            one.proved,
            one.slowest === undefined ? '-' : one.slowest.toFixed(2),
          ]),
        },
      ],
      data: { asked, ratios },
      failures: [...failures, ...missedBars(ratios)],
    };
  },
};

interface Where {
  readonly condition: Condition;
  readonly family: string;
  readonly instance: string;
}

async function measure(
  model: Model,
  where: Where,
  { note, quick }: BenchOptions,
  failures: string[],
): Promise<Asked[]> {
  const rows: Asked[] = [];
  const sign = model.objective?.sense === 'maximize' ? -1 : 1;
  for (const seconds of BUDGETS_S.map((one) => one / quick)) {
    for (const engine of ['auto', ...MEMBERS] as const) {
      note(`${where.condition}: ${where.instance}: ${engine}, ${seconds} s`);
      const { outcome, ms, defects } = await solve(model, { engine, timeLimitMs: seconds * 1000, seed: SEED });
      const { solution, proof } = outcome;
      if (solution && !isFeasible(model, solution.values)) failures.push(`${where.instance}, ${engine}: does not hold`);
      for (const { message } of defects) failures.push(`${where.instance}, ${engine}: ${message}`);
      const cost = solution ? sign * solution.objective : null;
      rows.push({ ...where, seconds, by: engine, cost, provedMs: proof === 'optimal' ? ms : null });
    }
  }
  return rows;
}

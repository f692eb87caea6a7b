import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineName } from '../src/engines/registry.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import type { Constraint } from '../src/language/constraints/index.ts';
import { lowerOf } from '../src/language/domain.ts';
import type { Model } from '../src/language/model.ts';
import { decodeModel } from '../src/language/proto/index.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { CHOICE_SHAPES } from './instances/choices/assignments.ts';
import { DUTY_SHAPES } from './instances/choices/duties.ts';
import { instancesFolderIfSet } from './instances/folder.ts';
import { missedBars, type Row } from './plain/bars.ts';
import { coolingPlainWay, nativeWay, ourWay, type Way } from './ways.ts';

const BUDGETS_S = [1, 2, 5, 10];
const MEMBERS: readonly EngineName[] = ['local', 'lns', 'highs'];
/** Kinds that take one of several. */
const CHOICES = new Set(['exactlyOne', 'atMostOne']);
const SHAPES = { ...CHOICE_SHAPES, ...DUTY_SHAPES };
/** Sizes and seeds of generated models; parameters of the search were chosen on odd seeds. */
const DRAWN = [
  { size: 1, seed: 2 },
  { size: 2, seed: 4 },
  { size: 3, seed: 2 },
  { size: 4, seed: 4 },
];

interface Instance {
  readonly name: string;
  readonly model: Model;
}

/**
 * Plain models of choices: the race, its members alone, native OR-Tools (see `bench/peers/README.md`), and where all rows are
 * choices and capacities a plain program that `DOVETAIL_PLAIN` names (`bench/peers/yardstick.ts`), in one run.
 * `DOVETAIL_INSTANCES` names a folder with `models/staffing-plain-*.json`, if there is one; the other models are generated.
 */
export const plain: Bench = {
  name: 'plain',
  description:
    'models in ten shapes, four of each: the race, its members alone, native OR-Tools and a plain program, 10 s each',
  parts: [...Object.keys(SHAPES), 'published'],
  async run(options) {
    const rows: Row[] = [];
    const failures: string[] = [];
    for (const instance of await instancesOf(options.parts)) {
      const own = await measure(instance, options, failures);
      failures.push(...missedBars(own, BUDGETS_S));
      rows.push(...own);
    }
    await endWarmThreads();
    const head = [
      'model',
      'by',
      'first ms',
      ...BUDGETS_S.map((s) => `${s / options.quick} s`),
      'bound',
      'status',
      'proved ms',
    ];
    const whole = (value: number | undefined): number | string => (value === undefined ? '-' : Math.round(value));
    const cells = rows.map(({ model, by, firstMs, values, bound, status, provedMs }) => {
      return [model, by, whole(firstMs), ...values.map((value) => value ?? '-'), whole(bound), status, whole(provedMs)];
    });
    return { tables: [{ title: 'Objective by budget', head, rows: cells }], data: rows, failures };
  },
};

async function instancesOf(parts: readonly string[]): Promise<Instance[]> {
  const isWanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  const generated = Object.entries(SHAPES)
    .filter(([shape]) => isWanted(shape))
    .flatMap(([shape, make]) =>
      DRAWN.map(({ size, seed }) => ({ name: `${shape}, size ${size}, seed ${seed}`, model: make(size, seed) })),
    );
  const folder = isWanted('published') ? instancesFolderIfSet('models') : undefined;
  if (folder === undefined) return generated;
  const files = (await readdir(folder)).filter((file) => /^staffing-plain-.*\.json$/.test(file)).sort();
  const published = files.map(async (name) => {
    return { name, model: decodeModel(await readFile(join(folder, name), 'utf8'), 'json') };
  });
  return [...(await Promise.all(published)), ...generated];
}

async function measure({ name, model }: Instance, { note, quick }: BenchOptions, failures: string[]): Promise<Row[]> {
  const asked = { model, budgetsS: BUDGETS_S.map((seconds) => seconds / quick) };
  const ways: (Way | undefined)[] = [];
  for (const engine of ['auto', ...MEMBERS] as const) {
    note(`${name}: ${engine}`);
    const { way, faults } = await ourWay(asked, engine);
    failures.push(...faults.map((text) => `${name}, ${way.by}: ${text}`));
    ways.push(way);
  }
  note(`${name}: native OR-Tools and the plain program`);
  ways.push(await nativeWay(asked));
  if (isForThePlain(model)) ways.push(await coolingPlainWay('DOVETAIL_PLAIN', asked));
  return ways.flatMap((way) => (way ? [{ model: name, ...way }] : []));
}

/** The plain program puts each of several choices somewhere, and knows nothing but upper limits besides. */
function isForThePlain({ constraints, variables }: Model): boolean {
  const choices = constraints.flatMap((one) => (one.kind === 'exactlyOne' ? one.literals : []));
  const isEachChosenOnce = choices.length === variables.length && new Set(choices).size === choices.length;
  return isEachChosenOnce && constraints.every((one) => CHOICES.has(one.kind) || isCapacity(one));
}

function isCapacity(one: Constraint): boolean {
  return one.kind === 'linear' && lowerOf(one.domain) <= 0 && one.coeffs.every((coefficient) => coefficient > 0);
}

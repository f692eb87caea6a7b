import { join } from 'node:path';
import type { Model } from '../../src/language/model.ts';
import { instancesFolder } from '../instances/folder.ts';
import { generatedShop, SHOP_KINDS } from '../instances/shops/generated.ts';
import { projectModel, shopModel } from '../instances/shops/models.ts';
import { publishedShops } from '../instances/shops/published.ts';
import { namesIn, parseProject, readBestKnown, type ShopData, textOf } from '../instances/shops/readShops.ts';

/** One problem, and who else can be asked about it. */
export interface Instance {
  readonly family: string;
  readonly name: string;
  readonly model: () => Model;
  /** Undefined where nobody has published one. */
  readonly best: number | undefined;
  /** With operators: the longest job, the work of a machine, or all work by the number of operators, whichever is most. */
  readonly plainBound?: number;
  /** The plain program that knows this kind, and what it is told before the seconds. */
  readonly plain?: { readonly variable: string; readonly args: readonly string[] };
}

/** Seeds that nothing was tuned on: the guard uses the first ones. */
const SEEDS = [201, 202, 203, 204, 205];

/** Shops of every kind that nobody has published: five of each. */
export function generatedInstances(): Instance[] {
  return SHOP_KINDS.flatMap((kind) =>
    SEEDS.map((seed) => ({
      family: kind,
      name: `${kind}-${seed}`,
      model: () => generatedShop(kind, seed),
      best: undefined,
    })),
  );
}

/** Public shops, with and without operators, and projects. */
export async function publishedInstances(): Promise<Instance[]> {
  const instances = (await publishedShops()).map(({ best, data, family, file, name, operators }): Instance => {
    const args = [family === 'mk' ? 'fjsp' : 'jsp', file];
    const plain = operators === undefined ? { plain: { variable: 'DOVETAIL_YARDSTICK_SHOPS', args } } : {};
    // Public shops with operators are a family of their own, beside the generated ones.
    const own = operators === undefined ? family : 'public operators';
    const bound = operators === undefined ? {} : { plainBound: plainBoundOf(data, operators) };
    return { family: own, name, model: () => shopModel(name, data, operators), best, ...plain, ...bound };
  });
  const projects = instancesFolder('projects');
  const bestProjects = await readBestKnown(join(projects, 'best_known.csv'), 1);
  for (const name of await namesIn(projects, '.sm')) {
    const data = parseProject(await textOf(projects, `${name}.sm`));
    const plain = { variable: 'DOVETAIL_YARDSTICK_PROJECTS', args: [join(projects, `${name}.sm`)] };
    const best = bestProjects.get(name);
    instances.push({ family: 'projects', name, model: () => projectModel(name, data), best, plain });
  }
  return instances;
}

/** What no schedule of a job shop with operators can be shorter than: a job, the work of a machine, a share of all work. */
export function plainBoundOf({ jobs, machines }: ShopData, operators: number): number {
  const load = new Float64Array(machines);
  let [longest, all] = [0, 0];
  for (const job of jobs) {
    let length = 0;
    for (const choices of job) {
      const time = Math.min(...choices.map((choice) => choice.time));
      length += time;
      if (choices.length === 1) load[choices[0]!.machine]! += time;
    }
    longest = Math.max(longest, length);
    all += length;
  }
  return Math.max(longest, Math.ceil(all / operators), ...load);
}

/** Those that the environment asks for: `DOVETAIL_BENCH_FAMILIES`, and `DOVETAIL_BENCH_ONLY` as a pattern of names. */
export function chosenOf(all: readonly Instance[]): Instance[] {
  const families = process.env.DOVETAIL_BENCH_FAMILIES?.split(',');
  const only = new RegExp(process.env.DOVETAIL_BENCH_ONLY ?? '');
  return all.filter(({ family, name }) => (families?.includes(family) ?? true) && only.test(name));
}

import { endWarmThreads } from '../src/engines/thread/host.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench } from './bench.ts';
import { generatedShop } from './instances/shops/generated.ts';
import { measureShops } from './production/shops.ts';
import { measureSizes } from './production/sizes.ts';

/**
 * The production model: what its reference sizes cost to build and to solve, beside first-come-first-served and CP-SAT
 * alone; and public job shops through it, beside the same instances given to the engines directly.
 *
 * `DOVETAIL_INSTANCES` names the folder of public instances, which the part `shops` reads; `DOVETAIL_BENCH_ONLY` is a
 * pattern that names of sizes and instances have to match.
 */
export const productionBench: Bench = {
  name: 'production',
  description: 'workshops F1 to F3: build, first schedule, fitness at 5 and 20 s; public job shops through the model',
  parts: ['sizes', 'shops'],
  async run(options) {
    const { parts } = options;
    const failures: string[] = [];
    const isAsked = (part: string): boolean => parts.length === 0 || parts.includes(part);
    await solve(generatedShop('operators', 99), { timeLimitMs: 2000 }); // loads and compiles the engines
    const sizes = isAsked('sizes') ? await measureSizes(options, failures) : undefined;
    const shops = isAsked('shops') ? await measureShops(options, failures) : undefined;
    await endWarmThreads();
    const tables = [...(sizes?.tables ?? []), ...(shops?.tables ?? [])];
    return { tables, data: { sizes: sizes?.data, shops: shops?.data }, failures };
  },
};

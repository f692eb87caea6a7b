import type { EngineName } from '../src/engines/registry.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench } from './bench.ts';
import { generatedShop } from './instances/shops/generated.ts';
import { behind, furtherThanPlain, missedWithOperators, notFarAhead } from './intervals/bars.ts';
import { chosenOf, generatedInstances, publishedInstances } from './intervals/instances.ts';
import { measure, type Row } from './intervals/measure.ts';
import { measureScale } from './intervals/scale.ts';
import { tablesOf } from './intervals/tables.ts';

/**
 * Schedules of machines, projects and operators: ours, native OR-Tools and plain programs in one run.
 *
 * `published`: `DOVETAIL_INSTANCES` names the folder of public instances. `DOVETAIL_YARDSTICK_SHOPS` and
 * `DOVETAIL_YARDSTICK_PROJECTS` name plain programs (see `bench/peers/yardstick.ts`), called with `jsp` or `fjsp` and the file, or
 * with the file, and seconds. `generated`: five shops of each kind, on each of which the race has to be ahead of CP-SAT alone, and of
 * native OR-Tools where that is installed. `scale`: large job shops. `DOVETAIL_BENCH_FAMILIES` chooses families or kinds,
 * `DOVETAIL_BENCH_ONLY` is a pattern that names have to match, `DOVETAIL_BENCH_ENGINES` adds engines alone.
 */
export const intervals: Bench = {
  name: 'intervals',
  description: 'machines, projects and operators: gap after 1, 2, 5 and 10 s, first schedule, proofs; large shops',
  parts: ['published', 'generated', 'scale'],
  async run(options) {
    const isAsked = (part: string): boolean => options.parts.length === 0 || options.parts.includes(part);
    const failures: string[] = [];
    const asked = (process.env.DOVETAIL_BENCH_ENGINES?.split(',') ?? []) as EngineName[];
    await solve(generatedShop('operators', 99), { timeLimitMs: 2000 }); // loads and compiles the engines
    await solve(generatedShop('flow', 99), { timeLimitMs: 2000, engine: 'scheduling' });
    const published: Row[] = [];
    for (const instance of isAsked('published') ? chosenOf(await publishedInstances()) : [])
      published.push(...(await measure(instance, options, asked, failures)));
    failures.push(...furtherThanPlain(published), ...missedWithOperators(published));
    const generated: Row[] = [];
    const alone: EngineName[] = [...new Set<EngineName>(['cp-sat', ...asked])];
    for (const instance of isAsked('generated') ? chosenOf(generatedInstances()) : [])
      generated.push(...(await measure(instance, options, alone, failures)));
    failures.push(...behind(generated, 'cp-sat'), ...behind(generated, 'native'));
    const scale = isAsked('scale') ? await measureScale(options, failures) : undefined;
    await endWarmThreads();
    const rows = [...published, ...generated];
    failures.push(...notFarAhead(rows));
    const tables = [...(rows.length > 0 ? tablesOf(rows) : []), ...(scale?.tables ?? [])];
    return { tables, data: { rows, scale: scale?.data }, failures };
  },
};

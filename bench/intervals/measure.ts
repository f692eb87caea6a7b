import type { EngineName } from '../../src/engines/registry.ts';
import type { BenchOptions } from '../bench.ts';
import { nativeWay, ourWay, plainWay, type Way } from '../ways.ts';
import type { Instance } from './instances.ts';

export const BUDGETS_S = [1, 2, 5, 10] as const;

/** One solver's way through one instance. */
export interface Row extends Way {
  readonly family: string;
  readonly name: string;
  readonly best: number | undefined;
  readonly plainBound?: number | undefined;
}

/**
 * Everybody's way through an instance: the race, engines alone, the plain program and native OR-Tools where there are some.
 *
 * *Errors* none: what is wrong with an answer is pushed to `failures`.
 */
export async function measure(
  instance: Instance,
  { note, quick }: BenchOptions,
  alone: readonly EngineName[],
  failures: string[],
): Promise<Row[]> {
  const { family, name, best, plain, plainBound } = instance;
  const asked = { model: instance.model(), budgetsS: BUDGETS_S.map((budget) => budget / quick) };
  const ways: (Way | undefined)[] = [];
  for (const engine of ['auto' as const, ...alone]) {
    note(`${name}: ${engine}`);
    const { way, faults } = await ourWay(asked, engine);
    failures.push(...[...faults, ...beyondBest(way, best)].map((text) => `${name}, ${way.by}: ${text}`));
    if (engine === 'auto' && way.values.at(-1) === undefined) failures.push(`${name}: no schedule was found`);
    ways.push(way);
  }
  note(`${name}: plain program and native OR-Tools`);
  if (plain) ways.push(await plainWay(plain.variable, plain.args, asked.budgetsS));
  ways.push(await nativeWay(asked));
  return ways.flatMap((way) => (way ? [{ family, name, best, plainBound, ...way }] : []));
}

/** What cannot be true of a way where the best known value is. */
function beyondBest({ bound, provedMs, values }: Way, best: number | undefined): string[] {
  if (best === undefined) return [];
  const end = values.at(-1);
  return [
    ...(bound !== undefined && bound > best ? [`the bound ${bound} is above the best known ${best}`] : []),
    ...(provedMs !== undefined && end! > best ? [`${end} is called optimal, ${best} is known`] : []),
  ];
}

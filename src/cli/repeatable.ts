import type { RepeatableResult } from '../solve/repeatable.ts';
import type { SolvingOptions } from './options.ts';

/** How a run that was to be repeatable can be had again, or why it cannot; nothing for any other run. */
export function repeatableText(
  { repeatTicks, ticks }: RepeatableResult,
  { repeatable, seed }: Pick<SolvingOptions, 'repeatable' | 'seed'>,
): string {
  if (!repeatable) return '';
  if (repeatTicks !== undefined)
    return `Repeatable: any machine gives this again with --ticks ${repeatTicks} --seed ${seed} in place of --repeatable and the time limit.\n`;
  if (ticks === undefined)
    return 'Not repeatable: an engine that took part does not count its work. Try it without --engine.\n';
  return 'Not repeatable: the run ended before its first budget of work was used up. Try a longer --time-limit.\n';
}

import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { type Literal, not } from '../../../src/language/expression.ts';
import type { Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import type { ProviderDay } from '../posting/providerDay.ts';
import type { Problem, Session } from '../problem.ts';
import { loads } from './busy.ts';

const parameters = z.strictObject({});

/**
 * *Means* `weight` for each gap in a provider's day: some starts of the grid in a row at which no session runs, with
 * sessions before and after them; posted ones count.
 */
export const compactness: Rule<z.infer<typeof parameters>> = {
  template: 'compactness',
  hard: false,
  meaning: 'A provider’s day has few gaps.',
  parameters,
  post({ weight }, posting) {
    for (const day of weight === 0 ? [] : posting.providerDays()) postDay(posting, weight, day);
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const day of schedule.providerDays()) costs(weight * gapsIn(problem, day));
  },
  explain(_, { problem, schedule, candidate }) {
    const day = schedule.with(candidate.provider, candidate.day);
    const more = gapsIn(problem, [...day, candidate]) - gapsIn(problem, day);
    return more > 0 ? { text: `It would leave ${more} more gaps in the day.` } : undefined;
  },
};

function gapsIn(problem: Problem, day: readonly Session[]): number {
  let begun = 0;
  let wasBusy = false;
  for (const load of loads(problem, day)) {
    if (load > 0 && !wasBusy) begun++;
    wasBusy = load > 0;
  }
  return Math.max(0, begun - 1);
}

/** Each beginning of busy time costs, and the first one of the day is given back. */
function postDay(posting: Posting, weight: number, day: ProviderDay): void {
  const all: Literal[] = [];
  let isFixed = false;
  let before: Literal | 'busy' = ABSENT;
  for (const moment of day.slots) {
    const isBusy = day.fixedAt(moment) > 0;
    const now: Literal | 'busy' = isBusy ? 'busy' : day.busy(moment);
    isFixed ||= isBusy;
    if (now !== 'busy' && now !== ABSENT) all.push(now);
    if (now !== ABSENT && before !== 'busy') postBeginning(posting, weight, { before, now });
    before = now;
  }
  if (isFixed) posting.costs.always(-weight);
  else if (all.length > 0) posting.costs.add(posting.any(all), -weight);
}

function postBeginning(
  posting: Posting,
  weight: number,
  { before, now }: { readonly before: Literal; readonly now: Literal | 'busy' },
): void {
  if (now === 'busy') {
    if (before === ABSENT) posting.costs.always(weight);
    else posting.costs.add(not(before), weight);
  } else posting.costs.add(before === ABSENT ? now : posting.all([now, not(before)]), weight);
}

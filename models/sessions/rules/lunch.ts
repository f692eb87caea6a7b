import { z } from 'zod';
import { clockOf, minuteOf } from '../../../src/domain/calendar.ts';
import { counted } from '../../../src/domain/words.ts';
import type { InForce, Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import type { ProviderDay } from '../posting/providerDay.ts';
import { overlap, providerDay, type Session, type Stretch, stretchOf } from '../problem.ts';
import { byTime, isOfRun, lastOf } from '../schedule.ts';
import { dayName, providerName, sessionNames } from '../words.ts';
import { minutes, time } from './fields.ts';

const parameters = z
  .strictObject({
    from: time.describe('not before this time'),
    to: time.describe('over by this time'),
    minutes: minutes.describe('free minutes in a row'),
  })
  .refine(({ from, to, minutes: free }) => minuteOf(from) + free <= minuteOf(to), {
    message: 'the free minutes have to fit between from and to',
    path: ['minutes'],
  });

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* on each day a provider has, between `from` and `to`, `minutes` in a row without a session. Where it is not
 * hard, each day of a provider without them costs `weight`.
 */
export const lunch: Rule<Parameters> = {
  template: 'lunch',
  hard: true,
  softens: true,
  meaning: 'A provider has some free minutes in a row around noon.',
  says: ({ from, to, minutes: free }) =>
    `A provider has ${counted(free, 'free minute')} in a row between ${from} and ${to}.`,
  parameters,
  post(rule, posting) {
    for (const day of posting.providerDays()) posting.unit(rule, () => postDay(rule, posting, day));
  },
  check(rule, { problem, schedule, breaks }) {
    for (const day of schedule.providerDays()) {
      const within = during(rule, day);
      if (isFree(rule, within) || !within.some(isOfRun)) continue;
      const text = `${providerName(problem, within[0]!.provider)} has no ${saying(rule)} on ${dayName(problem, within[0]!.day)}.`;
      breaks({
        text,
        assignments: within,
        withdraw: lastOf(problem, within, 1),
        unit: providerDay(problem, within[0]!),
      });
    }
  },
  explain(rule, { problem, schedule, candidate }) {
    if (!overlap(windowOf(rule), stretchOf(candidate))) return undefined;
    const by = during(rule, schedule.with(candidate.provider, candidate.day));
    if (isFree(rule, [...by, candidate])) return undefined;
    const has = by.length > 0 ? ` beside ${sessionNames(problem, by)}` : '';
    const text = `${providerName(problem, candidate.provider)} would have no ${saying(rule)}${has}.`;
    return { text, by, needs: 'another time' };
  },
  milder: (given) => ({ minutes: Math.max(1, Math.floor(given.minutes / 2)) }),
};

function windowOf({ parameters: { from, to } }: InForce<Parameters>): Stretch {
  return { from: minuteOf(from), to: minuteOf(to) };
}

function saying({ parameters: { from, to, minutes: free } }: InForce<Parameters>): string {
  const { from: first, to: end } = { from: clockOf(minuteOf(from)), to: clockOf(minuteOf(to)) };
  return `${free} free minutes between ${first} and ${end}`;
}

function during(rule: InForce<Parameters>, day: readonly Session[]): Session[] {
  return day.filter((one) => overlap(windowOf(rule), stretchOf(one)));
}

/** Whether some sessions leave the free minutes. */
function isFree(rule: InForce<Parameters>, sessions: readonly Session[]): boolean {
  const { from, to } = windowOf(rule);
  let free = from;
  for (const { start, minutes: length } of byTime(sessions)) {
    if (start - free >= rule.parameters.minutes) return true;
    free = Math.max(free, start + length);
  }
  return to - free >= rule.parameters.minutes;
}

/** The free time begins with the window or at the end of a session; one such beginning is chosen. */
function postDay(rule: InForce<Parameters>, posting: Posting, day: ProviderDay): void {
  const window = windowOf(rule);
  const all = day.touching(window.from, window.to);
  if (all.length === 0) return;
  const fixed = during(rule, day.fixed).map(stretchOf);
  const ends = [...day.ends, ...fixed.map(({ to }) => to), window.from];
  const free = rule.parameters.minutes;
  const beginnings = [...new Set(ends)]
    .filter((at) => at >= window.from && at + free <= window.to)
    .filter((at) => !fixed.some((one) => overlap(one, { from: at, to: at + free })))
    .sort((a, b) => a - b);
  const taking = beginnings.map((at) => day.touching(at, at + free));
  if (taking.some((vars) => vars.length === 0)) return;
  if (beginnings.length < 2) {
    posting.atMost(taking[0] ?? all, 0);
    return;
  }
  const chosen = taking.map((vars, i) => {
    const isChosen = posting.boolean();
    const most = day.mostTouching(beginnings[i]!, beginnings[i]! + free);
    const coeffs = [...vars.map(() => 1), most];
    posting.add({ kind: 'linear', vars: [...vars, isChosen], coeffs, domain: [-Infinity, most] });
    return isChosen;
  });
  posting.add({ kind: 'boolOr', literals: chosen });
}

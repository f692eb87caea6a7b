import { z } from 'zod';
import { allOf, counted } from '../../../src/domain/words.ts';
import type { InForce, Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import type { ProviderDay } from '../posting/providerDay.ts';
import type { Problem, Session } from '../problem.ts';
import { inPriorityOrder, isOfRun, type Schedule } from '../schedule.ts';
import { dayName, providerName } from '../words.ts';
import { busyMinutes } from './busy.ts';
import { minutes } from './fields.ts';

const parameters = z.strictObject({
  day: minutes.describe('minutes of sessions a day').optional(),
  week: minutes.describe('minutes of sessions a week').optional(),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* a provider is busy at most `day` minutes a day and `week` minutes a week, where `startsEvery` minutes are
 * busy for each start of the grid at which a session runs, however many do; posted ones count. Where it is not hard,
 * each day, and each week, of a provider with more costs `weight`.
 */
export const maxMinutes: Rule<Parameters> = {
  template: 'max-minutes',
  hard: true,
  softens: true,
  meaning: 'The minutes that a provider is busy in a day, and in a week, are limited.',
  says: ({ day, week }) =>
    `A provider is busy for at most ${allOf([
      ...(day === undefined ? [] : [`${counted(day, 'minute')} a day`]),
      ...(week === undefined ? [] : [`${counted(week, 'minute')} a week`]),
    ])}.`,
  parameters,
  post(rule, posting) {
    for (const { index } of posting.problem.providers) {
      for (const { days, max } of limitsOf(rule, posting.problem)) {
        posting.unit(rule, () =>
          limit(
            posting,
            days.map((day) => posting.dayOf(index, day)),
            max,
          ),
        );
      }
    }
  },
  check(rule, { problem, schedule, breaks }) {
    for (const { index } of problem.providers) {
      for (const [at, { days, max }] of limitsOf(rule, problem).entries()) {
        const sessions = days.flatMap((day) => schedule.with(index, day));
        const busy = busyIn(problem, sessions);
        const given = sessions.filter((one) => !isOfRun(one));
        if (busy <= max || busy === busyIn(problem, given)) continue;
        const when = days.length === 1 ? `on ${dayName(problem, days[0]!)}` : 'in the week';
        const text = `${providerName(problem, index)} is busy ${busy} minutes ${when}, at most ${max}.`;
        const unit = index * (problem.grid.days.length + 1) + at;
        breaks({ text, assignments: sessions, withdraw: lastThatTakes(problem, sessions), unit });
      }
    }
  },
  explain(rule, { problem, schedule, candidate }) {
    const excess = excessWith(rule, problem, schedule, candidate);
    if (!excess) return undefined;
    const { busy, days, max, by } = excess;
    const when = days.length === 1 ? `on ${dayName(problem, candidate.day)}` : 'in the week';
    const text = `${providerName(problem, candidate.provider)} would be busy ${busy} minutes ${when}; at most ${max}.`;
    return { text, by, needs: 'one of them elsewhere' };
  },
  relax(rule, { problem, schedule, candidate }) {
    const excess = excessWith(rule, problem, schedule, candidate)!;
    const parameter = excess.days.length === 1 && excess.max === rule.parameters.day ? 'day' : 'week';
    return [{ kind: 'parameters', parameters: { [parameter]: excess.busy } }];
  },
  milder: ({ day, week }) => ({
    ...(day === undefined ? {} : { day: day + 30 }),
    ...(week === undefined ? {} : { week: week + 60 }),
  }),
};

interface Limit {
  readonly days: readonly number[];
  readonly max: number;
}

function limitsOf({ parameters: { day, week } }: InForce<Parameters>, { grid }: Problem): Limit[] {
  const all = grid.days.map((_, index) => index);
  return [
    ...(day === undefined ? [] : all.map((one) => ({ days: [one], max: day }))),
    ...(week === undefined ? [] : [{ days: all, max: week }]),
  ];
}

function busyIn(problem: Problem, sessions: readonly Session[]): number {
  return problem.grid.days.reduce(
    (all, _, day) =>
      all +
      busyMinutes(
        problem,
        sessions.filter((one) => one.day === day),
      ),
    0,
  );
}

function excessWith(rule: InForce<Parameters>, problem: Problem, schedule: Schedule, candidate: Session) {
  for (const { days, max } of limitsOf(rule, problem)) {
    if (!days.includes(candidate.day)) continue;
    const by = days.flatMap((day) => schedule.with(candidate.provider, day));
    const busy = busyIn(problem, [...by, candidate]);
    if (busy > max && busy > busyIn(problem, by)) return { busy, days, max, by };
  }
  return undefined;
}

/** The last proposal without which the provider is less busy. */
function lastThatTakes(problem: Problem, sessions: readonly Session[]): Session[] {
  const busy = busyIn(problem, sessions);
  const takes = (session: Session): boolean =>
    busyIn(
      problem,
      sessions.filter((one) => one !== session),
    ) < busy;
  const proposals = inPriorityOrder(problem, sessions).filter(({ origin }) => origin === 'proposal');
  const last = proposals.findLast(takes) ?? proposals.at(-1);
  return last ? [last] : [];
}

/** At most this many of the moments at which a session may run, beside those at which a fixed one does. */
function limit(posting: Posting, days: readonly ProviderDay[], max: number): void {
  const { problem } = posting;
  const fixed = days.reduce((all, day) => all + busyMinutes(problem, day.fixed), 0);
  const open = days.map((day) => day.slots.filter((moment) => day.fixedAt(moment) === 0 && day.mayRun(moment)));
  const room = Math.max(0, Math.floor((max - fixed) / problem.grid.every));
  if (open.flat().length <= room) return;
  posting.atMost(
    days.flatMap((day, i) => open[i]!.map((moment) => day.busy(moment))),
    room,
  );
}

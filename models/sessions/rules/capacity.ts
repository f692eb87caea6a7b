import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Rule } from '../caseload.ts';
import { overlap, type Problem, providerDay, type Session, stretchOf } from '../problem.ts';
import { eachMoment, isOfRun, lastOf } from '../schedule.ts';
import { dayName, providerName, sessionNames } from '../words.ts';
import { count } from './fields.ts';

const parameters = z.strictObject({ max: count.describe('sessions at once with one provider') });

/**
 * *Means* at each moment a provider has at most `max` sessions, or fewer by an own `capacity`; posted ones count.
 * Where it is not hard, each day of a provider with more costs `weight`.
 */
export const capacity: Rule<z.infer<typeof parameters>> = {
  template: 'capacity',
  hard: true,
  softens: true,
  hasCap: true,
  meaning: 'A provider holds at most `max` sessions at once.',
  says: ({ max }) => `At most ${counted(max, 'session')} at once with one provider.`,
  parameters,
  post(rule, posting) {
    for (const day of posting.providerDays()) {
      const limit = limitOf(posting.problem, day.provider, rule.parameters.max);
      posting.unit(rule, () => {
        for (const moment of day.moments) posting.limit(day.load(moment), Math.max(0, limit - day.fixedAt(moment)));
      });
    }
  },
  check({ parameters: { max } }, { problem, schedule, breaks }) {
    for (const day of schedule.providerDays()) {
      const limit = limitOf(problem, day[0]!.provider, max);
      eachMoment(day, (atOnce) => {
        if (atOnce.length <= limit || !atOnce.some(isOfRun)) return;
        const who = providerName(problem, atOnce[0]!.provider);
        const text = `${who} has ${atOnce.length} sessions at once on ${dayName(problem, atOnce[0]!.day)}, at most ${limit}: ${sessionNames(problem, atOnce)}.`;
        const withdraw = lastOf(problem, atOnce, atOnce.length - limit);
        breaks({ text, assignments: atOnce, withdraw, unit: providerDay(problem, atOnce[0]!) });
      });
    }
  },
  explain({ parameters: { max } }, { problem, schedule, candidate }) {
    const limit = limitOf(problem, candidate.provider, max);
    const by = fullestWith(schedule.with(candidate.provider, candidate.day), candidate);
    if (by.length < limit) return undefined;
    const has = by.length > 0 ? `has ${sessionNames(problem, by)}` : 'takes none';
    const text = `${providerName(problem, candidate.provider)} ${has} then; at most ${limit} at once.`;
    return { text, by, needs: 'one of them elsewhere' };
  },
  relax({ parameters: { max } }, { problem, schedule, candidate: { provider, ...candidate } }) {
    const needed = fullestWith(schedule.with(provider, candidate.day), candidate).length + 1;
    const isOwn = problem.providers[provider]!.capacity < needed;
    const own = isOwn ? [{ kind: 'capacity', provider, max: needed } as const] : [];
    return needed > max && !isOwn ? [{ kind: 'parameters', parameters: { max: needed } }] : needed > max ? [] : own;
  },
  milder: ({ max }) => ({ max: max + 1 }),
};

function limitOf({ providers }: Problem, provider: number, max: number): number {
  return Math.min(max, providers[provider]!.capacity);
}

/** Of a provider's day, the most sessions that run at one moment of another. */
function fullestWith(day: readonly Session[], candidate: Pick<Session, 'start' | 'minutes'>): readonly Session[] {
  const own = stretchOf(candidate);
  let fullest: readonly Session[] = [];
  eachMoment(
    day.filter((one) => overlap(own, stretchOf(one))),
    (atOnce, moment) => {
      if (moment < own.to && atOnce.length > fullest.length) fullest = atOnce;
    },
  );
  return fullest;
}

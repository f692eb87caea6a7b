import { z } from 'zod';
import { beyond, freeOf } from '../../../src/domain/posting/excess.ts';
import { counted } from '../../../src/domain/words.ts';
import type { Rule } from '../caseload.ts';
import { inPriorityOrder, isOfRun, lastOf } from '../schedule.ts';
import { dayName, sessionNames, studentName } from '../words.ts';
import { count } from './fields.ts';

const parameters = z.strictObject({ max: count.describe('sessions of one student a day') });

/**
 * *Means* a student has at most `max` sessions a day, posted ones included. Where it is not hard, each session that the
 * run adds beyond that costs `weight`.
 */
export const maxPerDay: Rule<z.infer<typeof parameters>> = {
  template: 'max-per-day',
  hard: true,
  softens: true,
  hasCap: true,
  meaning: 'A student has at most `max` sessions a day.',
  says: ({ max }) => `At most ${counted(max, 'session')} a day for one student.`,
  parameters,
  narrows({ parameters: { max } }, { perDay }) {
    perDay.forEach((most, at) => {
      perDay[at] = Math.min(most, max);
    });
  },
  post({ hardness, parameters: { max }, weight }, posting) {
    for (const { index } of posting.problem.students) {
      posting.problem.grid.days.forEach((_, day) => {
        const free = freeOf(posting.fixed.at(index, day), max);
        const count = posting.dayCount(index, day);
        if (hardness === 'hard') posting.limit(count, Math.max(0, free));
        else posting.costBeyond(count, free, weight);
      });
    }
  },
  check({ parameters: { max } }, { problem, schedule, breaks }) {
    for (const sessions of schedule.studentDays()) {
      if (sessions.length <= max || !sessions.some(isOfRun)) continue;
      const { student, day } = sessions[0]!;
      const text = `${studentName(problem, student)} has ${sessions.length} sessions on ${dayName(problem, day)}, at most ${max}.`;
      const size = beyond(inPriorityOrder(problem, sessions), max).length;
      breaks({ text, assignments: sessions, withdraw: lastOf(problem, sessions, sessions.length - max), size });
    }
  },
  explain({ parameters: { max } }, { problem, schedule, candidate: { student, day } }) {
    const by = schedule.at(student, day);
    if (by.length < max) return undefined;
    const has = by.length > 0 ? `has ${sessionNames(problem, by)}` : 'takes none';
    const text = `${studentName(problem, student)} ${has} on ${dayName(problem, day)}; at most ${max} a day.`;
    return { text, by, needs: 'another day' };
  },
  relax: (_, { schedule, candidate: { student, day } }) => [
    { kind: 'parameters', parameters: { max: schedule.at(student, day).length + 1 } },
  ],
  milder: ({ max }) => ({ max: max + 1 }),
};

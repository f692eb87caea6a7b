import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { isOfRun, lastOf } from '../schedule.ts';
import { dayName, idsOf, studentName } from '../words.ts';
import { count } from './fields.ts';

const parameters = z.strictObject({ max: count });

/** *Means* a student has at most `max` sessions a day, posted ones included. */
export const maxPerDay: Rule<z.infer<typeof parameters>> = {
  template: 'max-per-day',
  hard: true,
  hasCap: true,
  meaning: 'A student has at most `max` sessions a day.',
  parameters,
  post({ parameters: { max } }, posting) {
    for (const { index } of posting.problem.students) {
      posting.problem.grid.days.forEach((_, day) => {
        const room = Math.max(0, max - posting.fixed.at(index, day).length);
        const placed = posting.dayCount(index, day);
        if (placed.most > room) posting.atMost(placed.expression().vars, room);
      });
    }
  },
  check({ parameters: { max } }, { problem, schedule, breaks }) {
    for (const sessions of schedule.studentDays()) {
      if (sessions.length <= max || !sessions.some(isOfRun)) continue;
      const { student, day } = sessions[0]!;
      const text = `${studentName(problem, student)} has ${sessions.length} sessions on ${dayName(problem, day)}, at most ${max}.`;
      breaks({ text, assignments: sessions, withdraw: lastOf(problem, sessions, sessions.length - max) });
    }
  },
  explain({ parameters: { max } }, { problem, schedule, candidate: { student, day } }) {
    const by = schedule.at(student, day);
    if (by.length < max) return undefined;
    const has = by.length > 0 ? `has ${idsOf(by)}` : 'takes none';
    const text = `${studentName(problem, student)} ${has} on ${dayName(problem, day)}; at most ${max} a day.`;
    return { text, by, needs: 'another day' };
  },
  relax: (_, { schedule, candidate: { student, day } }) => [
    { kind: 'parameters', parameters: { max: schedule.at(student, day).length + 1 } },
  ],
  milder: ({ max }) => ({ max: max + 1 }),
};

import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { close, overlap, stretchOf } from '../problem.ts';
import { eachMoment, isOfRun, lastOf } from '../schedule.ts';
import { dayName, idsOf, studentName } from '../words.ts';

const parameters = z.strictObject({});

/** *Means* at each moment a student has at most one session; posted ones count, whoever holds them. */
export const noOverlap: Rule<z.infer<typeof parameters>> = {
  template: 'no-overlap',
  hard: true,
  isEssential: true,
  meaning: 'The sessions of a student do not overlap.',
  parameters,
  narrows(_, _domains, problem) {
    for (const session of problem.fixed) {
      const { firstLane, providers } = problem.students[session.student]!;
      providers.forEach((_, i) => void close(problem, firstLane + i, session.day, stretchOf(session)));
    }
  },
  post(_, posting) {
    for (const { index, minutes, open } of posting.problem.students) {
      for (let day = 0; open > 1 && day < posting.problem.grid.days.length; day++) {
        const starts = posting.startsOf(index, day);
        let first = 0;
        starts.forEach((start, i) => {
          // One row for the starts of a session's length, unless the row of the next start says it too.
          while (starts[first]! <= start - minutes) first++;
          const next = starts[i + 1];
          if (next !== undefined && starts[first]! > next - minutes) return;
          const literals = posting.startsIn(index, day, start - minutes + 1, start + 1);
          if (literals.length > 1) posting.add({ kind: 'atMostOne', literals });
        });
      }
    }
  },
  check(_, { problem, schedule, breaks }) {
    for (const sessions of schedule.studentDays()) {
      eachMoment(sessions, (atOnce) => {
        if (atOnce.length < 2 || !atOnce.some(isOfRun)) return;
        const { student, day } = atOnce[0]!;
        const text = `${studentName(problem, student)} has ${idsOf(atOnce)} at once on ${dayName(problem, day)}.`;
        breaks({ text, assignments: atOnce, withdraw: lastOf(problem, atOnce, atOnce.length - 1) });
      });
    }
  },
  explain(_, { problem, schedule, candidate }) {
    const own = stretchOf(candidate);
    const by = schedule.at(candidate.student, candidate.day).filter((one) => overlap(own, stretchOf(one)));
    if (by.length === 0) return undefined;
    return { text: `${studentName(problem, candidate.student)} has ${idsOf(by)} then.`, by, needs: 'another time' };
  },
};

import { z } from 'zod';
import { clockOf } from '../../../src/domain/calendar.ts';
import type { Rule } from '../caseload.ts';
import { NONE, type Problem, type Session, slotAt } from '../problem.ts';
import { isOfRun, lastOf } from '../schedule.ts';
import { providerName, studentName } from '../words.ts';

const parameters = z.strictObject({});

/**
 * *Means* of the `sessions` of a student, each is placed once or not at all: with one of the student's providers, on a
 * day of the grid, from a start of the grid `from, from + startsEvery, ...` on, ending no later than the grid does.
 */
export const structure: Rule<z.infer<typeof parameters>> = {
  template: 'structure',
  hard: true,
  isEssential: true,
  meaning:
    'A student has at most as many sessions as asked for, each with one of the student’s providers, on the grid.',
  parameters,
  post(_, posting) {
    const { grid, students } = posting.problem;
    for (const student of students) {
      if (!posting.hasCells(student)) continue;
      const decided = posting.decided(student);
      if (student.open === 1) {
        const literals = grid.days.flatMap((_, day) => posting.startsIn(student.index, day, 0, Infinity));
        posting.add({ kind: 'exactlyOne', literals: [...literals, decided] });
        continue;
      }
      const vars = grid.days.flatMap((_, day) => posting.dayCount(student.index, day).expression().vars);
      const coeffs = [...vars.map(() => 1), -1];
      posting.add({ kind: 'linear', vars: [...vars, decided], coeffs, domain: [0, 0] });
    }
  },
  check(_, { problem, schedule, breaks }) {
    for (const session of schedule.assignments) {
      const text = isOfRun(session) ? faultOf(problem, session) : undefined;
      if (text) breaks({ text, assignments: [session], withdraw: lastOf(problem, [session], 1) });
    }
    for (const { index, student } of problem.items) {
      const places = schedule.of(index);
      if (places.length < 2 || !places.some(isOfRun)) continue;
      const { name, sessions } = problem.students[student]!;
      const text = `${name} has more than ${sessions} sessions.`;
      breaks({ text, assignments: places, withdraw: lastOf(problem, places, places.length - 1) });
    }
  },
  explain(_, { problem, candidate }) {
    const text = faultOf(problem, candidate);
    return text === undefined ? undefined : { text };
  },
};

function faultOf(problem: Problem, { student, provider, day, start, minutes }: Session): string | undefined {
  const { grid, students } = problem;
  if (!students[student]!.providers.includes(provider)) {
    return `${providerName(problem, provider)} is not one of the providers of ${studentName(problem, student)}.`;
  }
  if (day !== NONE && slotAt(grid, start) !== NONE && start + minutes <= grid.to) return undefined;
  return `A session of ${minutes} minutes does not begin at ${clockOf(start)}: the grid has starts every ${grid.every} minutes from ${clockOf(grid.from)}, and ends at ${clockOf(grid.to)}.`;
}

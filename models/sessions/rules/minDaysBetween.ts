import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import type { Problem, Session, StudentInfo } from '../problem.ts';
import { byTime, isOfRun, lastOf } from '../schedule.ts';
import { dayName, sessionNames, studentName } from '../words.ts';
import { count } from './fields.ts';

const parameters = z.strictObject({ days: count.describe('free days between two days with sessions of one student') });

/**
 * *Means* between two sessions of a student lie at least `days` days of the week, so that they are not on one day
 * either; from one week to the next nothing is asked. Where it is not hard, each student with sessions that are nearer
 * costs `weight`.
 */
export const minDaysBetween: Rule<z.infer<typeof parameters>> = {
  template: 'min-days-between',
  hard: true,
  softens: true,
  meaning: 'At least `days` days lie between the sessions of a student.',
  says: ({ days }) =>
    days === 0
      ? 'The sessions of a student may be on days that follow one another.'
      : `At least ${counted(days, 'day')} ${days === 1 ? 'lies' : 'lie'} between the sessions of a student.`,
  parameters,
  post(rule, posting) {
    for (const student of posting.problem.students)
      posting.unit(rule, () => postWeek(posting, student, rule.parameters.days));
  },
  check({ parameters: { days } }, { problem, schedule, breaks }) {
    for (const { index } of problem.students) {
      const sessions = byTime(schedule.ofStudent(index));
      sessions.slice(1).forEach((session, i) => {
        const both = [sessions[i]!, session];
        if (!isTooClose(problem, sessions[i]!, session, days) || !both.some(isOfRun)) return;
        const text = `${studentName(problem, index)} has ${sessionNames(problem, both)} on ${both.map(({ day }) => dayName(problem, day)).join(' and ')}, which are less than ${days} days apart.`;
        breaks({ text, assignments: both, withdraw: lastOf(problem, both, 1), unit: index });
      });
    }
  },
  explain({ parameters: { days } }, { problem, schedule, candidate }) {
    const by = schedule.ofStudent(candidate.student).filter((one) => isTooClose(problem, one, candidate, days));
    if (by.length === 0) return undefined;
    const text = `${studentName(problem, candidate.student)} has ${sessionNames(problem, by)} within ${days} days.`;
    return { text, by, needs: 'another day' };
  },
  relax: ({ parameters: { days } }) => (days > 0 ? [{ kind: 'parameters', parameters: { days: days - 1 } }] : []),
  milder: ({ days }) => ({ days: Math.max(0, days - 1) }),
};

function postWeek(posting: Posting, { index, open }: StudentInfo, days: number): void {
  for (const window of windowsOf(posting.problem, days)) {
    const isTaken = window.some((day) => posting.fixed.at(index, day).length > 0);
    const counts = window.map((day) => posting.dayCount(index, day));
    const all = counts.reduce((sum, { most }) => sum + most, 0);
    const vars = (): number[] => counts.flatMap((one) => one.expression().vars);
    if (Math.min(open, all) > (isTaken ? 0 : 1)) posting.atMost(vars(), isTaken ? 0 : 1);
  }
}

function isTooClose({ grid }: Problem, a: Session, b: Session, days: number): boolean {
  return Math.abs(grid.afterMonday[a.day]! - grid.afterMonday[b.day]!) <= days;
}

/** The longest lists of days any two of which are too close. */
function windowsOf({ grid }: Problem, days: number): number[][] {
  const all = grid.days.map((_, day) => day);
  const windows = all.map((first) =>
    all.filter((day) => day >= first && grid.afterMonday[day]! <= grid.afterMonday[first]! + days),
  );
  return windows.filter((window, i) => i === 0 || window.at(-1) !== windows[i - 1]!.at(-1));
}

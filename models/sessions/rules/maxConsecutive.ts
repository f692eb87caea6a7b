import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Literal } from '../../../src/language/expression.ts';
import type { PlaceQuestion, Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import { type StudentInfo, studentDay } from '../problem.ts';
import { isOfRun, lastOf } from '../schedule.ts';
import { dayName, studentName } from '../words.ts';
import { minutes } from './fields.ts';
import { type Stretches, stretchesOf } from './stretches.ts';

const parameters = z.strictObject({ minutes: minutes.describe('minutes of sessions without a break') });

/**
 * *Means* sessions of a student that follow one another without a break take at most `minutes` together. Where it is
 * not hard, each day of a student with more costs `weight`.
 */
export const maxConsecutive: Rule<z.infer<typeof parameters>> = {
  template: 'max-consecutive',
  hard: true,
  softens: true,
  meaning: 'A student gets a break after at most `minutes` of sessions.',
  says: ({ minutes: max }) => `A student gets a break after at most ${counted(max, 'minute')} of sessions.`,
  parameters,
  post(rule, posting) {
    const { grid, students } = posting.problem;
    for (const student of students) {
      grid.days.forEach((_, day) => {
        posting.unit(rule, () => postDay(posting, student, { day, max: rule.parameters.minutes }));
      });
    }
  },
  check({ parameters: { minutes: max } }, { problem, schedule, breaks }) {
    for (const day of schedule.studentDays()) {
      for (const { from, to, sessions } of stretchesOf(day)) {
        if (to - from <= max || !sessions.some(isOfRun)) continue;
        const who = studentName(problem, sessions[0]!.student);
        const text = `${who} has ${to - from} minutes without a break on ${dayName(problem, sessions[0]!.day)}, at most ${max}.`;
        const unit = studentDay(problem, sessions[0]!);
        breaks({ text, assignments: sessions, withdraw: lastOf(problem, sessions, 1), unit });
      }
    }
  },
  explain({ parameters: { minutes: max } }, question) {
    const { from, to, sessions } = stretchWith(question);
    if (to - from <= max) return undefined;
    const by = sessions.filter((one) => one !== question.candidate);
    const text = `${studentName(question.problem, question.candidate.student)} would have ${to - from} minutes without a break; at most ${max}.`;
    return { text, by, needs: 'a break' };
  },
  relax(_, question) {
    const { from, to } = stretchWith(question);
    return [{ kind: 'parameters', parameters: { minutes: to - from } }];
  },
  milder: ({ minutes: max }) => ({ minutes: max + 30 }),
};

function stretchWith({ schedule, candidate }: PlaceQuestion): Stretches {
  const day = [...schedule.at(candidate.student, candidate.day), candidate];
  return stretchesOf(day).find(({ sessions }) => sessions.includes(candidate))!;
}

/** Follows each chain of sessions, fixed ones and those to choose, until it takes too long, and forbids it as a whole. */
function postDay(posting: Posting, student: StudentInfo, { day, max }: { day: number; max: number }): void {
  const { index, minutes: own } = student;
  const starts = posting.startsOf(index, day);
  if (starts.length === 0) return;
  const given = posting.fixed.at(index, day);
  const most = posting.mostAllowedOn(index, day);
  if (given.length === 0 && most * own <= max) return;
  const fixed = stretchesOf(given);
  const fixedAt = new Map(fixed.map((one) => [one.from, one]));
  for (const head of [...starts, ...fixed.map(({ from }) => from)]) {
    const links: Literal[][] = [];
    let at = head;
    while (links.length <= most) {
      const stretch = fixedAt.get(at);
      const literals = stretch ? [] : posting.startsIn(index, day, at, at + 1);
      if (!stretch && literals.length === 0) break;
      if (!stretch) links.push(literals);
      at = stretch ? stretch.to : at + own;
      if (at - head <= max || links.length === 0) continue;
      if (links.length <= most) posting.atMost(links.flat(), links.length - 1);
      break;
    }
  }
}

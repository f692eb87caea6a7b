import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Variable } from '../../../src/language/expression.ts';
import type { Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import { type Session, type StudentInfo, stretchOf, studentDay } from '../problem.ts';
import { isOfRun, lastOf } from '../schedule.ts';
import { dayName, sessionNames, studentName } from '../words.ts';
import { minutes } from './fields.ts';
import { stretchesOf } from './stretches.ts';

const parameters = z.strictObject({ minutes: minutes.describe('minutes of a break, where there is one') });

/**
 * *Means* between two sessions of a student on a day that do not follow one another at once, directly or through
 * others, there are at least `minutes`. Where it is not hard, each day of a student with a shorter break costs
 * `weight`.
 */
export const minBreak: Rule<z.infer<typeof parameters>> = {
  template: 'min-break',
  hard: true,
  softens: true,
  meaning: 'Two sessions of a student follow one another directly, or have a break of at least `minutes` between them.',
  says: ({ minutes: least }) =>
    `Two sessions of a student follow one another directly, or have a break of at least ${counted(least, 'minute')} between them.`,
  parameters,
  post(rule, posting) {
    const { grid, students } = posting.problem;
    for (const student of students) {
      grid.days.forEach((_, day) => {
        posting.unit(rule, () => postDay(posting, student, { day, least: rule.parameters.minutes }));
      });
    }
  },
  check({ parameters: { minutes: least } }, { problem, schedule, breaks }) {
    for (const day of schedule.studentDays()) {
      for (const { gap, sessions } of shortBreaks(day, least)) {
        if (!sessions.some(isOfRun)) continue;
        const who = studentName(problem, sessions[0]!.student);
        const text = `${who} has only ${gap} minutes between ${sessionNames(problem, sessions)} on ${dayName(problem, sessions[0]!.day)}, at least ${least}.`;
        const unit = studentDay(problem, sessions[0]!);
        breaks({ text, assignments: sessions, withdraw: lastOf(problem, sessions, 1), unit });
      }
    }
  },
  explain({ parameters: { minutes: least } }, { problem, schedule, candidate }) {
    const day = [...schedule.at(candidate.student, candidate.day), candidate];
    const found = shortBreaks(day, least).find(({ sessions }) => sessions.includes(candidate));
    if (!found) return undefined;
    const by = found.sessions.filter((one) => one !== candidate);
    const text = `${studentName(problem, candidate.student)} would have a break of ${found.gap} minutes beside ${sessionNames(problem, by)}; at least ${least}.`;
    return { text, by, needs: 'a longer break' };
  },
  relax({ parameters: { minutes: least } }, { schedule, candidate }) {
    const day = [...schedule.at(candidate.student, candidate.day), candidate];
    const gaps = shortBreaks(day, least).flatMap(({ gap, sessions }) => (sessions.includes(candidate) ? [gap] : []));
    return [{ kind: 'parameters', parameters: { minutes: Math.min(...gaps) } }];
  },
  milder: ({ minutes: least }) => ({ minutes: Math.max(1, least - 15) }),
};

/** The breaks that are too short, each with the sessions that end where it begins and that begin where it ends. */
function shortBreaks(day: readonly Session[], least: number): { gap: number; sessions: Session[] }[] {
  const stretches = stretchesOf(day);
  return stretches.slice(1).flatMap((after, i) => {
    const before = stretches[i]!;
    const gap = after.from - before.to;
    if (gap >= least) return [];
    const ending = before.sessions.filter((one) => stretchOf(one).to === before.to);
    const beginning = after.sessions.filter(({ start }) => start === after.from);
    return [{ gap, sessions: [...ending, ...beginning] }];
  });
}

/**
 * After each session that may end a stretch, nothing begins before the break is over: of the starts in it, those within a
 * session's length exclude one another, so that one row does for all of them.
 */
function postDay(posting: Posting, student: StudentInfo, { day, least }: { day: number; least: number }): void {
  const { index, minutes: own } = student;
  const given = posting.fixed.at(index, day);
  const most = posting.mostAllowedOn(index, day);
  if (most + given.length < 2) return;
  const fixed = stretchesOf(given);
  const isFixedStart = new Set(fixed.map(({ from }) => from));
  // What follows at once leads on from there, where there may be a third session and room for it within the break.
  const leadsOn = most + given.length > 2 && own < least;
  /** Nothing in the break from `end` on, after sessions that begin at some minutes, unless there is one that leads on. */
  const postBreak = (end: number, before: readonly Variable[], room: number): void => {
    if (isFixedStart.has(end)) return;
    const between = leadsOn ? posting.startsIn(index, day, end, end + 1) : [];
    const post = (later: readonly Variable[], room: number): void => {
      const excluding = before.length === 0 ? later : before.concat(later);
      if (between.length === 0) {
        posting.atMost(excluding, room);
        return;
      }
      const coeffs = [...excluding.map(() => 1), ...between.map(() => -1)];
      posting.add({ kind: 'linear', vars: [...excluding, ...between], coeffs, domain: [-Infinity, room] });
    };
    if (room > 0 && fixed.some(({ from }) => from > end && from < end + least)) post([], 0);
    // What comes after a fixed session that is too near already has its break with that one.
    const until = Math.min(end + least, ...fixed.map(({ from }) => from).filter((from) => from > end));
    for (let from = end + 1; from < until && most > room; from += own) {
      const later = posting.startsIn(index, day, from, Math.min(from + own, until));
      if (later.length > 0) post(later, room);
    }
  };
  for (const start of posting.startsOf(index, day)) {
    postBreak(start + own, posting.startsIn(index, day, start, start + 1), 1);
  }
  for (const { to } of fixed) postBreak(to, [], 0);
}

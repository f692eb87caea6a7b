import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import type { Posting } from '../posting.ts';
import { type Session, type StudentInfo, stretchOf } from '../problem.ts';
import { isOfRun, lastOf } from '../schedule.ts';
import { dayName, idsOf, studentName } from '../words.ts';
import { minutes } from './fields.ts';
import { stretchesOf } from './stretches.ts';

const parameters = z.strictObject({ minutes });

/**
 * *Means* between two sessions of a student on a day that do not follow one another at once, directly or through others,
 * there are at least `minutes`.
 */
export const minBreak: Rule<z.infer<typeof parameters>> = {
  template: 'min-break',
  hard: true,
  meaning: 'Two sessions of a student follow one another directly, or have a break of at least `minutes` between them.',
  parameters,
  post({ parameters: { minutes: least } }, posting) {
    for (const student of posting.problem.students) {
      for (let day = 0; day < posting.problem.grid.days.length; day++) postDay(posting, student, { day, least });
    }
  },
  check({ parameters: { minutes: least } }, { problem, schedule, breaks }) {
    for (const day of schedule.studentDays()) {
      for (const { gap, sessions } of shortBreaks(day, least)) {
        if (!sessions.some(isOfRun)) continue;
        const who = studentName(problem, sessions[0]!.student);
        const text = `${who} has only ${gap} minutes between ${idsOf(sessions)} on ${dayName(problem, sessions[0]!.day)}, at least ${least}.`;
        breaks({ text, assignments: sessions, withdraw: lastOf(problem, sessions, 1) });
      }
    }
  },
  explain({ parameters: { minutes: least } }, { problem, schedule, candidate }) {
    const day = [...schedule.at(candidate.student, candidate.day), candidate];
    const found = shortBreaks(day, least).find(({ sessions }) => sessions.includes(candidate));
    if (!found) return undefined;
    const by = found.sessions.filter((one) => one !== candidate);
    const text = `${studentName(problem, candidate.student)} would have a break of ${found.gap} minutes beside ${idsOf(by)}; at least ${least}.`;
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
  const { index, minutes: own, open } = student;
  const starts = posting.startsOf(index, day);
  if (starts.length === 0) return;
  const fixed = stretchesOf(posting.fixed.at(index, day));
  const isFixedStart = new Set(fixed.map(({ from }) => from));
  const inBreak = (at: number, end: number): boolean => at > end && at < end + least;
  const ends = [
    ...(open > 1 || fixed.length > 0 ? starts : []).map((start) => ({ end: start + own, start })),
    ...fixed.map(({ to }) => ({ end: to, start: undefined })),
  ];
  for (const { end, start } of ends) {
    if (isFixedStart.has(end)) continue;
    const before = start === undefined ? [] : posting.startsIn(index, day, start, start + 1);
    // What follows at once leads on from there, where it is short enough to leave room for more within the break.
    const between = own < least ? posting.startsIn(index, day, end, end + 1) : [];
    const most = start === undefined ? 0 : 1;
    const post = (later: readonly number[], room: number): void => {
      const excluding = [...before, ...later];
      if (between.length === 0) posting.atMost(excluding, room);
      else if (excluding.length > 0) {
        const vars = [...excluding, ...between];
        const coeffs = vars.map((_, i) => (i < excluding.length ? 1 : -1));
        posting.add({ kind: 'linear', vars, coeffs, domain: [-Infinity, room] });
      }
    };
    if (start !== undefined && fixed.some(({ from }) => inBreak(from, end))) post([], 0);
    for (let from = end + 1; from < end + least && open > most; from += own) {
      const later = posting.startsIn(index, day, from, Math.min(from + own, end + least));
      if (later.length > 0) post(later, most);
    }
  }
}

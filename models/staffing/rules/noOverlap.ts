import { z } from 'zod';
import { forbid, type Piece, piecesAt, presenceOf } from '../pieces.ts';
import type { Posting } from '../posting.ts';
import type { Assignment, Problem } from '../problem.ts';
import { isOfRun, type Schedule } from '../schedule.ts';
import { hasClockTimes, LONGEST_DAYS, type Span, spanOf } from '../spans.ts';
import { dateOn, nameOf, workNames } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/**
 * Nobody is in two places at once.
 *
 * *Means* of two pieces of work of one employee whose clock times are known and that may not overlap, one ends before
 * the other begins, over midnight too. Work in a block takes from `arrive` to `depart`, work with a fixed time its
 * minutes from then.
 */
export const noOverlap: Rule<z.infer<typeof parameters>> = {
  template: 'no-overlap',
  hard: true,
  meaning: 'An employee’s work does not overlap where clock times are known.',
  parameters,
  usesVariant: true,
  idle(_, problem) {
    if (hasClockTimes(problem)) return undefined;
    return { text: 'no work has a known clock time.', maybe: 'give its type a time, or blocks.' };
  },
  post(_, posting) {
    for (const { index } of posting.problem.employees) postEmployee(posting, index);
  },
  check(_, { problem, schedule, breaks }) {
    for (const timed of timedByEmployee(problem, schedule)) {
      let latest: Timed | undefined;
      let latestOfRun: Timed | undefined;
      for (const piece of timed) {
        const earlier = isOfRun(piece.work) ? latest : latestOfRun;
        if (earlier && piece.start < earlier.end) {
          const both = [earlier.work, piece.work];
          const text = `${nameOf(problem, piece.work.employee)} has ${workNames(both)} at the same time on ${dateOn(problem, piece.work.day)}.`;
          breaks({ text, assignments: both, withdraw: lastOf(problem, both, 1) });
        }
        if (!latest || piece.end > latest.end) latest = piece;
        if (isOfRun(piece.work) && (!latestOfRun || piece.end > latestOfRun.end)) latestOfRun = piece;
      }
    }
  },
  explain(_, { problem, schedule, candidate }) {
    const span = ownSpanOf(problem, candidate);
    if (!span) return undefined;
    const by: Assignment[] = [];
    for (let day = candidate.day - LONGEST_DAYS; day <= candidate.day + LONGEST_DAYS; day++) {
      for (const work of day < 0 || day >= problem.frame.days ? [] : schedule.at(candidate.employee, day)) {
        const other = ownSpanOf(problem, work);
        if (other && overlap(span, other)) by.push(work);
      }
    }
    if (by.length === 0) return undefined;
    return {
      text: `${nameOf(problem, candidate.employee)} has ${workNames(by)} at that time.`,
      by,
      needs: 'another time',
    };
  },
};

interface Timed extends Span {
  readonly work: Assignment;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** When work takes its employee; not at all if it may overlap. */
function ownSpanOf(problem: Problem, work: Assignment): Span | undefined {
  return problem.domains.overlaps[work.type] === 1 ? undefined : spanOf(problem, work);
}

/** The work of each employee that has a clock time, in the order in which it begins. */
function timedByEmployee(problem: Problem, schedule: Schedule): Timed[][] {
  const timed = problem.employees.map((): Timed[] => []);
  for (const work of schedule.assignments) {
    const span = ownSpanOf(problem, work);
    if (span) timed[work.employee]!.push({ work, ...span });
  }
  for (const list of timed) list.sort((a, b) => a.start - b.start || a.end - b.end || (a.work.id < b.work.id ? -1 : 1));
  return timed;
}

/**
 * No two of an employee's choices at one time, and none at the time of fixed work.
 *
 * *Means* stretches of time overlap pairwise exactly when some moment is in all of them, so that one row for each largest
 * set of choices that share a moment says everything; those sets are met in the order of beginnings.
 */
function postEmployee(posting: Posting, employee: number): void {
  const { fixed, problem } = posting;
  const { first, last } = problem.frame;
  const choices: Piece[] = [];
  for (let day = first; day <= last; day++) choices.push(...ownPieces(posting, employee, day));
  if (choices.length === 0) return;
  const busy: Span[] = [];
  for (let day = first - LONGEST_DAYS; day <= last + LONGEST_DAYS; day++) {
    busy.push(...fixed.at(employee, day).flatMap((work) => ownSpanOf(problem, work) ?? []));
  }
  const [closed, open] = [[] as Piece[], [] as Piece[]];
  for (const piece of choices) (busy.some((span) => overlap(piece, span)) ? closed : open).push(piece);
  forbid(posting, closed);
  let active: Piece[] = [];
  let isNew = false;
  for (const piece of open.sort((a, b) => a.start - b.start)) {
    const still = active.filter(({ end }) => end > piece.start);
    if (isNew && still.length < active.length) postMoment(posting, active);
    active = [...still, piece];
    isNew = true;
  }
  postMoment(posting, active);
}

function ownPieces(posting: Posting, employee: number, day: number): Piece[] {
  const { events, domains } = posting.problem;
  return piecesAt(posting, employee, day).filter(({ event }) => domains.overlaps[events[event]!.type] === 0);
}

function postMoment(posting: Posting, pieces: readonly Piece[]): void {
  if (new Set(pieces.map(({ event }) => event)).size < 2) return;
  posting.add({ kind: 'atMostOne', literals: pieces.map((piece) => posting.all(presenceOf(piece))) });
}

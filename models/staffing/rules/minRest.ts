import { z } from 'zod';
import { forbid, type Piece, piecesAt, presenceOf } from '../pieces.ts';
import type { Posting } from '../posting.ts';
import type { Assignment, Problem } from '../problem.ts';
import { isOfRun, type Schedule } from '../schedule.ts';
import { hasClockTimes, type Span, spanOf } from '../spans.ts';
import { dateOn, nameOf, workNames } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({
  hours: z.number().min(0).max(24).describe('hours between the end of work on one day and the begin on the next'),
});

type Parameters = z.infer<typeof parameters>;

/** Work of a day may end two days later, and a day of rest may follow; an hour of it may be skipped by the clock. */
const REACH = 3;

/**
 * *Means* of two pieces of work of one employee on different days whose clock times are known, the later begins at least
 * `hours` after the earlier has ended; work is of the day on which it begins. *Units* hours that really pass in the time
 * zone of the input, changes of the clock included.
 */
export const minRest: Rule<Parameters> = {
  template: 'min-rest',
  hard: true,
  meaning: 'At least `hours` hours between the work of two days.',
  says: ({ hours }) => `At least ${hours} hours of rest between the work of two days.`,
  parameters,
  usesVariant: true,
  idle(_, problem) {
    if (hasClockTimes(problem)) return undefined;
    return { text: 'no work has a known clock time.', maybe: 'give its type a time, or blocks.' };
  },
  post(rule, posting) {
    for (const { index } of posting.problem.employees) postEmployee(rule, posting, index);
  },
  check(rule, { problem, schedule, breaks }) {
    const rest = minutesOf(rule);
    for (const place of schedule.places()) {
      const { employee, day } = place[0]!;
      const evening = timedAt(problem, schedule, { employee, day });
      if (evening.length === 0) continue;
      const last = Math.max(...evening.map(({ end }) => end));
      for (let next = day + 1; next <= day + REACH; next++) {
        const morning = timedAt(problem, schedule, { employee, day: next });
        const first = Math.min(...morning.map(({ start }) => start));
        const tired = [
          ...evening.filter(({ work, end }) => isOfRun(work) && first - end < rest),
          ...morning.filter(({ work, start }) => isOfRun(work) && start - last < rest),
        ].map(({ work }) => work);
        if (tired.length === 0) continue;
        const text = `${nameOf(problem, employee)} has ${restText(first - last)} after ${dateOn(problem, day)}, at least ${rule.parameters.hours} hours.`;
        const assignments = [...evening, ...morning].map(({ work }) => work);
        breaks({ text, assignments, withdraw: lastOf(problem, tired, 1) });
      }
    }
  },
  explain(rule, { problem, schedule, candidate }) {
    const { employee, day } = candidate;
    const span = spanOf(problem, candidate);
    if (!span) return undefined;
    const by: Assignment[] = [];
    for (let other = day - REACH; other <= day + REACH; other++) {
      for (const { work, start, end } of other === day ? [] : timedAt(problem, schedule, { employee, day: other })) {
        const pause = other < day ? span.start - end : start - span.end;
        if (pause < minutesOf(rule)) by.push(work);
      }
    }
    if (by.length === 0) return undefined;
    const text = `${nameOf(problem, employee)} would have less than ${rule.parameters.hours} hours of rest around ${dateOn(problem, day)}, next to ${workNames(by)}.`;
    return { text, by, needs: 'another time' };
  },
  milder: ({ hours }) => (hours > 0 ? { hours: Math.max(0, hours - 1) } : {}),
};

function minutesOf({ parameters: { hours } }: InForce<Parameters>): number {
  return Math.ceil(hours * 60);
}

function restText(minutes: number): string {
  return minutes < 0 ? 'no rest' : `${Math.floor((minutes / 60) * 100) / 100} hours of rest`;
}

interface Timed extends Span {
  readonly work: Assignment;
}

/** What an employee does on a day, as far as clock times are known. */
function timedAt(
  problem: Problem,
  schedule: Schedule,
  { employee, day }: { readonly employee: number; readonly day: number },
): Timed[] {
  if (day < 0 || day >= problem.frame.days) return [];
  return schedule.at(employee, day).flatMap((work) => {
    const span = spanOf(problem, work);
    return span ? [{ work, ...span }] : [];
  });
}

/** Choices of an employee on a day, and a number that stands for an end or a beginning of theirs, made when needed. */
interface Night {
  readonly pieces: readonly Piece[];
  readonly bound: () => number;
}

/**
 * *Means* the last end of a day is a number that is at least each chosen piece's, the first beginning of a day one that
 * is at most each one's; a row for each piece and one for each two days, instead of one for each two pieces.
 */
function postEmployee(rule: InForce<Parameters>, posting: Posting, employee: number): void {
  const { fixed, problem } = posting;
  const { first, last } = problem.frame;
  const rest = minutesOf(rule);
  const choices = new Map<number, Piece[]>();
  for (let day = first; day <= last; day++) {
    const taken: Span[][] = [[], []];
    for (let away = 1; away <= REACH; away++) {
      taken[0]!.push(...timedAt(problem, fixed, { employee, day: day - away }));
      taken[1]!.push(...timedAt(problem, fixed, { employee, day: day + away }));
    }
    const isTired = ({ start, end }: Piece): boolean =>
      taken[0]!.some((before) => start - before.end < rest) || taken[1]!.some((after) => after.start - end < rest);
    const pieces = Map.groupBy(piecesAt(posting, employee, day), isTired);
    forbid(posting, pieces.get(true) ?? []);
    choices.set(day, pieces.get(false) ?? []);
  }
  const ends = new Map([...choices].map(([day, pieces]) => [day, endOf(posting, pieces, { choices, day, rest })]));
  const starts = new Map([...choices].map(([day, pieces]) => [day, startOf(posting, pieces, { choices, day, rest })]));
  for (const day of choices.keys()) {
    for (let next = day + 1; next <= Math.min(day + REACH, last); next++) {
      const [evening, morning] = [ends.get(day)!, starts.get(next)!];
      if (!canBeTight(evening.pieces, morning.pieces, rest)) continue;
      const vars = [morning.bound(), evening.bound()];
      posting.add({ kind: 'linear', vars, coeffs: [1, -1], domain: [rest, Number.POSITIVE_INFINITY] });
    }
  }
}

interface Around {
  readonly choices: ReadonlyMap<number, readonly Piece[]>;
  readonly day: number;
  readonly rest: number;
}

function canBeTight(evening: readonly Piece[], morning: readonly Piece[], rest: number): boolean {
  if (evening.length === 0 || morning.length === 0) return false;
  return Math.min(...morning.map(({ start }) => start)) - Math.max(...evening.map(({ end }) => end)) < rest;
}

/** The last end of a day; as early as it hinders nobody when nothing is chosen. */
function endOf(posting: Posting, pieces: readonly Piece[], { choices, day, rest }: Around): Night {
  return {
    pieces,
    bound: once(() => {
      const later = [...choices].flatMap(([other, list]) => (other > day && other <= day + REACH ? list : []));
      const latest = Math.max(...pieces.map(({ end }) => end));
      const free = Math.min(latest, ...later.map(({ start }) => start - rest));
      const bound = posting.integer(free, latest);
      for (const piece of pieces) {
        if (piece.end <= free) continue;
        posting.add({
          kind: 'linear',
          vars: [bound],
          coeffs: [1],
          domain: [piece.end, Infinity],
          enforce: presenceOf(piece),
        });
      }
      return bound;
    }),
  };
}

/** The first beginning of a day; as late as it hinders nobody when nothing is chosen. */
function startOf(posting: Posting, pieces: readonly Piece[], { choices, day, rest }: Around): Night {
  return {
    pieces,
    bound: once(() => {
      const earlier = [...choices].flatMap(([other, list]) => (other < day && other >= day - REACH ? list : []));
      const earliest = Math.min(...pieces.map(({ start }) => start));
      const free = Math.max(earliest, ...earlier.map(({ end }) => end + rest));
      const bound = posting.integer(earliest, free);
      for (const piece of pieces) {
        if (piece.start >= free) continue;
        posting.add({
          kind: 'linear',
          vars: [bound],
          coeffs: [1],
          domain: [-Infinity, piece.start],
          enforce: presenceOf(piece),
        });
      }
      return bound;
    }),
  };
}

function once(make: () => number): () => number {
  let made: number | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

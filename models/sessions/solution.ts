import type { z } from 'zod';
import { clockOf, minuteOf } from '../../src/domain/calendar.ts';
import { solutionReader } from '../../src/domain/solutionForm.ts';
import type { FaultCode } from './faults.ts';
import { schedule } from './input.ts';
import { isSamePlace, type Place, type Problem, type Session, sessionOf } from './problem.ts';
import { isOfRun } from './schedule.ts';

/** The JSON form of a solution: where each placed session is. Sessions that are not listed are unplaced. */
export const solutionSchema = schedule;

export type Solution = z.infer<typeof solutionSchema>;

export const { readSolution, parseSolution, knownIn } = solutionReader<Problem, Solution, FaultCode>({
  schema: solutionSchema,
  list: 'sessions',
  namingIn: ({ grid, providerIndex, studentIndex }) => [
    { field: 'student', known: studentIndex, code: 'unknown-student', what: 'student' },
    { field: 'provider', known: providerIndex, code: 'unknown-provider', what: 'provider' },
    {
      field: 'day',
      known: new Set(grid.days),
      code: 'day-outside-grid',
      what: 'day',
      wrong: (day) => [
        `${day} is not a day of the grid: ${grid.days.join(', ')}.`,
        'move the session to a day of the grid.',
      ],
    },
  ],
});

/** Places by the names of the input, in the order of the students' ids and of their times. */
export function solutionOf({ grid, providers, students }: Problem, places: readonly Place[]): Solution {
  const sorted = [...places].sort(
    (a, b) => a.student - b.student || a.day - b.day || a.start - b.start || a.provider - b.provider,
  );
  return {
    sessions: sorted.map(({ student, provider, day, start }) => ({
      student: students[student]!.id,
      provider: providers[provider]!.id,
      day: grid.days[day]!,
      start: clockOf(start),
    })),
  };
}

/** The proposals of a solution whose names all exist; pins may be listed too, where they are pinned. */
export function proposalsIn(problem: Problem, solution: Solution): Session[] {
  return numbered(problem, besides(placesOf(problem, solution), problem.fixed.filter(isOfRun)));
}

/** Where a solution has sessions that are not fixed there. */
export function looseIn(problem: Problem, solution: Solution): Session[] {
  return numbered(problem, besides(placesOf(problem, knownIn(problem, solution)), problem.fixed));
}

function placesOf({ grid, providerIndex, studentIndex }: Problem, { sessions }: Solution): Place[] {
  return sessions.map(({ student, provider, day, start }) => ({
    student: studentIndex.get(student)!,
    provider: providerIndex.get(provider)!,
    day: grid.days.indexOf(day),
    start: minuteOf(start),
  }));
}

function besides(places: readonly Place[], fixed: readonly Session[]): Place[] {
  const byStudent = Map.groupBy(fixed, ({ student }) => student);
  return places.filter((place) => !byStudent.get(place.student)?.some((one) => isSamePlace(one, place)));
}

/**
 * Sessions of a student are numbered by their times, after the fixed ones; what is where it was, in the earlier schedule
 * or as movable posted work, keeps the number that it had there. What is too much is once more the last.
 */
export function numbered(problem: Problem, places: readonly Place[]): Session[] {
  return [...Map.groupBy(places, ({ student }) => student)].flatMap(([student, own]) => {
    const { firstItem, open, sessions } = problem.students[student]!;
    const before = wasAt(problem, student).slice(0, open);
    const sorted = own.sort((a, b) => a.day - b.day || a.start - b.start || a.provider - b.provider);
    const kept = sorted.map((place) => before.findIndex((one) => isSamePlace(one, place)));
    const free = Array.from({ length: sessions }, (_, k) => k).filter((k) => !kept.includes(k));
    return sorted.map((place, i) => {
      const k = kept[i]! >= 0 ? kept[i]! : (free.shift() ?? open);
      return sessionOf(problem, firstItem + Math.min(sessions - 1, sessions - open + k), place, 'proposal');
    });
  });
}

/** Where the open sessions of a student were, in the order of their numbers. */
function wasAt({ earlier, fixed, students }: Problem, student: number): readonly Place[] {
  if (!earlier) return students[student]!.old;
  const own = fixed.filter((one) => one.student === student);
  return (earlier.get(student) ?? [])
    .filter((place) => !own.some((one) => isSamePlace(one, place)))
    .sort((a, b) => a.day - b.day || a.start - b.start || a.provider - b.provider);
}

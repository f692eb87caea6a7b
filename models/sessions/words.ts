import { clockOf } from '../../src/domain/calendar.ts';
import { NONE, type Problem, type Session } from './problem.ts';

/** At most this many names are listed in a sentence. */
const LISTED = 5;

/** The name of a student. */
export function studentName({ students }: Problem, student: number): string {
  return students[student]!.name;
}

export function providerName({ providers }: Problem, provider: number): string {
  return providers[provider]?.name ?? 'nobody';
}

/** A day of the grid, by its name. */
export function dayName({ grid }: Problem, day: number): string {
  return day === NONE ? 'no day' : grid.days[day]!;
}

/** The students of some ids by their names; an id that is nobody's stays. */
export function calledIn({ students, studentIndex }: Problem, ids: readonly string[]): string[] {
  return ids.map((id) => students[studentIndex.get(id) ?? NONE]?.name ?? id);
}

/** What people call some sessions, with their times, shortened. */
export function sessionNames(problem: Problem, sessions: readonly Session[]): string {
  const nameOf = ({ id, item }: Session): string => problem.items[item]?.label ?? id;
  const shown = sessions.slice(0, LISTED).map((one) => `${nameOf(one)} at ${clockOf(one.start)}`);
  const more = sessions.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

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

/** The ids of some sessions with their times, shortened. */
export function idsOf(sessions: readonly Session[]): string {
  const shown = sessions.slice(0, LISTED).map(({ id, start }) => `${id} at ${clockOf(start)}`);
  const more = sessions.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

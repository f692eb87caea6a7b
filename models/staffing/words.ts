import { dateOf } from '../../src/domain/calendar.ts';
import type { Problem } from './problem.ts';

/** At most this many names are listed in a sentence. */
const LISTED = 5;

/** The name of an employee. */
export function nameOf(problem: Problem, employee: number): string {
  return problem.employees[employee]!.name;
}

/** The date of a day, counted from the frame's first, which may be outside of the frame. */
export function dateOn(problem: Problem, day: number): string {
  return problem.frame.dates[day] ?? dateOf(problem.frame.origin + day);
}

/** The ids of some work, shortened. */
export function idsOf(assignments: readonly { readonly id: string }[]): string {
  const shown = assignments.slice(0, LISTED).map(({ id }) => id);
  const more = assignments.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

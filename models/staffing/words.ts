import { dateOf } from '../../src/domain/calendar.ts';
import { listed } from '../../src/domain/words.ts';
import type { Problem } from './problem.ts';

/** The name of an employee. */
export function nameOf(problem: Problem, employee: number): string {
  return problem.employees[employee]!.name;
}

/** The date of a day, counted from the frame's first, which may be outside of the frame. */
export function dateOn(problem: Problem, day: number): string {
  return problem.frame.dates[day] ?? dateOf(problem.frame.origin + day);
}

/** What people call some work, shortened. */
export function workNames(assignments: readonly { readonly label: string }[]): string {
  return listed(assignments.map(({ label }) => label));
}

/** Names of which any one is meant: `core`, `tea or wine`, `red, tea or wine`. */
export function either(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' or ');
}

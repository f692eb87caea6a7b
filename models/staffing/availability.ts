import type { EmployeeInfo } from './problem.ts';

/**
 * Whether the weekly pattern lets an employee work on a day.
 *
 * *Means* the override that covers the day, has an opinion on its weekday and begins latest decides; without one, the
 * weekly pattern does.
 */
export function worksByPattern(employee: EmployeeInfo, day: number, weekday: number): boolean {
  for (const { from, to, days } of employee.overrides) {
    const opinion = day >= from && day <= to ? days[weekday] : null;
    if (opinion !== null && opinion !== undefined) return opinion;
  }
  return employee.weekly[weekday]!;
}

/** Why an employee is away on a day whatever the pattern says; undefined when there is no such reason. */
export function absenceOn(employee: EmployeeInfo, day: number): 'time off' | 'termination' | undefined {
  if (day > employee.lastDay) return 'termination';
  return employee.timeOff.some(({ from, to }) => day >= from && day <= to) ? 'time off' : undefined;
}

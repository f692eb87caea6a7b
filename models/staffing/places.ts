import { weekOf } from '../../src/domain/calendar.ts';
import { admits, type Companion, type EmployeeInfo, type EventInfo, type Problem } from './problem.ts';

/** Calls back for each employee and each day of the horizon. */
export function eachPlace(problem: Problem, visit: (employee: EmployeeInfo, day: number) => void): void {
  const { employees, frame } = problem;
  for (const employee of employees) for (let day = frame.first; day <= frame.last; day++) visit(employee, day);
}

/** Calls back for each employee and each week that the horizon touches. */
export function eachWeek(problem: Problem, visit: (employee: EmployeeInfo, week: number) => void): void {
  for (const employee of problem.employees) for (const week of weeksOf(problem)) visit(employee, week);
}

/** The weeks that the horizon touches. */
export function weeksOf({ frame }: Problem): number[] {
  const first = weekOf(frame.first);
  return Array.from({ length: weekOf(frame.last) - first + 1 }, (_, i) => first + i);
}

/** The days of a week that are in the horizon and open. */
export function openDaysOf({ domains, frame }: Problem, week: number): number[] {
  const days: number[] = [];
  for (let day = 7 * week; day < 7 * week + 7; day++) {
    if (day >= frame.first && day <= frame.last && domains.open[day] === 1) days.push(day);
  }
  return days;
}

/** Every employee and day that dates, availability and qualification leave to an event. */
export function placesOf(problem: Problem, item: EventInfo): Companion[] {
  const places: Companion[] = [];
  for (let day = item.first; day <= item.last; day++) {
    for (const { index: employee } of problem.employees) {
      if (admits(problem, item, employee, day)) places.push({ item, employee, day });
    }
  }
  return places;
}

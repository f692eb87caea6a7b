import { dateOf, dayNumber } from '../../src/domain/calendar.ts';
import { listsOfPlan } from '../../src/plans/keptLists.ts';
import { type StoredEffect, storedEffect } from '../../src/plans/stored.ts';
import type { InputList } from '../../src/solve/inputLists.ts';
import { entryName } from '../../src/solve/inputLists.ts';

interface Past {
  readonly lists: readonly InputList[];
  readonly employees: readonly string[];
  /** The first day that is not past any more. */
  readonly before: string;
  readonly years: number;
}

/**
 * What a staffing plan has had in the years before a day: each week an event of each person, accepted and done, and each
 * quarter a week off, a day that was given back, and a turn of a rotation that was taken over.
 */
export function pastOf({ lists, employees, before, years }: Past): StoredEffect[] {
  const rows: [string, object][] = [];
  const weeks = 52 * years;
  for (let week = 1; week <= weeks; week++) {
    const monday = dateOf(dayNumber(before) - 30 - 7 * week);
    const next = dateOf(dayNumber(monday) + 1);
    employees.forEach((employee, i) => {
      const event = `past-${week}-${i}`;
      rows.push(['events', { id: event, type: 'other', start: monday, due: next }]);
      rows.push(['posted', { event, employee, day: monday }]);
      rows.push(['outcomes', { item: event, day: monday, outcome: 'completed', who: employee, kind: 'other' }]);
      if (week % 13 !== 0) return;
      rows.push(['timeOff', { employee, from: next, to: dateOf(dayNumber(monday) + 6) }]);
      rows.push(['overrides', { employee, from: monday, to: monday, days: { monday: true } }]);
    });
    if (week % 13 === 0) rows.push(['rotationExceptions', { kind: 'juicer', date: monday, employee: employees[0] }]);
  }
  const all = listsOfPlan({ lists });
  return rows.map(([list, after]) => {
    const declared = all.find((one) => one.list === list)!;
    return storedEffect(all, { list, id: entryName(declared, after), after });
  });
}

import type { Reason } from '../../src/domain/explain/reason.ts';
import { remembered } from '../../src/domain/remembered.ts';
import { listed } from '../../src/domain/words.ts';
import { assignmentOf, type Companion, type EmployeeInfo, type EventInfo, NONE, type Problem } from './problem.ts';
import type { Schedule } from './schedule.ts';
import type { Staff, Staffing } from './staff.ts';
import { dateOn } from './words.ts';

/** At most this many people are named. */
const MOST_NAMES = 10;

/** Why no place of an event needs to be looked at: it is left alone, has no day, or nobody who could do it. */
export function hopeless(staffing: Staffing, alone: Schedule, item: EventInfo): Reason<Staff> | undefined {
  const { domains, employees, frame, types } = staffing.problem;
  const ruleOf = (template: string, place?: Companion) => ruleAgainst(staffing, alone, { template, item, place });
  if (item.state !== 'open') {
    return { kind: 'inactive', text: `${item.label} is not active, or not open to automatic scheduling.` };
  }
  const days = range(item.first, item.last).filter((day) => domains.open[day] === 1);
  if (days.length === 0) {
    const isWithout = item.first > item.last;
    const rule = isWithout ? ruleOf('structure') : ruleOf('open-day', { item, employee: 0, day: item.first });
    return { kind: 'no-valid-day', text: withoutDay(staffing.problem, item), ...rule };
  }
  const people = qualifiedIn(staffing.problem)(item.type);
  const type = types[item.type]!.name;
  if (!employees.some(({ active }) => active)) {
    const text = `There is nobody for ${item.label} (${type}): no employee is active.`;
    return { kind: 'nobody-qualified', text, ...ruleOf('structure') };
  }
  if (people.length === 0) {
    const text = `Nobody is qualified for ${item.label} (${type}).`;
    return { kind: 'nobody-qualified', text, ...ruleOf('qualified', { item, employee: 0, day: 0 }) };
  }
  if (people.some(({ index }) => days.some((day) => domains.available[index * frame.days + day] === 1))) {
    return undefined;
  }
  const names = people.map(({ name }) => name).slice(0, MOST_NAMES);
  const text = `Nobody who is qualified for ${item.label} is available on its days: ${names.join(', ')}.`;
  const place = { item, employee: people[0]!.index, day: days[0]! };
  return { kind: 'nobody-available', text, ...ruleOf('available', place), place };
}

/** Those who may do events of a type, found once for each: many events have one type. */
const qualifiedIn = remembered(({ domains, employees, types }: Problem) => {
  const known = new Array<readonly EmployeeInfo[] | undefined>(types.length);
  return (type: number): readonly EmployeeInfo[] => {
    known[type] ??= employees.filter(({ index }) => domains.eligible[type * employees.length + index] === 1);
    return known[type];
  };
});

/** An event whose days are all outside of the horizon, or closed. */
function withoutDay(problem: Problem, { due, first, label, last }: EventInfo): string {
  const { frame, holidays, lockedDays } = problem;
  if (first > last && due <= frame.first)
    return `${label} has to be done before ${dateOn(problem, due)}, and the horizon begins on ${dateOn(problem, frame.first)}.`;
  if (first > last)
    return `${label} may begin on ${dateOn(problem, first)}, and the horizon ends on ${dateOn(problem, frame.last)}.`;
  const why = (day: number): string => {
    if (holidays[day] === 1) return ' (holiday)';
    return lockedDays[day] === 1 ? ' (locked)' : '';
  };
  return `Every day of ${label} is closed: ${listed(range(first, last).map((day) => `${dateOn(problem, day)}${why(day)}`))}.`;
}

/** The rule of a template that speaks against an event at a place; any rule of the template when none is asked. */
function ruleAgainst(
  { problem, rules }: Staffing,
  schedule: Schedule,
  { template, item, place }: { template: string; item: EventInfo; place: Companion | undefined },
): { rule?: string } {
  const found = rules.find((active) => {
    if (active.rule.template !== template) return false;
    if (!place) return true;
    const candidate = assignmentOf(item, { ...place, block: NONE }, 'proposal');
    return active.rule.explain(active, { problem, schedule, candidate, item }) !== undefined;
  });
  return found ? { rule: found.id } : {};
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

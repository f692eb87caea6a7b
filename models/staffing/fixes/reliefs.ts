import type { OwnStep, Reliefs } from '../../../src/domain/fixes/reliefs.ts';
import type { Companion, EventInfo, Problem } from '../problem.ts';
import type { ActiveRule } from '../rules/rule.ts';
import type { Staff } from '../staff.ts';
import { changesOf } from './changesOf.ts';

/** An event may be proposed for days up to this many before its start or after its end. */
const DAYS_BEYOND = 7;

/** What reliefs of staffing mean. */
export const RELIEFS: Reliefs<Staff> = {
  say: changesOf,
  unwelcome: new Set(['dates', 'role']),
  unpin: ({ event }) => ({ kind: 'unpin', event }),
  takeBack,
  placesAround,
};

/** Frozen days, each by itself. */
function takeBack(problem: Problem, rules: readonly ActiveRule[]): OwnStep<Staff>[] {
  const frozen = rules.find(({ rule }) => rule.template === 'frozen-days');
  const steps: OwnStep<Staff>[] = [];
  for (let day = problem.frame.first; frozen && day <= problem.frame.last; day++) {
    if (problem.frozenDays[day] === 1)
      steps.push({ rule: frozen, relief: { kind: 'open-day', day, list: 'frozenDays' } });
  }
  return steps;
}

/** Every employee on every day of the horizon that the event may have, or might have with other dates. */
function placesAround({ employees, frame, domains }: Problem, event: EventInfo): Companion[] {
  const hasDay = domains.open.subarray(Math.max(0, event.first), event.last + 1).includes(1);
  const beyond = hasDay ? 0 : DAYS_BEYOND;
  const [first, last] = [Math.max(frame.first, event.first - beyond), Math.min(frame.last, event.last + beyond)];
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return days.flatMap((day) =>
    employees.filter(({ active }) => active).map(({ index: employee }) => ({ item: event, employee, day })),
  );
}

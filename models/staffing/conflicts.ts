import { breachesOfPosted } from '../../src/domain/conflicts.ts';
import type { RuleBreach } from '../../src/domain/review.ts';
import type { Conflict } from '../../src/solve/result.ts';
import { type Assignment, NONE, type Problem } from './problem.ts';
import type { Schedule } from './schedule.ts';
import type { Staff, Staffing } from './staff.ts';
import { dateOn } from './words.ts';

/** Posted work that breaks hard rules by itself. *Means* only what touches the horizon counts. */
export function conflictsOf(staffing: Staffing, schedule: Schedule): Conflict[] {
  const { problem, rules } = staffing;
  const pairs = new Set(rules.filter(({ rule }) => rule.template === 'follower').map(({ id }) => id));
  return breachesOfPosted(staffing, schedule)
    .filter((breach) => isNear(problem, breach) && !(pairs.has(breach.rule) && lacksKey(breach)))
    .map((breach) => conflictOf(problem, breach));
}

/** Where the input posts an event. */
export function postedAt({ input }: Problem, item: string): string {
  const within = input.events.findIndex(({ id, posted }) => posted && id === item);
  if (within >= 0) return `/events/${within}/posted`;
  const listed = input.posted.findIndex(({ event }) => event === item);
  return listed >= 0 ? `/posted/${listed}` : '';
}

function isNear({ frame }: Problem, { assignments }: RuleBreach<Staff>): boolean {
  return assignments.some(({ day }) => day >= frame.first && day <= frame.last);
}

/** Whom posted work without a pairing key goes with is not known, so that it cannot be alone. */
function lacksKey({ assignments }: RuleBreach<Staff>): boolean {
  return assignments.some(({ pairing }) => pairing === NONE);
}

function conflictOf(problem: Problem, { assignments, rule, text }: RuleBreach<Staff>): Conflict {
  const named = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return {
    rule,
    text,
    items: assignments.map(({ id }) => id),
    who: named(assignments.map(({ employee }) => problem.employees[employee]!.id)),
    when: named(assignments.map(({ day }) => dateOn(problem, day))),
    ...(assignments.some((work) => isOfAbsent(problem, work)) ? { reopen: 'absent' as const } : {}),
  };
}

/** Whether reopening what absent people have gives the work back to the run: a locked or frozen day stays as it is. */
export function isOfAbsent(problem: Problem, { employee, day, event }: Assignment): boolean {
  const { domains, events, frame, lockedDays, frozenDays, input } = problem;
  if (day < frame.first || day > frame.last || lockedDays[day] === 1 || frozenDays[day] === 1) return false;
  if (domains.available[employee * frame.days + day] === 1) return false;
  if (event === NONE) return true;
  const { id } = events[event]!;
  const { active, autoSchedule } = input.events.find((one) => one.id === id)!;
  return active && autoSchedule;
}

import { remembered } from '../../src/domain/remembered.ts';
import type { RuleBreach } from '../../src/domain/rules/rule.ts';
import type { Conflict } from '../../src/solve/issue.ts';
import type { Input } from './input.ts';
import { type Assignment, NONE, type Problem } from './problem.ts';
import type { Staff, Staffing } from './staff.ts';
import { dateOn } from './words.ts';

/** A breach by posted work as people are told of it. *Means* only what touches the horizon counts. */
export function conflictOf({ problem, rules }: Staffing, breach: RuleBreach<Staff>): Conflict | undefined {
  if (!isNear(problem, breach)) return undefined;
  const isOfPairs = rules.some(({ id, rule }) => id === breach.rule && rule.template === 'follower');
  return isOfPairs && lacksKey(breach) ? undefined : named(problem, breach);
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

function named(problem: Problem, { assignments, rule, text }: RuleBreach<Staff>): Conflict {
  const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return {
    rule,
    text,
    items: assignments.map(({ id }) => id),
    who: distinct(assignments.map(({ employee }) => problem.employees[employee]!.id)),
    when: distinct(assignments.map(({ day }) => dateOn(problem, day))),
    ...(assignments.some((work) => isOfAbsent(problem, work)) ? { reopen: 'absent' as const } : {}),
  };
}

/** Whether reopening what absent people have gives the work back to the run: a locked or frozen day stays as it is. */
export function isOfAbsent(problem: Problem, { employee, day, event }: Assignment): boolean {
  const { domains, events, frame, lockedDays, frozenDays, input } = problem;
  if (day < frame.first || day > frame.last || lockedDays[day] === 1 || frozenDays[day] === 1) return false;
  if (domains.available[employee * frame.days + day] === 1) return false;
  if (event === NONE) return true;
  const { active, autoSchedule } = inputEvents(input).get(events[event]!.id)!;
  return active && autoSchedule;
}

const inputEvents = remembered(({ events }: Input) => new Map(events.map((event) => [event.id, event])));

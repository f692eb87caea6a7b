import type { Conflict } from '../../src/solve/domainModel.ts';
import { type Assignment, NONE, type Problem } from './problem.ts';
import { check, type RuleBreach } from './review.ts';
import type { Staffing } from './rules/rule.ts';
import { isOfRun, Schedule } from './schedule.ts';
import { dateOn } from './words.ts';

/**
 * Posted work that breaks hard rules by itself: every rule's check over the schedule, with posted work answered for as
 * pins are.
 *
 * *Means* what no run is to blame for: somebody has become unavailable, a day was closed, two pieces of work overlap.
 * Only what touches the horizon counts. *Shapes* in the order of the rules. *Limits* one more pass of the checks.
 */
export function conflictsOf({ problem, rules }: Staffing, schedule: Schedule): Conflict[] {
  if (!problem.fixed.some((work) => !isOfRun(work))) return [];
  const posted = new Set<Assignment>();
  const answered = [...schedule.assignments].map((work) => {
    if (isOfRun(work)) return work;
    const asPin: Assignment = { ...work, origin: 'pin' };
    posted.add(asPin);
    return asPin;
  });
  const hard = rules.filter(({ rule }) => rule.hard);
  const pairs = new Set(hard.filter(({ rule }) => rule.template === 'follower').map(({ id }) => id));
  const { breaches } = check({ problem, rules: hard }, new Schedule(problem, answered));
  return breaches
    .filter((breach) => isOfPosted(problem, breach, posted) && !(pairs.has(breach.rule) && lacksKey(breach)))
    .map((breach) => conflictOf(problem, breach));
}

function isOfPosted({ frame }: Problem, { assignments }: RuleBreach, posted: ReadonlySet<Assignment>): boolean {
  const isNear = assignments.some(({ day }) => day >= frame.first && day <= frame.last);
  return isNear && assignments.some((work) => posted.has(work));
}

/** Whom posted work without a pairing key goes with is not known, so that it cannot be alone. */
function lacksKey({ assignments }: RuleBreach): boolean {
  return assignments.some(({ pairing }) => pairing === NONE);
}

function conflictOf(problem: Problem, { assignments, rule, text }: RuleBreach): Conflict {
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

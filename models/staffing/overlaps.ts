import { check } from '../../src/domain/review.ts';
import type { Warning } from '../../src/solve/issue.ts';
import { admits, assignmentOf, type EventInfo, NONE, type Problem } from './problem.ts';
import { Schedule } from './schedule.ts';
import { spanOf } from './spans.ts';
import type { Staffing } from './staff.ts';
import { dateOn, nameOf } from './words.ts';

/** More pairs of events are not tried: where the rules allow an overlap, one of the first is most likely allowed. */
const MOST_TRIED = 50;

/**
 * Clock times in which nothing keeps anybody from being in two places at once.
 *
 * *Means* the rules are asked about two events of one employee and day whose times overlap. A profile decides for
 * itself whether such work is meant; `plain` leaves it to the input.
 */
export function overlapWarnings(staffing: Staffing): Warning[] {
  const { problem, rules } = staffing;
  if (problem.input.profile !== 'plain' || rules.some(({ rule }) => rule.template === 'no-overlap')) return [];
  let tried = 0;
  for (const [day, events] of timedByDay(problem)) {
    for (const [i, one] of events.entries()) {
      for (const other of events.slice(i + 1)) {
        if (!overlap(problem, day, [one, other])) continue;
        if (tried++ >= MOST_TRIED) return [];
        const who = problem.employees.find(({ index }) =>
          [one, other].every((event) => admits(problem, event, index, day)),
        );
        if (!who) continue;
        const place = { employee: who.index, day, block: NONE };
        const both = [one, other].map((event) => assignmentOf(event, place, 'proposal'));
        if (check(staffing, new Schedule(problem, both)).breaches.length > 0) continue;
        const message = `${nameOf(problem, who.index)} may have ${one.label} and ${other.label} at the same time on ${dateOn(problem, day)}: types have clock times, and no rule looks at them. Maybe add the rule {"id": "one-place", "template": "no-overlap"}.`;
        return [{ pointer: '/rules', code: 'overlap-allowed', message }];
      }
    }
  }
  return [];
}

/** The open events with clock times of their types by the first day that they can have. */
function timedByDay({ domains, open }: Problem): Map<number, EventInfo[]> {
  const timed = open.filter(({ first, last, type }) => first <= last && domains.time[type] !== NONE);
  return Map.groupBy(timed, ({ first }) => first);
}

function overlap(problem: Problem, day: number, [one, other]: readonly [EventInfo, EventInfo]): boolean {
  const [a, b] = [one, other].map(({ minutes, type }) => spanOf(problem, { type, minutes, day, block: NONE }));
  return a !== undefined && b !== undefined && a.start < b.end && b.start < a.end;
}

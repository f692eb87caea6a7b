import { z } from 'zod';
import { type Assignment, type Earlier, NONE, type Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, workNames } from '../words.ts';
import { proposalsOf } from './breaches.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/**
 * *Means* on a frozen day the run has exactly what the earlier schedule has there, of the events that are still open to
 * it: that work stays as if it were pinned, and nothing is added.
 */
export const frozenDays: Rule<z.infer<typeof parameters>> = {
  template: 'frozen-days',
  hard: true,
  isEssential: true,
  meaning: 'On a frozen day the earlier schedule stays as it is.',
  parameters,
  closes(_, closing) {
    const { cells, problem } = closing;
    for (let cell = 0; cell < cells.count; cell++) if (problem.frozenDays[cells.day[cell]!] === 1) closing.close(cell);
  },
  post() {},
  check(_, { problem, schedule, breaks }) {
    for (const work of schedule.assignments) {
      if (problem.frozenDays[work.day] === 0 || !isOfRun(work) || isWhereItWas(problem, work)) continue;
      breaks({
        text: `${work.label} was not with the same employee on ${dateOn(problem, work.day)}, which is frozen.`,
        assignments: [work],
        withdraw: proposalsOf([work]),
      });
    }
    for (const [event, { day, employee }] of problem.earlier ?? []) {
      if (employee === NONE || problem.frozenDays[day] !== 1 || problem.events[event]!.state !== 'pinned') continue;
      const work = schedule.of(event);
      if (work.length === 0 || work.some((one) => problem.frozenDays[one.day] === 1)) continue;
      const text = `${workNames(work)} has left ${dateOn(problem, day)}, which is frozen.`;
      breaks({ text, assignments: work, withdraw: proposalsOf(work) });
    }
  },
  explain(_, { problem, candidate }) {
    if (problem.frozenDays[candidate.day] === 0 || isWhereItWas(problem, candidate)) return undefined;
    return { text: `${dateOn(problem, candidate.day)} is frozen.`, needs: 'the day not frozen' };
  },
  relax(_, { candidate: { day } }) {
    return [{ kind: 'open-day', day, list: 'frozenDays' }];
  },
};

function isWhereItWas({ earlier }: Problem, work: Assignment): boolean {
  const before = earlier?.get(work.event);
  return before !== undefined && isSamePlace(before, work);
}

/** Whether work is where it was; an earlier place that names no block is the same in any. */
export function isSamePlace(before: Earlier, { employee, day, block }: Assignment): boolean {
  return before.employee === employee && before.day === day && (before.block === NONE || before.block === block);
}

import { z } from 'zod';
import { postPrecedence } from '../posting/precedence.ts';
import { endOf, isOfRun, type Problem, type Run, startOf } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { spotsOf } from '../spots.ts';
import { lastOf, timeText } from '../words.ts';
import type { Explanation, Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* an operation begins when every operation that it comes after is in place and over, at least `min` and at most
 * `max` minutes after that; so what comes after an operation that is left out is left out too.
 */
export const precedence: Rule<z.infer<typeof parameters>> = {
  template: 'precedence',
  hard: true,
  isEssential: true,
  needsCompany: true,
  meaning: 'An operation begins once everything before it is done.',
  parameters,
  post(_, posting) {
    for (const operation of posting.operations) postPrecedence(posting, operation);
  },
  check(_, { problem, schedule, breaks }) {
    for (const run of schedule.assignments) {
      for (const { text, by } of faultsOf(problem, schedule, run)) {
        if (![run, ...by].some(isOfRun)) continue;
        // What comes later goes, since the other may well be needed by others.
        const withdraw = lastOf(problem, [run]);
        breaks({ text, assignments: [run, ...by], withdraw: withdraw.length > 0 ? withdraw : lastOf(problem, by) });
      }
    }
  },
  explain(_, { problem, schedule, candidate, item }) {
    const lacking = item.before.find((link) => schedule.of(link.item).length === 0);
    if (lacking) {
      const company = problem.items[lacking.item]!;
      const until = startOf(candidate) - lacking.min;
      const missing = company.state === 'open' ? spotsOf(problem, company).filter(({ start }) => start < until) : [];
      return { text: `${company.label}, which comes before ${item.label}, is not in place.`, missing, company };
    }
    const [found] = faultsOf(problem, schedule, candidate);
    if (found) return { text: found.text, by: found.by, needs: 'another time' };
    return whatFollows(problem, schedule, candidate);
  },
};

/** What comes after the candidate, and would begin too early, or too late. */
function whatFollows(problem: Problem, schedule: Schedule, candidate: Run): Explanation | undefined {
  const end = endOf(candidate);
  for (const next of problem.items[candidate.item]!.after) {
    const { min, max } = problem.items[next]!.before.find(({ item }) => item === candidate.item)!;
    for (const run of schedule.of(next)) {
      const gap = startOf(run) - end;
      if (gap < min || gap > max)
        return { text: `${run.label} follows, ${gapText(problem, run, { gap, min, max })}`, by: [run] };
    }
  }
  return undefined;
}

function faultsOf(problem: Problem, schedule: Schedule, run: Run): { text: string; by: readonly Run[] }[] {
  return problem.items[run.item]!.before.flatMap(({ item, min, max }) => {
    const by = schedule.of(item);
    const { label } = problem.items[item]!;
    if (by.length === 0)
      return [{ text: `${run.label} is in place, and ${label}, which comes before it, is not.`, by }];
    const gap = startOf(run) - schedule.endOf([item]);
    if (gap >= min && gap <= max) return [];
    return [{ text: `${run.label} comes after ${label}, ${gapText(problem, run, { gap, min, max })}`, by }];
  });
}

function gapText(problem: Problem, run: Run, { gap, min, max }: { gap: number; min: number; max: number }): string {
  const begins = `and begins at ${timeText(problem, startOf(run))}`;
  const where = gap < 0 ? `${-gap} minutes before its end` : `${gap} minutes after its end`;
  if (min === 0 && max === Number.POSITIVE_INFINITY) return `${begins}, ${where}.`;
  const allowed = max < Number.POSITIVE_INFINITY ? `${min} to ${max}` : `at least ${min}`;
  return `${begins}, ${where}: ${allowed} minutes after it are needed.`;
}

import { z } from 'zod';
import type { Assignment, Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, either, nameOf } from '../words.ts';
import { postCells } from './cellCosts.ts';
import { type Choice, choice, isMeant, mentionsOf } from './choices.ts';
import { typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  types: typeNames,
  employee: z.array(choice).min(1).describe('people in the order in which they are wanted'),
});

/**
 * *Means* work of the types costs `weight` unless its employee is one whom the first entry of the list means that has
 * somebody qualified and available that day.
 */
export const followerChoice: Rule<z.infer<typeof parameters>> = {
  template: 'follower-choice',
  hard: false,
  meaning: 'The first available person of the list holds the event.',
  says: ({ types }) => `The first available person of the list holds the ${either(types)} event.`,
  parameters,
  mentions: ({ types, employee }) => ({ types, ...mentionsOf(employee) }),
  post({ parameters: { types, employee: list }, weight }, posting) {
    const { problem } = posting;
    const first = new Map<number, Choice | undefined>();
    postCells(posting, problem.typeSet(types), (work) => {
      const at = work.type * problem.frame.days + work.day;
      if (!first.has(at)) {
        const entry = list.find((one) => available(problem, one, work).length > 0);
        first.set(at, entry);
      }
      const entry = first.get(at);
      return entry && isMeant(problem, entry, work) ? 0 : weight;
    });
  },
  check({ parameters: { types, employee: list }, weight }, { problem, schedule, costs }) {
    const first = new Map<number, readonly number[]>();
    for (const work of schedule.assignments) {
      if (!isOfRun(work) || !types.includes(problem.types[work.type]!.name)) continue;
      const at = work.type * problem.frame.days + work.day;
      if (!first.has(at)) first.set(at, firstAvailable(problem, list, work));
      if (!first.get(at)!.includes(work.employee)) costs(weight, work);
    }
  },
  explain({ parameters: { types, employee: list } }, { problem, candidate }) {
    if (!types.includes(problem.types[candidate.type]!.name)) return undefined;
    const first = firstAvailable(problem, list, candidate);
    const names = first.map((employee) => nameOf(problem, employee)).join(', ');
    const is = first.includes(candidate.employee) ? 'is first' : `comes after ${names || 'nobody'}`;
    return { text: `${nameOf(problem, candidate.employee)} ${is} on the list for ${dateOn(problem, candidate.day)}.` };
  },
};

/** Whom the first entry means that means anybody available. */
function firstAvailable(problem: Problem, list: readonly Choice[], work: Assignment): number[] {
  for (const entry of list) {
    const people = available(problem, entry, work);
    if (people.length > 0) return people;
  }
  return [];
}

function available(problem: Problem, entry: Choice, { day, type }: Pick<Assignment, 'day' | 'type'>): number[] {
  const { domains, employees, frame } = problem;
  return employees
    .map(({ index }) => index)
    .filter(
      (employee) =>
        isMeant(problem, entry, { employee, day }) &&
        domains.available[employee * frame.days + day] === 1 &&
        domains.eligible[type * employees.length + employee] === 1,
    );
}

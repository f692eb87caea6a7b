import { z } from 'zod';
import { allOf } from '../../../src/domain/words.ts';
import type { Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import type { ProviderDay } from '../posting/providerDay.ts';
import { overlap, type Problem, providerDay, stretchOf } from '../problem.ts';
import { eachMoment, isOfRun, lastOf } from '../schedule.ts';
import { calledIn, dayName, providerName, sessionNames } from '../words.ts';
import { students } from './fields.ts';

const parameters = z.strictObject({ students });

/**
 * *Means* at each moment a provider has at most one of the students; posted sessions count. Where it is not hard, each
 * day of a provider with more costs `weight`.
 */
export const apart: Rule<z.infer<typeof parameters>> = {
  template: 'apart',
  hard: true,
  softens: true,
  meaning: 'Some students are never with one provider at once.',
  says: ({ students: ids }, problem) => `${allOf(calledIn(problem, ids))} are never with one provider at once.`,
  parameters,
  mentions: (given) => ({ students: given.students }),
  post(rule, posting) {
    const members = membersOf(posting.problem, rule.parameters.students);
    for (const provider of new Set([...members].flatMap((student) => posting.problem.students[student]!.providers))) {
      posting.problem.grid.days.forEach((_, day) => {
        posting.unit(rule, () => postDay(posting, [...members], posting.dayOf(provider, day)));
      });
    }
  },
  check({ parameters: given }, { problem, schedule, breaks }) {
    const members = membersOf(problem, given.students);
    for (const day of schedule.providerDays()) {
      eachMoment(
        day.filter(({ student }) => members.has(student)),
        (atOnce) => {
          if (atOnce.length < 2 || !atOnce.some(isOfRun)) return;
          const { provider, day: on } = atOnce[0]!;
          const text = `${providerName(problem, provider)} has ${sessionNames(problem, atOnce)} at once on ${dayName(problem, on)}.`;
          const withdraw = lastOf(problem, atOnce, atOnce.length - 1);
          breaks({ text, assignments: atOnce, withdraw, unit: providerDay(problem, atOnce[0]!) });
        },
      );
    }
  },
  explain({ parameters: given }, { problem, schedule, candidate }) {
    const members = membersOf(problem, given.students);
    if (!members.has(candidate.student)) return undefined;
    const own = stretchOf(candidate);
    const by = schedule
      .with(candidate.provider, candidate.day)
      .filter((one) => members.has(one.student) && one !== candidate && overlap(own, stretchOf(one)));
    if (by.length === 0) return undefined;
    return {
      text: `${sessionNames(problem, by)} is then with ${providerName(problem, candidate.provider)}.`,
      by,
      needs: 'another time',
    };
  },
};

function postDay(posting: Posting, members: readonly number[], { day, fixed, provider }: ProviderDay): void {
  const own = fixed.filter(({ student }) => members.includes(student));
  const starts = members.flatMap((student) => posting.startsOf(student, day));
  for (const moment of new Set([...starts, ...own.map(({ start }) => start)])) {
    const running = members.flatMap((student) => {
      const from = moment - posting.problem.students[student]!.minutes + 1;
      return posting.startsIn(student, day, from, moment + 1);
    });
    const literals = running.filter((literal) => posting.cells.provider[literal - posting.firstCell] === provider);
    const isTaken = own.some(({ start, minutes }) => start <= moment && moment < start + minutes);
    if (literals.length > (isTaken ? 0 : 1)) posting.atMost(literals, isTaken ? 0 : 1);
  }
}

function membersOf({ studentIndex }: Problem, names: readonly string[]): Set<number> {
  return new Set(names.map((name) => studentIndex.get(name)!));
}

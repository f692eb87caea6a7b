import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { overlap, type Problem, stretchOf } from '../problem.ts';
import { eachMoment, isOfRun, lastOf } from '../schedule.ts';
import { dayName, idsOf, providerName } from '../words.ts';
import { students } from './fields.ts';

const parameters = z.strictObject({ students });

/** *Means* at each moment a provider has at most one of the students; posted sessions count. */
export const apart: Rule<z.infer<typeof parameters>> = {
  template: 'apart',
  hard: true,
  meaning: 'Some students are never with one provider at once.',
  parameters,
  mentions: (given) => ({ students: given.students }),
  post({ parameters: given }, posting) {
    const members = membersOf(posting.problem, given.students);
    for (const provider of new Set([...members].flatMap((student) => posting.problem.students[student]!.providers))) {
      for (let day = 0; day < posting.problem.grid.days.length; day++) {
        const fixed = posting.fixed.with(provider, day).filter(({ student }) => members.has(student));
        const starts = [...members].flatMap((student) => posting.startsOf(student, day));
        for (const moment of new Set([...starts, ...fixed.map(({ start }) => start)])) {
          const literals = [...members].flatMap((student) => posting.runningAt(student, { provider, day, moment }));
          const isTaken = fixed.some(({ start, minutes }) => start <= moment && moment < start + minutes);
          if (isTaken) posting.atMost(literals, 0);
          else if (literals.length > 1) posting.add({ kind: 'atMostOne', literals });
        }
      }
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
          const text = `${providerName(problem, provider)} has ${idsOf(atOnce)} at once on ${dayName(problem, on)}.`;
          breaks({ text, assignments: atOnce, withdraw: lastOf(problem, atOnce, atOnce.length - 1) });
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
      text: `${idsOf(by)} is then with ${providerName(problem, candidate.provider)}.`,
      by,
      needs: 'another time',
    };
  },
};

function membersOf({ studentIndex }: Problem, names: readonly string[]): Set<number> {
  return new Set(names.map((name) => studentIndex.get(name)!));
}

import { z } from 'zod';
import { not } from '../../../src/language/expression.ts';
import { eachPlace } from '../places.ts';
import type { Assignment, Problem } from '../problem.ts';
import { dateOn, either, nameOf, workNames } from '../words.ts';
import { clashing, proposalsOf } from './breaches.ts';
import { typeNames } from './fields.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({
  minutes: z.int().min(1).max(1440).describe('work of this many minutes, or of more, takes the whole day'),
  types: typeNames,
});

type Parameters = z.infer<typeof parameters>;

/** *Means* an event of at least `minutes` excludes any other work of `types` for its employee and day. */
export const fullDay: Rule<Parameters> = {
  template: 'full-day',
  hard: true,
  meaning: 'A long event excludes other main work of the same employee and day.',
  says: ({ minutes, types }) =>
    `Work of ${minutes} minutes or more excludes any other of ${either(types)} of that employee and day.`,
  parameters,
  mentions: ({ types }) => ({ types }),
  closes(rule, closing) {
    const { cells, fixed, problem } = closing;
    const { a: isLong, b: isMain } = sidesOf(rule, problem);
    eachPlace(problem, ({ index }, day) => {
      const work = fixed.at(index, day);
      if (work.length === 0) return;
      const [hasLong, hasMain] = [work.some(isLong), work.some(isMain)];
      closing.eachAt(index, day, day, (cell) => {
        const event = problem.events[cells.event[cell]!]!;
        if ((hasMain && isLong(event)) || (hasLong && isMain(event))) closing.close(cell);
      });
    });
  },
  post(rule, posting) {
    const { a: isLong, b: isMain } = sidesOf(rule, posting.problem);
    eachPlace(posting.problem, ({ index }, day) => {
      const longMain: number[] = [];
      const longOther: number[] = [];
      const shortMain: number[] = [];
      posting.eachAt(index, { from: day, to: day }, (cell, event) => {
        const group = isLong(event) ? (isMain(event) ? longMain : longOther) : isMain(event) ? shortMain : undefined;
        group?.push(posting.cell(cell));
      });
      if (longMain.length > 1) posting.add({ kind: 'atMostOne', literals: longMain });
      for (const [long, main] of [
        [longMain, shortMain],
        [longOther, [...longMain, ...shortMain]],
      ] as const) {
        if (main.length === 0) continue;
        if (long.length === 0) continue;
        const isLongDay = posting.anyAt(long, index, day);
        posting.add({ kind: 'boolAnd', literals: main.map(not), enforce: [isLongDay] });
      }
    });
  },
  check(rule, { problem, schedule, breaks }) {
    const sides = sidesOf(rule, problem);
    for (const place of schedule.places()) {
      const clashes = clashing(problem, place, sides);
      if (clashes.length === 0) continue;
      const { employee, day } = place[0]!;
      const excludes = (one: Assignment, other: Assignment): boolean =>
        one !== other && ((sides.a(one) && sides.b(other)) || (sides.b(one) && sides.a(other)));
      const involved = place.filter((work) => clashes.includes(work) || clashes.some((one) => excludes(one, work)));
      const text = `${nameOf(problem, employee)} has a full day on ${dateOn(problem, day)} and more: ${workNames(involved)}.`;
      breaks({ text, assignments: involved, withdraw: proposalsOf(clashes) });
    }
  },
  explain(rule, { problem, schedule, candidate }) {
    const { a: isLong, b: isMain } = sidesOf(rule, problem);
    const { employee, day } = candidate;
    const by = schedule
      .at(employee, day)
      .filter((other) => (isLong(candidate) && isMain(other)) || (isMain(candidate) && isLong(other)));
    if (by.length === 0) return undefined;
    const text = `${nameOf(problem, employee)} has ${workNames(by)} on ${dateOn(problem, day)}; one of the two takes the full day.`;
    return { text, by, needs: `${workNames(by)} elsewhere` };
  },
};

type Piece = Pick<Assignment, 'minutes' | 'type'>;

function sidesOf(
  { parameters: { minutes: full, types } }: InForce<Parameters>,
  problem: Problem,
): { readonly a: (work: Piece) => boolean; readonly b: (work: Piece) => boolean } {
  const { has } = problem.typeSet(types);
  return { a: ({ minutes }) => minutes >= full, b: ({ type }) => has[type] === 1 };
}

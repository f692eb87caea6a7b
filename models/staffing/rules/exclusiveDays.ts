import { z } from 'zod';
import { type Literal, not } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import type { TypeSet } from '../problem.ts';
import { countOf, ofTypes } from '../schedule.ts';
import { dateOn, either, workNames } from '../words.ts';
import { clashing, proposalsOf } from './breaches.ts';
import { disjoint, typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z
  .strictObject({ types: typeNames, excludes: typeNames.describe('the event types that they do not go with') })
  .refine(({ types, excludes }) => disjoint(types, excludes), 'types and excludes must not share a type');

/** *Means* no day has work of `types` and work of `excludes`, whoever does it. */
export const exclusiveDays: Rule<z.infer<typeof parameters>> = {
  template: 'exclusive-days',
  hard: true,
  meaning: 'Work of some types excludes work of others on the same day, whoever does it.',
  says: ({ types, excludes }) => `No day has both ${either(types)} and ${either(excludes)}, whoever does it.`,
  parameters,
  mentions: ({ types, excludes }) => ({ types: [...types, ...excludes] }),
  closes({ parameters: p }, closing) {
    const { cells, fixed, problem } = closing;
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    const closed = new Uint8Array(problem.frame.days * problem.types.length);
    for (const work of fixed.days()) {
      const [hasTypes, hasExcludes] = [countOf(types, work) > 0, countOf(excludes, work) > 0];
      for (const { index } of problem.types) {
        const isClosed = (hasTypes && excludes.has[index] === 1) || (hasExcludes && types.has[index] === 1);
        closed[work[0]!.day * problem.types.length + index] = Number(isClosed);
      }
    }
    for (let cell = 0; cell < cells.count; cell++) {
      if (closed[cells.day[cell]! * problem.types.length + closing.typeOf(cell)] === 1) closing.close(cell);
    }
  },
  post({ parameters: p }, posting) {
    const { frame, typeSet } = posting.problem;
    for (let day = frame.first; day <= frame.last; day++) {
      const sides = [literalsOn(posting, typeSet(p.types), day), literalsOn(posting, typeSet(p.excludes), day)];
      if (sides.some((side) => side.length === 0)) continue;
      const [small, large] = sides.sort((a, b) => a.length - b.length) as [Literal[], Literal[]];
      const any = small.length === 1 ? small[0]! : posting.boolean();
      if (small.length > 1) posting.add({ kind: 'boolAnd', literals: small.map(not), enforce: [not(any)] });
      posting.add({ kind: 'boolAnd', literals: large.map(not), enforce: [any] });
    }
  },
  check({ parameters: p }, { problem, schedule, breaks }) {
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    const sides = {
      a: ({ type }: { type: number }) => types.has[type] === 1,
      b: ({ type }: { type: number }) => excludes.has[type] === 1,
    };
    for (const work of schedule.days()) {
      const clashes = clashing(problem, work, sides);
      if (clashes.length === 0) continue;
      const involved = [...ofTypes(types, work), ...ofTypes(excludes, work)];
      const text = `${dateOn(problem, work[0]!.day)} has work that excludes each other: ${workNames(involved)}.`;
      breaks({ text, assignments: involved, withdraw: proposalsOf(clashes) });
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate: { day, type } }) {
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    const other = types.has[type] === 1 ? excludes : excludes.has[type] === 1 ? types : undefined;
    const by = other ? ofTypes(other, schedule.on(day)) : [];
    if (by.length === 0) return undefined;
    const text = `${dateOn(problem, day)} has ${workNames(by)}, which excludes ${problem.types[type]!.name}.`;
    return { text, by, needs: `${workNames(by)} on another day` };
  },
};

/** The indicators that an event of the types is on a day. */
function literalsOn(posting: Posting, types: TypeSet, day: number): Literal[] {
  const { cells, problem } = posting;
  return posting
    .slotsOn(day)
    .filter((slot) => types.has[problem.events[cells.slotEvent[slot]!]!.type] === 1)
    .map((slot) => posting.onDay(slot));
}

import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Literal } from '../../../src/language/expression.ts';
import type { Rule } from '../caseload.ts';
import { NONE, type Session } from '../problem.ts';

const parameters = z.strictObject({ by: z.enum(['grade', 'teacher']).describe('what the students of a group share') });

/**
 * *Means* the sessions of a provider that begin at one time, of students of one grade (or teacher), are one group, and
 * `weight` for each group; posted ones count, and students without a grade (or teacher) cost nothing.
 */
export const company: Rule<z.infer<typeof parameters>> = {
  template: 'company',
  hard: false,
  meaning: 'Students of one grade or teacher have their sessions together.',
  says: ({ by }) => `Students of one ${by} have their sessions together.`,
  parameters,
  post({ parameters: { by }, weight }, posting) {
    const { cells, problem } = posting;
    const { every, from } = problem.grid;
    for (const day of weight === 0 ? [] : posting.providerDays()) {
      const fixed = groupsOf(day.fixed, (one) => problem.students[one.student]![by]);
      posting.costs.always(weight * fixed.size);
      const literals = new Map<number, Literal[]>();
      day.eachCell((cell, slot) => {
        const key = problem.students[cells.student[cell]!]![by];
        const group = groupAt(from + slot * every, key);
        if (key === NONE || fixed.has(group)) return;
        const list = literals.get(group);
        if (list) list.push(posting.cell(cell));
        else literals.set(group, [posting.cell(cell)]);
      });
      for (const group of literals.values()) posting.costs.add(posting.any(group), weight);
    }
  },
  check({ parameters: { by }, weight }, { problem, schedule, costs }) {
    for (const day of schedule.providerDays()) {
      costs(weight * groupsOf(day, ({ student }) => problem.students[student]![by]).size);
    }
  },
  explain({ parameters: { by } }, { problem, schedule, candidate: { student, provider, day, start } }) {
    const key = problem.students[student]![by];
    const others = schedule
      .with(provider, day)
      .filter((one) => one.start === start && problem.students[one.student]![by] === key);
    return key === NONE
      ? undefined
      : {
          text: `${counted(others.length, 'other student')} of the same ${by} ${others.length === 1 ? 'begins' : 'begin'} then.`,
        };
  },
};

/** A number for a time and a grade or teacher. */
function groupAt(start: number, key: number): number {
  return key * 1440 + start;
}

function groupsOf(day: readonly Session[], keyOf: (session: Session) => number): Set<number> {
  const counted = day.filter((session) => keyOf(session) !== NONE);
  return new Set(counted.map((session) => groupAt(session.start, keyOf(session))));
}

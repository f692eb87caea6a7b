import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import type { Rule } from '../caseload.ts';
import { isSamePlace } from '../problem.ts';

const parameters = z.strictObject({});

/** *Means* `weight` for each movable posted session whose student is not with its provider at its time any more. */
export const keep: Rule<z.infer<typeof parameters>> = {
  template: 'keep',
  hard: false,
  meaning: 'Movable posted sessions stay where they are.',
  parameters,
  post({ weight }, posting) {
    for (const place of posting.problem.students.flatMap(({ old }) => old)) {
      const cell = posting.cellOf(place);
      const isPinned = posting.fixed.at(place.student, place.day).some((one) => isSamePlace(one, place));
      if (isPinned) continue;
      posting.costs.always(weight);
      if (cell !== ABSENT) posting.costs.add(cell, -weight);
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const place of problem.students.flatMap(({ old }) => old)) {
      const isKept = schedule.at(place.student, place.day).some((one) => isSamePlace(one, place));
      if (!isKept) costs(weight);
    }
  },
  explain(_, { problem, candidate }) {
    const { old } = problem.students[candidate.student]!;
    return old.some((place) => isSamePlace(place, candidate)) ? { text: 'It is posted there.' } : undefined;
  },
};

import { z } from 'zod';
import { beyond, freeOf } from '../../../src/domain/posting/excess.ts';
import { plainCount } from '../../../src/domain/posting/sharing.ts';
import { type Assignment, NONE } from '../problem.ts';
import { inPriorityOrder, ofTypes } from '../schedule.ts';
import { dateOn, either, workNames } from '../words.ts';
import { typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({ types: typeNames });

/**
 * *Means* of the events of the types with one product on one day, each that the run adds beyond the first costs
 * `weight`; posted work is counted first, and events without product are never alike.
 */
export const duplicatePerDay: Rule<z.infer<typeof parameters>> = {
  template: 'duplicate-per-day',
  hard: false,
  meaning: 'The same product not twice on one day.',
  says: ({ types }) => `Not two ${either(types)} events of one product on one day.`,
  parameters,
  mentions: ({ types }) => ({ types }),
  post({ parameters: p, weight }, posting) {
    const { cells, fixed, problem } = posting;
    const types = problem.typeSet(p.types);
    for (let day = problem.frame.first; day <= problem.frame.last; day++) {
      const byProduct = Map.groupBy(posting.slotsOn(day), (slot) => {
        const { product, type } = problem.events[cells.slotEvent[slot]!]!;
        return types.has[type] === 1 ? product : NONE;
      });
      byProduct.delete(NONE);
      const posted = Map.groupBy(ofTypes(types, fixed.on(day)), ({ product }) => product);
      posted.delete(NONE);
      for (const product of new Set([...byProduct.keys(), ...posted.keys()])) {
        const vars = (byProduct.get(product) ?? []).map((slot) => posting.onDay(slot));
        posting.costBeyond(plainCount(vars), freeOf(posted.get(product) ?? [], 1), weight);
      }
    }
  },
  check({ parameters: p, weight }, { problem, schedule, costs }) {
    const types = problem.typeSet(p.types);
    for (const day of schedule.days()) {
      const seen = new Map<number, Assignment[]>();
      for (const work of ofTypes(types, day)) {
        if (work.product === NONE) continue;
        const same = seen.get(work.product);
        if (same) same.push(work);
        else seen.set(work.product, [work]);
      }
      for (const same of seen.values()) {
        if (same.length > 1) for (const one of beyond(inPriorityOrder(problem, same), 1)) costs(weight, one);
      }
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate: { day, product, type } }) {
    const types = problem.typeSet(p.types);
    if (types.has[type] === 0 || product === NONE) return undefined;
    const by = ofTypes(types, schedule.on(day)).filter((work) => work.product === product);
    if (by.length === 0) return undefined;
    return { text: `${dateOn(problem, day)} has the same product already: ${workNames(by)}.`, by };
  },
};

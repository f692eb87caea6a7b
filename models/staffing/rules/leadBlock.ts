import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { not } from '../../../src/language/expression.ts';
import { NONE } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  kind: z.string().min(1).describe('the kind of rotation, whose person of the day should have the work'),
  types: typeNames,
  block: z.int().min(1).max(99).describe('the number of the block that is theirs'),
});

/** *Means* work of the types that the day's rotation employee does in another block than `block` costs `weight`. */
export const leadBlock: Rule<z.infer<typeof parameters>> = {
  template: 'lead-block',
  hard: false,
  meaning: 'The day’s rotation employee takes the opening block.',
  says: ({ block, kind }) => `The day’s ${kind} takes block ${block}.`,
  parameters,
  idle: ({ parameters: { kind } }, { rotations }) =>
    rotations.has(kind)
      ? undefined
      : { text: `nobody has the rotation ${kind}.`, maybe: 'add rotations of that kind.' },
  mentions: ({ kind, types, block }) => ({ types, rotations: [kind], blocks: [block] }),
  post({ parameters: { kind, types, block }, weight }, posting) {
    const { cells, problem } = posting;
    const primary = problem.rotations.get(kind)?.primary;
    if (!primary || weight === 0) return;
    const { has } = problem.typeSet(types);
    const at = problem.blocks.findIndex(({ number }) => number === block);
    for (let cell = 0; cell < cells.count; cell++) {
      const day = cells.day[cell]!;
      const { index, type } = problem.events[cells.event[cell]!]!;
      if (primary[day] !== cells.employee[cell] || has[type] === 0 || !problem.types[type]!.blocks) continue;
      const inBlock = posting.block(cells.slotAt[index * problem.frame.days + day]!, at);
      const isElsewhere = inBlock === ABSENT ? posting.cell(cell) : posting.all([posting.cell(cell), not(inBlock)]);
      posting.costs.add(isElsewhere, weight);
    }
    for (const pin of posting.pins) {
      const isElsewhere = primary[pin.day] === pin.employee && pin.block !== NONE && pin.block !== block;
      if (has[pin.type] === 1 && isElsewhere) posting.costs.always(weight);
    }
  },
  check({ parameters: { kind, types, block }, weight }, { problem, schedule, costs }) {
    const duty = problem.rotations.get(kind);
    for (const work of schedule.assignments) {
      if (!isOfRun(work) || work.block === NONE || work.block === block) continue;
      if (!types.includes(problem.types[work.type]!.name)) continue;
      if (duty?.primary[work.day] === work.employee) costs(weight, work);
    }
  },
  explain({ parameters: { kind, types, block } }, { problem, candidate }) {
    const { type, employee, day } = candidate;
    if (!types.includes(problem.types[type]!.name) || candidate.block === NONE) return undefined;
    if (problem.rotations.get(kind)?.primary[day] !== employee) return undefined;
    const who = `${nameOf(problem, employee)}, the ${kind} of ${dateOn(problem, day)},`;
    return { text: `${who} is in block ${candidate.block}; block ${block} is preferred.` };
  },
};

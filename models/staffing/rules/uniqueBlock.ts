import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { type Assignment, NONE, type Problem, type TypeSet } from '../problem.ts';
import { countOf, isOfRun, ofTypes, type Schedule } from '../schedule.ts';
import { dateOn, either, workNames } from '../words.ts';
import { lastOf } from './breaches.ts';
import { typeNames } from './fields.ts';
import type { Explanation, Rule } from './rule.ts';

const parameters = z.strictObject({ types: typeNames });

/** *Means* a block of a day holds at most one event of the types, posted included. */
export const uniqueBlock: Rule<z.infer<typeof parameters>> = {
  template: 'unique-block',
  hard: true,
  meaning: 'A block of a day holds one event.',
  says: ({ types }) => `A block of a day holds one ${either(types)} event.`,
  parameters,
  usesVariant: true,
  mentions: ({ types }) => ({ types }),
  closes({ parameters: p }, closing) {
    const { cells, fixed, problem } = closing;
    const types = problem.typeSet(p.types);
    const full = new Uint8Array(problem.frame.days);
    for (const day of fixed.days()) {
      const taken = new Set(ofTypes(types, day).map(({ block }) => block));
      taken.delete(NONE);
      for (const block of taken) {
        for (const { index } of problem.types) if (types.has[index]) closing.closeBlock(index, day[0]!.day, block);
      }
      full[day[0]!.day] = Number(taken.size >= problem.blocks.length);
    }
    for (let cell = 0; cell < cells.count; cell++) {
      if (full[cells.day[cell]!] === 0) continue;
      const type = closing.typeOf(cell);
      if (types.has[type] === 1 && problem.types[type]!.blocks) closing.close(cell);
    }
  },
  post({ parameters: p }, posting) {
    const { cells, problem } = posting;
    const types = problem.typeSet(p.types);
    for (let day = problem.frame.first; day <= problem.frame.last; day++) {
      const slots = posting
        .slotsOn(day)
        .filter((slot) => types.has[problem.events[cells.slotEvent[slot]!]!.type] === 1);
      for (let at = 0; at < problem.blocks.length; at++) {
        const literals = slots.map((slot) => posting.block(slot, at)).filter((literal) => literal !== ABSENT);
        if (literals.length > 1) posting.add({ kind: 'atMostOne', literals });
      }
    }
  },
  check({ parameters: p }, { problem, schedule, breaks }) {
    const types = problem.typeSet(p.types);
    for (const day of schedule.days()) {
      const byBlock = Map.groupBy(ofTypes(types, day), ({ block }: Assignment) => block);
      byBlock.delete(NONE);
      for (const [block, work] of byBlock) {
        if (work.length < 2 || !work.some(isOfRun)) continue;
        breaks({
          text: `Block ${block} of ${dateOn(problem, day[0]!.day)} holds ${workNames(work)}.`,
          assignments: work,
          withdraw: lastOf(problem, work, work.length - 1),
        });
      }
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate: { day, type, block } }) {
    const types = problem.typeSet(p.types);
    if (types.has[type] === 0 || !problem.types[type]!.blocks) return undefined;
    if (block === NONE) return explainFull(problem, schedule, { types, day });
    const by = ofTypes(types, schedule.inBlock(day, block));
    if (by.length === 0) return undefined;
    return { text: `Block ${block} of ${dateOn(problem, day)} holds ${workNames(by)}.`, by, needs: 'another block' };
  },
  relax: () => [{ kind: 'block' }],
};

/** A candidate without a block asks whether there is any left. */
function explainFull(
  problem: Problem,
  schedule: Schedule,
  { types, day }: { readonly types: TypeSet; readonly day: number },
): Explanation | undefined {
  if (problem.blocks.some(({ number }) => countOf(types, schedule.inBlock(day, number)) === 0)) return undefined;
  const by = ofTypes(types, schedule.on(day)).filter(({ block }) => block !== NONE);
  const text = `All ${problem.blocks.length} blocks of ${dateOn(problem, day)} are taken.`;
  return { text, by, needs: 'a free block' };
}

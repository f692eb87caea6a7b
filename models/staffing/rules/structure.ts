import { z } from 'zod';
import { type Literal, not } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import { type Assignment, NONE, type Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/**
 * An event is placed once or not at all.
 *
 * *Means* an open event has at most one assignment: one day of its own window `start <= day < due`, one active
 * employee, and one block if its type has blocks, none otherwise; other events are never proposed.
 */
export const structure: Rule<z.infer<typeof parameters>> = {
  template: 'structure',
  hard: true,
  isEssential: true,
  meaning: 'A placed event has exactly one day, one employee and, if its type has blocks, one block.',
  parameters,
  post(_, posting) {
    for (const { index, type } of posting.problem.open) {
      if (!posting.hasCells(index)) continue;
      const literals: Literal[] = [];
      for (let cell = posting.cells.start[index]!; cell < posting.cells.start[index + 1]!; cell++) {
        literals.push(posting.cell(cell));
      }
      posting.add({ kind: 'exactlyOne', literals: [...literals, posting.unplaced(index)] });
      if (posting.problem.types[type]!.blocks) postBlocks(index, posting);
    }
  },
  check(_, { problem, schedule, breaks }) {
    for (const assignment of schedule.assignments) {
      if (!isOfRun(assignment)) continue;
      const problems = faultOf(problem, assignment);
      if (problems) breaks({ text: problems, assignments: [assignment], withdraw: lastOf(problem, [assignment], 1) });
    }
    for (const { index, label } of problem.events) {
      const places = schedule.of(index);
      if (places.length < 2 || !places.some(isOfRun)) continue;
      const withdraw = lastOf(problem, places, places.length - 1);
      breaks({ text: `${label} is placed ${places.length} times.`, assignments: places, withdraw });
    }
  },
  explain(_, { problem, candidate }) {
    const { block, type } = candidate;
    const isUndecided = block === NONE && problem.types[type]!.blocks && problem.blocks.length > 0;
    const decided = isUndecided ? { ...candidate, block: problem.blocks[0]!.number } : candidate;
    const text = faultOf(problem, decided);
    return text === undefined ? undefined : { text };
  },
  relax(_, { problem: { frame }, candidate: { event, day } }) {
    return day >= frame.first && day <= frame.last ? [{ kind: 'dates', event, day }] : [];
  },
};

/** On the day that it is on, the event takes exactly one of the blocks that are open to it. */
function postBlocks(event: number, posting: Posting): void {
  const { cells, problem } = posting;
  for (let day = problem.frame.first; day <= problem.frame.last; day++) {
    const slot = cells.slotAt[event * problem.frame.days + day]!;
    if (slot === NONE) continue;
    const open = problem.blocks
      .map((_, at) => at)
      .filter((at) => posting.isBlockOpen(slot, problem.blocks[at]!.number));
    const onDay = posting.onDay(slot);
    const literals = open.map((at) => {
      const literal = open.length === 1 ? onDay : posting.boolean();
      posting.setBlock(slot, at, literal);
      return literal;
    });
    if (open.length === 1) continue;
    posting.add({ kind: 'exactlyOne', literals: [...literals, not(onDay)] });
  }
}

function faultOf(problem: Problem, { label, event, employee, day, block, origin }: Assignment): string | undefined {
  const info = problem.events[event];
  if (event !== NONE && info?.state !== 'open' && origin === 'proposal')
    return `${label} is ${info?.state ?? 'unknown'}, not open.`;
  if (!problem.employees[employee]!.active) return `${nameOf(problem, employee)} is not active.`;
  // Of work that is posted by itself nothing else is known.
  if (!info) return undefined;
  if (day < info.first || day > info.last) return `${dateOn(problem, day)} is outside the dates of ${label}.`;
  const type = problem.types[info.type]!;
  // Posted work may leave its block open.
  if (info.state === 'posted' && block === NONE) return undefined;
  if (!type.blocks) return block === NONE ? undefined : `${label} is ${type.name}, which has no blocks.`;
  return problem.blocks.some(({ number }) => number === block) ? undefined : `${label} has no block of the day.`;
}

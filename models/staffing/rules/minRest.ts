import { z } from 'zod';
import { not } from '../../../src/language/expression.ts';
import { ABSENT, type Posting } from '../posting.ts';
import type { Assignment, Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, idsOf, nameOf } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({ hours: z.number().min(0).max(24) });

type Parameters = z.infer<typeof parameters>;

const DAY = 1440;

/**
 * *Means* between the depart time of a block on one day and the arrive time of a block on the next, an employee has at
 * least `hours`. *Units* hours; blocks in whole minutes.
 */
export const minRest: Rule<Parameters> = {
  template: 'min-rest',
  hard: true,
  meaning: 'At least so many hours between the blocks of two days.',
  parameters,
  usesVariant: true,
  post(rule, posting) {
    const { frame, employees, blocks } = posting.problem;
    const longest = Math.max(...blocks.map(({ depart }) => depart)) - Math.min(...blocks.map(({ arrive }) => arrive));
    if (blocks.length === 0 || DAY - longest >= minutesOf(rule)) return;
    for (const { index } of employees) {
      for (let day = frame.first - 1; day <= frame.last; day++) postNight(rule, posting, { employee: index, day });
    }
  },
  check(rule, { problem, schedule, breaks }) {
    for (const place of schedule.places()) {
      const { employee, day } = place[0]!;
      const evening = inBlocks(problem, place);
      const morning = inBlocks(problem, day + 1 < problem.frame.days ? schedule.at(employee, day + 1) : []);
      if (evening.length === 0 || morning.length === 0) continue;
      const ends = (work: Assignment): number => timesOf(problem, work).depart;
      const starts = (work: Assignment): number => timesOf(problem, work).arrive + DAY;
      const last = Math.max(...evening.map(ends));
      const first = Math.min(...morning.map(starts));
      const tired = [
        ...evening.filter((work) => isOfRun(work) && first - ends(work) < minutesOf(rule)),
        ...morning.filter((work) => isOfRun(work) && starts(work) - last < minutesOf(rule)),
      ];
      if (tired.length === 0) continue;
      breaks({
        text: `${nameOf(problem, employee)} has ${(first - last) / 60} hours of rest after ${dateOn(problem, day)}, at least ${rule.parameters.hours}.`,
        assignments: [...evening, ...morning],
        withdraw: lastOf(problem, tired, 1),
      });
    }
  },
  explain(rule, { problem, schedule, candidate }) {
    const { employee, day, block } = candidate;
    if (!problem.blocks.some(({ number }) => number === block)) return undefined;
    const { arrive, depart } = timesOf(problem, candidate);
    const before = inBlocks(problem, schedule.at(employee, day - 1));
    const after = inBlocks(problem, schedule.at(employee, day + 1));
    const by = [
      ...before.filter((work) => arrive + DAY - timesOf(problem, work).depart < minutesOf(rule)),
      ...after.filter((work) => timesOf(problem, work).arrive + DAY - depart < minutesOf(rule)),
    ];
    if (by.length === 0) return undefined;
    const text = `${nameOf(problem, employee)} would have less than ${rule.parameters.hours} hours of rest around ${dateOn(problem, day)}, next to ${idsOf(by)}.`;
    return { text, by, needs: 'another block' };
  },
  milder: ({ hours }) => (hours > 0 ? { hours: Math.max(0, hours - 1) } : {}),
};

function minutesOf({ parameters: { hours } }: InForce<Parameters>): number {
  return Math.ceil(hours * 60);
}

/** Work with the times of a block; a block that there is not breaks the structure, and has none. */
function inBlocks({ blocks }: Problem, work: readonly Assignment[]): Assignment[] {
  return work.filter(({ block }) => blocks.some(({ number }) => number === block));
}

function timesOf(problem: Problem, { block }: Assignment): { arrive: number; depart: number } {
  return problem.blocks.find(({ number }) => number === block)!;
}

/**
 * One night: the last departure of the evening is a number that is at least each one's, the first arrival of the
 * morning one that is at most each one's; a row for each cell, instead of a clause for each pair of cells and blocks.
 */
function postNight(
  rule: InForce<Parameters>,
  posting: Posting,
  { employee, day }: { employee: number; day: number },
): void {
  const { fixed, problem } = posting;
  const rest = minutesOf(rule);
  const evening = choicesAt(posting, employee, day);
  const morning = choicesAt(posting, employee, day + 1);
  const departures = inBlocks(problem, fixed.at(employee, day)).map((work) => timesOf(problem, work).depart);
  const arrivals = inBlocks(problem, fixed.at(employee, day + 1)).map((work) => timesOf(problem, work).arrive + DAY);
  for (const [choices, isTooTight] of [
    [evening, (at: number) => arrivals.some((arrive) => arrive - problem.blocks[at]!.depart < rest)],
    [morning, (at: number) => departures.some((depart) => problem.blocks[at]!.arrive + DAY - depart < rest)],
  ] as const) {
    for (const { cell, blocks } of choices) {
      const tight = blocks.filter(({ at }) => isTooTight(at)).map(({ literal }) => not(literal));
      if (tight.length) posting.add({ kind: 'boolAnd', literals: tight, enforce: [cell] });
    }
  }
  if (evening.length === 0 || morning.length === 0) return;
  const last = posting.integer(0, DAY);
  const first = posting.integer(DAY, 2 * DAY);
  posting.add({ kind: 'linear', vars: [first, last], coeffs: [1, -1], domain: [rest, Number.POSITIVE_INFINITY] });
  for (const { cell, blocks } of evening) {
    for (const { at, literal } of blocks) {
      const { depart } = problem.blocks[at]!;
      posting.add({ kind: 'linear', vars: [last], coeffs: [1], domain: [depart, Infinity], enforce: [cell, literal] });
    }
  }
  for (const { cell, blocks } of morning) {
    for (const { at, literal } of blocks) {
      const arrive = problem.blocks[at]!.arrive + DAY;
      posting.add({
        kind: 'linear',
        vars: [first],
        coeffs: [1],
        domain: [-Infinity, arrive],
        enforce: [cell, literal],
      });
    }
  }
}

interface BlockChoice {
  readonly cell: number;
  readonly blocks: readonly { readonly at: number; readonly literal: number }[];
}

/** The cells of an employee and day that take a block, with the literals of their blocks. */
function choicesAt(posting: Posting, employee: number, day: number): BlockChoice[] {
  const { cells, problem } = posting;
  const choices: BlockChoice[] = [];
  posting.eachAt(employee, { from: day, to: day }, (cell, event) => {
    if (!problem.types[event.type]!.blocks) return;
    const slot = cells.slotAt[event.index * problem.frame.days + day]!;
    const blocks = problem.blocks
      .map((_, at) => ({ at, literal: posting.block(slot, at) }))
      .filter(({ literal }) => literal !== ABSENT);
    choices.push({ cell: posting.cell(cell), blocks });
  });
  return choices;
}

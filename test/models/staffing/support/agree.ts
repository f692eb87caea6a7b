import { findCell } from '../../../../models/staffing/cells.ts';
import type { Built } from '../../../../models/staffing/model.ts';
import {
  type Assignment,
  assignmentOf,
  type EventInfo,
  NONE,
  type Problem,
} from '../../../../models/staffing/problem.ts';
import { Schedule } from '../../../../models/staffing/schedule.ts';
import { solutionOf } from '../../../../models/staffing/solution.ts';
import { ABSENT } from '../../../../src/domain/posting/poster.ts';
import { check } from '../../../../src/domain/review.ts';
import type { Literal } from '../../../../src/language/expression.ts';
import { complete } from '../../../support/complete.ts';

/** What the model says of a placement: its least penalty, or undefined when it is not allowed. */
export function modelSays(
  { problem, cells, posting, firstCell, model }: Built,
  proposals: readonly Assignment[],
): number | undefined {
  const decisions = new Map<Literal, boolean>();
  for (let cell = 0; cell < cells.count; cell++) decisions.set(firstCell + cell, false);
  for (const { index } of problem.open)
    if (posting.unplaced(index) !== ABSENT) decisions.set(posting.unplaced(index), true);
  for (const { event, employee, day, block } of proposals) {
    const cell = findCell(problem, cells, { event, employee, day });
    if (cell === NONE) return undefined;
    decisions.set(firstCell + cell, true);
    decisions.set(posting.unplaced(event), false);
    if ((block === NONE) === problem.types[problem.events[event]!.type]!.blocks) return undefined;
    if (block === NONE) continue;
    const slot = cells.slotAt[event * problem.frame.days + day]!;
    const literal = posting.block(
      slot,
      problem.blocks.findIndex(({ number }) => number === block),
    );
    if (literal === ABSENT) return undefined;
    decisions.set(literal, true);
  }
  return complete(model, decisions);
}

/** What the checks say of a placement: its penalty, or undefined when a hard rule is broken. */
export function checksSay(built: Built, proposals: readonly Assignment[]): number | undefined {
  const found = check(built, new Schedule(built.problem, [...built.problem.fixed, ...proposals]));
  return found.breaches.length > 0 ? undefined : found.penalty;
}

/** The difference between model and checks for a placement, in words; undefined when they agree. */
export function disagreement(built: Built, proposals: readonly Assignment[]): string | undefined {
  const [model, checks] = [modelSays(built, proposals), checksSay(built, proposals)];
  if (model === checks) return undefined;
  const found = check(built, new Schedule(built.problem, [...built.problem.fixed, ...proposals]));
  const where = JSON.stringify(solutionOf(built.problem, proposals).assignments);
  const why =
    found.breaches.map(({ rule, text }) => `${rule}: ${text}`).join(' ') || JSON.stringify([...found.penalties]);
  return `model ${model ?? 'forbids'}, checks ${checks ?? 'forbid'} for ${where}: ${why}`;
}

/** Everywhere that an event could be, legal or not: every employee, every day of the horizon, every block or none. */
export function everywhere(problem: Problem, event: EventInfo): Assignment[] {
  const blocks = problem.types[event.type]!.blocks ? problem.blocks.map(({ number }) => number) : [NONE];
  const places: Assignment[] = [];
  for (let day = problem.frame.first; day <= problem.frame.last; day++) {
    for (const { index: employee } of problem.employees) {
      for (const block of blocks) places.push(assignmentOf(event, { employee, day, block }, 'proposal'));
    }
  }
  return places;
}

/** Every placement of the open events there is. */
export function* allPlacements(problem: Problem, from = 0): Generator<Assignment[]> {
  const event = problem.open[from];
  if (event === undefined) {
    yield [];
    return;
  }
  for (const rest of allPlacements(problem, from + 1)) {
    yield rest;
    for (const place of everywhere(problem, event)) yield [place, ...rest];
  }
}

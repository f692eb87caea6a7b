import { z } from 'zod';
import { type Literal, not } from '../../../src/language/expression.ts';
import { eachPlace } from '../places.ts';
import { ABSENT, type Posting } from '../posting.ts';
import { type Assignment, NONE, type Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, idsOf, nameOf } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/** A stretch of the day in minutes since midnight, the end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Nobody is in two places at once.
 *
 * *Means* of two pieces of work of one employee and day whose clock times are known and that may not overlap, one ends
 * before the other begins. Work in a block takes from `arrive` to `depart`, work with a fixed time its minutes from then.
 */
export const noOverlap: Rule<z.infer<typeof parameters>> = {
  template: 'no-overlap',
  hard: true,
  meaning: 'An employee’s work does not overlap where clock times are known.',
  parameters,
  usesVariant: true,
  post(_, posting) {
    eachPlace(posting.problem, ({ index }, day) => postPlace(posting, index, day));
  },
  check(_, { problem, schedule, breaks }) {
    for (const place of schedule.places()) {
      const timed = place
        .flatMap((work) => {
          const span = spanOf(problem, work);
          return span ? [{ work, ...span }] : [];
        })
        .sort((a, b) => a.start - b.start || a.end - b.end);
      let latest: (typeof timed)[number] | undefined;
      let latestOfRun: (typeof timed)[number] | undefined;
      for (const piece of timed) {
        const earlier = isOfRun(piece.work) ? latest : latestOfRun;
        if (earlier && piece.start < earlier.end) {
          const both = [earlier.work, piece.work];
          const text = `${nameOf(problem, piece.work.employee)} has ${idsOf(both)} at the same time on ${dateOn(problem, piece.work.day)}.`;
          breaks({ text, assignments: both, withdraw: lastOf(problem, both, 1) });
        }
        if (!latest || piece.end > latest.end) latest = piece;
        if (isOfRun(piece.work) && (!latestOfRun || piece.end > latestOfRun.end)) latestOfRun = piece;
      }
    }
  },
  explain(_, { problem, schedule, candidate }) {
    const span = spanOf(problem, candidate);
    if (!span) return undefined;
    const by = schedule.at(candidate.employee, candidate.day).filter((work) => {
      const other = spanOf(problem, work);
      return other !== undefined && overlap(span, other);
    });
    if (by.length === 0) return undefined;
    return { text: `${nameOf(problem, candidate.employee)} has ${idsOf(by)} at that time.`, by, needs: 'another time' };
  },
};

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function spanOf(
  problem: Problem,
  { type, block, minutes }: Pick<Assignment, 'type' | 'block' | 'minutes'>,
): Span | undefined {
  if (problem.domains.overlaps[type] === 1) return undefined;
  if (block !== NONE) {
    // A block that there is not breaks the structure, and has no clock time.
    const times = problem.blocks.find(({ number }) => number === block);
    return times && { start: times.arrive, end: times.depart };
  }
  const start = problem.domains.time[type]!;
  return start === NONE ? undefined : { start, end: start + minutes };
}

interface Piece extends Span {
  readonly presence: readonly Literal[];
  /** Pieces of one event are alternatives. */
  readonly event: number;
}

function postPlace(posting: Posting, employee: number, day: number): void {
  const pieces = piecesAt(posting, employee, day);
  for (const work of posting.fixed.at(employee, day)) {
    const span = spanOf(posting.problem, work);
    for (const { presence, ...piece } of span ? pieces : []) {
      if (overlap(piece, span!)) posting.add({ kind: 'boolOr', literals: presence.map(not) });
    }
  }
  pieces.forEach((a, i) => {
    for (const b of pieces.slice(i + 1)) {
      if (a.event === b.event || !overlap(a, b)) continue;
      posting.add({ kind: 'boolOr', literals: [...a.presence, ...b.presence].map(not) });
    }
  });
}

function piecesAt(posting: Posting, employee: number, day: number): Piece[] {
  const { cells, problem } = posting;
  const pieces: Piece[] = [];
  posting.eachAt(employee, { from: day, to: day }, (cell, { index: event, type, minutes }) => {
    const isBlock = problem.types[type]!.blocks;
    const slot = cells.slotAt[event * problem.frame.days + day]!;
    const numbers = isBlock
      ? problem.blocks.map(({ number }, at) => ({ number, literal: posting.block(slot, at) }))
      : [];
    for (const { number, literal } of numbers) {
      if (literal === ABSENT) continue;
      pieces.push({
        ...spanOf(problem, { type, block: number, minutes })!,
        presence: [posting.cell(cell), literal],
        event,
      });
    }
    const span = isBlock ? undefined : spanOf(problem, { type, block: NONE, minutes });
    if (span) pieces.push({ ...span, presence: [posting.cell(cell)], event });
  });
  return pieces;
}

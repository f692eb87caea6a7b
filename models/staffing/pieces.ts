import { ABSENT } from '../../src/domain/posting/poster.ts';
import { type Literal, not } from '../../src/language/expression.ts';
import type { Posting } from './posting.ts';
import { NONE } from './problem.ts';
import { type Span, spanOf } from './spans.ts';

/** A choice with a clock time: a cell, in a block if its event takes one. */
export interface Piece extends Span {
  readonly event: number;
  readonly cell: Literal;
  /** Of the block; absent where the event takes none. */
  readonly block?: Literal;
}

/** What an employee may do on a day, as far as clock times are known. */
export function piecesAt(posting: Posting, employee: number, day: number): Piece[] {
  const { cells, problem } = posting;
  const pieces: Piece[] = [];
  posting.eachAt(employee, { from: day, to: day }, (at, { index: event, type, minutes }) => {
    const cell = posting.cell(at);
    if (!problem.types[type]!.blocks) {
      const span = spanOf(problem, { type, block: NONE, minutes, day });
      if (span) pieces.push({ ...span, event, cell });
      return;
    }
    const slot = cells.slotAt[event * problem.frame.days + day]!;
    problem.blocks.forEach(({ number }, position) => {
      const block = posting.block(slot, position);
      if (block === ABSENT) return;
      pieces.push({ ...spanOf(problem, { type, block: number, minutes, day })!, event, cell, block });
    });
  });
  return pieces;
}

/** The literals that are all true exactly when a piece is chosen. */
export function presenceOf({ cell, block }: Piece): Literal[] {
  return block === undefined || block === cell ? [cell] : [cell, block];
}

/** Rules pieces out. */
export function forbid(posting: Posting, pieces: readonly Piece[]): void {
  for (const [cell, ofCell] of Map.groupBy(pieces, (piece) => piece.cell)) {
    const blocks = ofCell.flatMap(({ block }) => (block === undefined || block === cell ? [] : [block]));
    if (blocks.length < ofCell.length) posting.add({ kind: 'boolAnd', literals: [not(cell)] });
    else posting.add({ kind: 'boolAnd', literals: blocks.map(not), enforce: [cell] });
  }
}

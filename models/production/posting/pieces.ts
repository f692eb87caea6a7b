import type { Literal } from '../../../src/language/expression.ts';
import type { Calendar } from '../calendar.ts';

/** Starts from which work has the same pauses. */
interface Piece {
  readonly first: number;
  readonly last: number;
  /** Minutes of all pauses. */
  readonly pause: number;
}

/** A piece that work may begin in. */
export interface ChosenPiece extends Piece {
  /** When work is over that begins first in it. */
  readonly end: number;
  readonly isHere: Literal;
}

/** The pieces of a phase of a batch, where it lasts so long within a calendar. */
export interface Pieces {
  readonly p: number;
  readonly calendar: Calendar;
  readonly minutes: number;
  readonly pieces: readonly ChosenPiece[];
}

/** For work of a given length, its end by its start, as pieces on which the pauses are the same. */
export function piecesOf(
  calendar: Calendar,
  minutes: number,
  { earliest, latest }: { readonly earliest: number; readonly latest: number },
): Piece[] {
  const pieces: Piece[] = [];
  for (let start = calendar.nextStart(earliest, minutes, true); start < latest; ) {
    const end = calendar.completion(start, minutes);
    if (end > latest) break;
    // Both may move on until either stretch is over.
    const stretchEnd = calendar.to[calendar.stretchAt(start)]!;
    const room = calendar.to[calendar.stretchAt(end - 1)]! - end;
    const last = Math.min(start + room, stretchEnd - 1);
    pieces.push({ first: start, last, pause: end - start - minutes });
    start = calendar.nextStart(last + 1, minutes, true);
  }
  return pieces;
}

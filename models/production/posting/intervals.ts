import type { IntervalHandle } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import {
  constant,
  type Expression,
  type Literal,
  minus,
  not,
  plus,
  sum,
  term,
} from '../../../src/language/expression.ts';
import { calendarOf } from '../layout.ts';
import { type Posting, valueAt } from '../posting.ts';
import type { BatchVars, Choice, CrewChoice } from './operations.ts';
import type { ChosenPiece } from './pieces.ts';

/** A batch on its machine, from its first phase to its last. */
export function heldBy(posting: Posting, { end, phases, start }: BatchVars, choice: Choice): IntervalHandle {
  const presence = posting.when(choice.literal).enforce!;
  if (phases.length === 0) return posting.builder.interval({ start, size: constant(choice.duration), presence });
  const size = posting.integer(
    0,
    posting.problem.horizon,
    (_, values) => values[end.vars[0]!]! - values[start.vars[0]!]!,
  );
  return posting.builder.interval({ start, size: term(size), end, presence });
}

/** One phase of a batch, where a literal is true. */
export function phaseOf(
  posting: Posting,
  { phases, start }: BatchVars,
  { choice, p, literal }: { readonly choice: Choice; readonly p: number; readonly literal: Literal },
): IntervalHandle {
  const presence = posting.when(literal).enforce!;
  const { at, minutes } = choice.phases[p]!;
  const phase = phases[p];
  if (!phase) return posting.builder.interval({ start: plus(start, constant(at)), size: constant(minutes), presence });
  const { from, to } = phase;
  const size = posting.integer(0, posting.problem.horizon, (_, values) => values[to]! - values[from]!);
  return posting.builder.interval({ start: term(from), size: term(size), end: term(to), presence });
}

interface Pausing {
  readonly choice: Choice;
  readonly p: number;
  readonly chosen: CrewChoice;
  readonly team: number;
}

/**
 * A phase that may pause as its team is engaged in it, where pauses set the team free at times at which it is there;
 * undefined where they never do, so that the whole phase says the same.
 *
 * *Means* an interval for each stretch between two such pauses, where work begins in a piece with them, and one for the
 * whole phase where it does not.
 */
export function engagements(
  posting: Posting,
  batch: BatchVars,
  { choice, chosen, p, team }: Pausing,
): IntervalHandle[] | undefined {
  const { problem } = posting;
  if (problem.holdsOperators) return undefined;
  const calendar = calendarOf(problem, choice.machine, chosen.crew);
  const own = problem.teams[team]!.calendar;
  const pieces = posting.piecesOf(batch, p, calendar, choice.phases[p]!.minutes);
  const split = pieces
    .map((piece) => ({
      piece,
      free: calendar.closedIn(piece.last, piece.end).filter(([from, to]) => own.openIn(from, to).length > 0),
    }))
    .filter(({ free }) => free.length > 0);
  if (split.length === 0) return undefined;
  const literals = split.map(({ piece }) => piece.isHere);
  const isSplit = posting.boolean((_, values) => literals.some((literal) => values[literal] === 1));
  posting.add(compare(minus(sum(literals), term(isSplit)), '=', 0));
  const [{ from, to }, presence] = [batch.phases[p]!, posting.when(chosen.literal).enforce!];
  const between = (start: Expression, end: Expression, literal: Literal): IntervalHandle => {
    const size = posting.integer(0, problem.horizon, (_, values) =>
      Math.max(0, valueAt(end, values) - valueAt(start, values)),
    );
    return posting.builder.interval({ start, size: term(size), end, presence: [...presence, literal] });
  };
  return [
    between(term(from), term(to), not(isSplit)),
    ...split.flatMap(({ free, piece }) => partsAround(free, { from: term(from), to: term(to) }, piece, between)),
  ];
}

/** The parts of a phase around some stretches, in a piece. */
function partsAround(
  free: readonly (readonly [from: number, to: number])[],
  { from, to }: { readonly from: Expression; readonly to: Expression },
  { isHere }: ChosenPiece,
  between: (start: Expression, end: Expression, literal: Literal) => IntervalHandle,
): IntervalHandle[] {
  const starts = [from, ...free.map(([, end]) => constant(end))];
  const ends = [...free.map(([start]) => constant(start)), to];
  return starts.map((start, i) => between(start, ends[i]!, isHere));
}

import type { IntervalHandle } from '../../../src/language/builder.ts';
import { constant, type Literal, plus, term } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import type { BatchVars, Choice } from './operations.ts';

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

import type { IntervalHandle } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { type Literal, minus, sum, term } from '../../../src/language/expression.ts';
import type { Calendar } from '../calendar.ts';
import { calendarOf } from '../layout.ts';
import { difference, type Posting } from '../posting.ts';
import { heldBy, phaseOf } from './intervals.ts';
import type { BatchVars, OperationVars } from './operations.ts';
import { type ChosenPiece, piecesOf } from './pieces.ts';

/** Work without pauses is not where its machine is closed; work with pauses ends when its calendar says. */
export function postCalendars(posting: Posting): void {
  const strict = posting.problem.machines.map((): IntervalHandle[] => []);
  for (const operation of posting.operations) {
    for (const batch of operation.batches) {
      if (operation.item.isInterruptible) postPauses(posting, operation, batch);
      else
        for (const choice of batch.choices) {
          if (posting.closedOf(posting.problem.machines[choice.machine]!.calendar).length === 0) continue;
          // A block without idle time is within one stretch when all of its phases are.
          const isOne = batch.phases.length === 0 && (choice.phases.length === 1 || operation.item.idle.min === 0);
          const intervals = isOne
            ? [heldBy(posting, batch, choice)]
            : choice.phases.map((_, p) => phaseOf(posting, batch, { choice, p, literal: choice.literal }));
          strict[choice.machine]!.push(...intervals);
        }
    }
  }
  strict.forEach((intervals, machine) => {
    if (intervals.length === 0) return;
    posting.builder.noOverlap([...posting.closedOf(posting.problem.machines[machine]!.calendar), ...intervals]);
  });
}

/** Of each phase: in which piece of its calendar it begins, from which follows how long its pauses are. */
function postPauses(posting: Posting, { item }: OperationVars, batch: BatchVars): void {
  const { problem } = posting;
  batch.phases.forEach(({ from, to }, p) => {
    // Machines and crews that are there at the same times, for phases of the same length, have the same pieces.
    const groups = new Map<Calendar, Map<number, Literal[]>>();
    for (const choice of batch.choices) {
      const { crews, minutes } = choice.phases[p]!;
      for (const { crew, literal } of crews) {
        const calendar = calendarOf(problem, choice.machine, crew);
        const byMinutes = groups.get(calendar) ?? new Map<number, Literal[]>();
        groups.set(calendar, byMinutes);
        const literals = byMinutes.get(minutes) ?? [];
        byMinutes.set(minutes, literals);
        if (!literals.includes(literal)) literals.push(literal);
      }
    }
    for (const [calendar, byMinutes] of groups) {
      for (const [minutes, literals] of byMinutes) {
        const earliest = problem.domains.earliest[item.index]!;
        const pieces = piecesOf(calendar, minutes, { earliest, latest: problem.horizon }).map((piece): ChosenPiece => {
          const { first, last, pause } = piece;
          const isHere = posting.boolean(
            (_, values) =>
              literals.some((literal) => values[literal] === 1) && values[from]! >= first && values[from]! <= last,
          );
          posting.add({ kind: 'linear', vars: [from], coeffs: [1], domain: [first, last] }, { enforce: [isHere] });
          posting.add(difference(term(to), term(from), minutes + pause, minutes + pause), { enforce: [isHere] });
          return { ...piece, end: first + minutes + pause, isHere };
        });
        posting.add(compare(minus(sum(pieces.map(({ isHere }) => isHere)), sum(literals)), '=', 0));
        posting.tellPieces(batch, { p, calendar, minutes, pieces });
      }
    }
  });
}

import { dayNumber, minuteOf } from '../../src/domain/calendar.ts';
import type { LaneSpan } from '../../src/domain/parts.ts';
import { joined } from './calendar.ts';
import { engagedIn, workedIn } from './layout.ts';
import type { Batch, Problem, Run } from './problem.ts';

const DAY = 1440;

/**
 * A span for each batch, on the lane of its machine, in the order of time.
 *
 * *Means* it begins when the clocks of the zone say so, and lasts the minutes that really pass; work that pauses,
 * where a shift ends or between two phases, has the stretches in which it is worked.
 */
export function spansOf(problem: Problem, { batches, item }: Run): LaneSpan[] {
  const { horizon, items, machines } = problem;
  return batches
    .flatMap((batch): LaneSpan[] => {
      const { machine, phases } = batch;
      const [from, to] = [Math.max(0, phases[0]!.from), phases.at(-1)!.to];
      if (to <= 0 || from >= horizon) return [];
      const shift = shiftAt(problem, from);
      const worked = stretchesOf(problem, batch, items[item]!.isInterruptible);
      const pauses =
        worked.length > 1 ? { worked: worked.map(([a, b]): [number, number] => [a + shift, b + shift]) } : {};
      return [{ lane: machines[machine]!.id, from: from + shift, to: to + shift, ...pauses }];
    })
    .sort((a, b) => a.from - b.from);
}

/** A span for each stretch in which an operator is engaged, in the order of time. */
export function engagementsOf(problem: Problem, { batches, item }: Run): LaneSpan[] {
  const { horizon, items, operators } = problem;
  return batches
    .flatMap(({ machine, phases }) =>
      phases.flatMap((phase) =>
        engagedIn(problem, items[item]!, machine, phase).flatMap(([start, to]): LaneSpan[] => {
          const from = Math.max(0, start);
          if (to <= from || from >= horizon) return [];
          const shift = shiftAt(problem, from);
          return phase.operators.map((one) => ({ lane: operators[one]!.id, from: from + shift, to: to + shift }));
        }),
      ),
    )
    .sort((a, b) => a.from - b.from);
}

/** By how much the clocks of the zone are ahead of the minutes that have passed, at a time. */
function shiftAt({ clock }: Problem, from: number): number {
  const text = clock.textOf(from);
  const day = dayNumber(text.slice(0, 10)) - dayNumber(clock.dates[0]!);
  return day * DAY + minuteOf(text.slice(11, 16)) - from;
}

/** When a batch is worked, from the begin of the horizon on. */
function stretchesOf(problem: Problem, { machine, phases }: Batch, isInterruptible: boolean): [number, number][] {
  const ofPhases = phases.map((phase) =>
    isInterruptible ? workedIn(problem, machine, phase) : [[phase.from, phase.to] as const],
  );
  return joined(ofPhases.flat())
    .map(([from, to]): [number, number] => [Math.max(0, from), to])
    .filter(([from, to]) => from < to);
}

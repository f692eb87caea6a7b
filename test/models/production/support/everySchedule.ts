import { calendarWith } from '../../../../models/production/layout.ts';
import {
  type Batch,
  batchCounts,
  dividedInto,
  type OperationInfo,
  type PhaseRun,
  type Problem,
  type Run,
} from '../../../../models/production/problem.ts';

/** Every way to place the open operations of a small problem, or to leave them out, with starts within some minutes. */
export function* everySchedule(problem: Problem, starts: readonly number[], from = 0): Generator<Run[]> {
  const item = problem.items[from];
  if (!item) {
    yield [];
    return;
  }
  const own = item.state === 'open' ? runsOf(problem, item, starts) : [];
  for (const rest of everySchedule(problem, starts, from + 1)) {
    yield rest;
    for (const run of own) yield [run, ...rest];
  }
}

/** An operation anywhere: in as many batches as may be, on each of its machines, with any operators. */
function runsOf(problem: Problem, item: OperationInfo, starts: readonly number[]): Run[] {
  const made = batchCounts(item).flatMap((count) => {
    let lists: Batch[][] = [[]];
    for (const quantity of dividedInto(item.quantity, count)) {
      const batches = batchesOf(problem, item, { quantity, starts });
      // Batches of one size are in the order of their starts, or each schedule would come twice.
      lists = lists.flatMap((list) =>
        batches.flatMap((batch) => {
          const last = list.at(-1);
          return last && last.quantity === quantity && keyOf(last) > keyOf(batch) ? [] : [[...list, batch]];
        }),
      );
    }
    return lists;
  });
  return made.map((batches) => ({ item: item.index, id: item.id, label: item.label, origin: 'proposal', batches }));
}

function keyOf({ machine, phases }: Batch): number {
  return 1000 * phases[0]!.from + machine;
}

interface Asked {
  readonly quantity: number;
  readonly starts: readonly number[];
}

function batchesOf(problem: Problem, item: OperationInfo, { quantity, starts }: Asked): Batch[] {
  return item.ways.flatMap((way) => {
    let lists: PhaseRun[][] = [[]];
    item.phases.forEach(({ count, crews }, p) => {
      const minutes = way.minutes(p, quantity);
      const who = count === 0 ? [[]] : choices(crews.length === 0 ? [] : [...problem.operators.keys()], count);
      lists = lists.flatMap((list) =>
        (p === 0 ? starts : laterStarts(item, list.at(-1)!.to)).flatMap((from) =>
          who.flatMap((operators) => {
            const calendar = calendarWith(problem, way.machine, operators);
            const ends = item.isInterruptible
              ? // As its calendar says, and as if there were no pauses, or one minute more.
                [...new Set([calendar.completion(from, minutes), from + minutes, from + minutes + 1])].filter(
                  (end) => Number.isFinite(end) && end >= from + minutes,
                )
              : [from + minutes];
            return ends.map((to) => [...list, { from, to, operators }]);
          }),
        ),
      );
    });
    return lists.map((phases) => ({ machine: way.machine, quantity, phases }));
  });
}

/** Idle time at its bounds and beyond them; none but the one there is where the phases are one block. */
function laterStarts({ idle, isInterruptible }: OperationInfo, end: number): number[] {
  if (idle.min === idle.max && !isInterruptible) return [end + idle.min];
  return [...new Set([idle.min - 1, idle.min, idle.max, idle.max + 1])]
    .filter((gap) => gap >= 0)
    .map((gap) => end + gap);
}

function choices(list: readonly number[], count: number, from = 0): number[][] {
  if (count === 0) return [[]];
  return list.slice(from).flatMap((one, i) => choices(list, count - 1, from + i + 1).map((rest) => [one, ...rest]));
}

import type { PlaceInput, PostedInput } from './input.ts';
import { batchFrom, calendarWith, namesOf } from './layout.ts';
import { itemNamed, type OperationInfo, type Problem, type Run, startOf } from './problem.ts';
import { batchOf } from './solution.ts';

/** What is posted, pinned, or frozen where the earlier schedule has it. */
export function fixedOf(problem: Problem): Run[] {
  const { earlier, frozenUntil, input, items } = problem;
  const posted = input.posted.map((place) => runAt(problem, place, 'posted'));
  const pins = input.pins.map((place) => runAt(problem, place, 'pin'));
  const given = new Set([...posted, ...pins].map(({ item }) => item));
  const frozen = [...(earlier?.values() ?? [])]
    .filter((run) => startOf(run) < frozenUntil && !given.has(run.item))
    .map((run): Run => ({ ...run, origin: 'pin' }));
  return [...posted, ...pins, ...frozen].sort((a, b) => items[a.item]!.index - items[b.item]!.index);
}

function runAt(problem: Problem, place: PlaceInput | PostedInput, origin: 'posted' | 'pin'): Run {
  const item = itemNamed(problem, place.order, place.operation)!;
  const given = (place as PostedInput).batches;
  if (given?.length) {
    return { item: item.index, id: item.id, origin, batches: given.map((one) => batchOf(problem, one)) };
  }
  const machine = problem.machineIndex.get(place.machine)!;
  const start = problem.clock.minuteOf(place.start);
  const way = item.wayOn(machine);
  const batch = batchFrom(problem, { item, way, start, quantity: item.quantity }, operatorsAt(problem, item, place));
  const { progress } = place as PostedInput;
  if (progress === undefined) return { item: item.index, id: item.id, origin, batches: [batch] };
  // What is running holds its machine until the rest of the core is done, from the horizon's beginning on.
  const core = item.phases.findIndex(({ kind }) => kind === 'core');
  const left = Math.ceil((1 - progress) * way.minutes(core, item.quantity) - 1e-9);
  const who = batch.phases[core]!.operators;
  const calendar = calendarWith(problem, machine, who);
  const from = calendar.nextStart(0, left, item.isInterruptible);
  const begun = Number.isFinite(from) ? from : 0;
  const done = item.isInterruptible && calendar.isOpenAt(begun) ? calendar.completion(begun, left) : begun + left;
  const to = Math.max(start + 1, left === 0 ? 0 : Number.isFinite(done) ? done : begun + left);
  return {
    ...{ item: item.index, id: item.id, origin },
    batches: [{ ...batch, phases: [{ from: start, to, operators: who }] }],
  };
}

/** The operators that are named, who do all phases that suit as many; else the first crew of each phase. */
function operatorsAt(problem: Problem, item: OperationInfo, { operators }: PlaceInput): number[][] {
  const named = operators?.map((id) => problem.operatorIndex.get(id)!);
  return item.phases.map(({ count, crews }) => {
    if (count === 0) return [];
    return named === undefined ? namesOf(problem, crews[0] ?? []) : named.slice(0, count);
  });
}

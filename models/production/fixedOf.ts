import type { Clock } from './clock.ts';
import type { Input, PlaceInput, PostedInput } from './input.ts';
import { batchFrom, calendarWith, namesOf } from './layout.ts';
import { itemNamed, type OperationInfo, type Problem, type Run, startOf } from './problem.ts';
import { batchOf } from './solution.ts';

/**
 * The posted operations that a run may place anew: what is movable, has not begun, and begins when nothing is frozen, unless
 * the earlier schedule says where it was.
 */
export function movableIn({ frozenUntil, posted, previous }: Input, clock: Clock): Set<PostedInput> {
  const first = Math.max(0, frozenUntil === undefined ? 0 : clock.minuteOf(frozenUntil));
  const replanned = byOrder(previous?.operations ?? []);
  return new Set(
    posted.filter(({ movable, operation, order, progress, start }) => {
      if (!movable || progress !== undefined) return false;
      const begins = clock.minuteOf(start);
      return begins >= first || (begins >= 0 && replanned.get(order)?.has(operation) === true);
    }),
  );
}

function byOrder(list: readonly { readonly order: string; readonly operation: string }[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { order, operation } of list) {
    const own = found.get(order) ?? new Set<string>();
    found.set(order, own.add(operation));
  }
  return found;
}

/** What is posted and does not move, pinned, or frozen where the earlier schedule has it. */
export function fixedOf(problem: Problem, movable: ReadonlySet<PostedInput>): Run[] {
  const { earlier, frozenUntil, input, items } = problem;
  const posted = input.posted.filter((place) => !movable.has(place)).map((place) => runAt(problem, place, 'posted'));
  const pins = input.pins.map((place) => runAt(problem, place, 'pin'));
  const given = new Set([...posted, ...pins].map(({ item }) => item));
  const frozen = [...earlier.values()]
    .filter((run) => startOf(run) < frozenUntil && !given.has(run.item))
    .map((run): Run => ({ ...run, origin: 'pin' }));
  return [...posted, ...pins, ...frozen].sort((a, b) => items[a.item]!.index - items[b.item]!.index);
}

/** An operation where the input has it. */
export function runAt(problem: Problem, place: PlaceInput | PostedInput, origin: 'posted' | 'pin'): Run {
  const item = itemNamed(problem, place.order, place.operation)!;
  const given = (place as PostedInput).batches;
  if (given?.length) {
    return {
      item: item.index,
      id: item.id,
      label: item.label,
      origin,
      batches: given.map((one) => batchOf(problem, one)),
    };
  }
  const machine = problem.machineIndex.get(place.machine)!;
  const start = problem.clock.minuteOf(place.start);
  const way = item.wayOn(machine);
  const batch = batchFrom(problem, { item, way, start, quantity: item.quantity }, operatorsAt(problem, item, place));
  const { progress } = place as PostedInput;
  if (progress === undefined) return { item: item.index, id: item.id, label: item.label, origin, batches: [batch] };
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
    ...{ item: item.index, id: item.id, label: item.label, origin },
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

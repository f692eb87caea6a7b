import { batchFrom, calendarOf, namesOf } from './layout.ts';
import type { OperationInfo, Problem, Spot, Way } from './problem.ts';

/** At most this many starts of an operation on one machine are told apart. */
const MOST_STARTS = 120;

/**
 * The places of an operation that people are told of: on each machine, the first start in each stretch of its calendar,
 * or each day where it is always there; from the release on, within the horizon.
 */
export function spotsOf(problem: Problem, item: OperationInfo): Spot[] {
  return item.phases[0]?.crews[0] === undefined ? [] : spotsOn(problem, item, item.ways);
}

/** The same on every machine, whether it can do the operation or not. */
export function spotsAround(problem: Problem, item: OperationInfo): Spot[] {
  return spotsOn(
    problem,
    item,
    problem.machines.map(({ index }) => item.wayOn(index)),
  );
}

function spotsOn(problem: Problem, item: OperationInfo, ways: readonly Way[]): Spot[] {
  const { clock, domains, horizon, machines } = problem;
  const earliest = domains.earliest[item.index]!;
  const crew = item.phases[0]?.crews[0] ?? [];
  return ways.flatMap((way) => {
    const minutes = way.minutes(0, item.quantity);
    const calendar = calendarOf(problem, way.machine, crew);
    const begins = [earliest, ...clock.midnights, ...machines[way.machine]!.calendar.from, ...calendar.from];
    const starts = new Set<number>();
    for (const time of begins.filter((one) => one < horizon).sort((a, b) => a - b)) {
      const start = calendar.nextStart(Math.max(time, earliest), minutes, item.isInterruptible);
      if (Number.isFinite(start) && endsBy(problem, item, way, start)) starts.add(start);
      if (starts.size === MOST_STARTS) break;
    }
    return [...starts].map((start): Spot => ({ item, machine: way.machine, start }));
  });
}

function endsBy(problem: Problem, item: OperationInfo, way: Way, start: number): boolean {
  const who = item.phases.map(({ crews }) => namesOf(problem, crews[0] ?? []));
  const { phases } = batchFrom(problem, { item, way, start, quantity: item.quantity }, who);
  return phases.at(-1)!.to <= problem.horizon;
}

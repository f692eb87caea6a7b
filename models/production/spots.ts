import { batchFrom, calendarOf, namesOf } from './layout.ts';
import type { Crew, OperationInfo, Problem, Spot, Way } from './problem.ts';

/** At most this many starts of an operation on one machine are told apart, unless fewer are asked for. */
const MOST_STARTS = 120;

/**
 * The places of an operation that people are told of: on each machine, the first start in each stretch of its calendar,
 * or each day where it is always there, and after each delivery of what it uses; from the release on, within the horizon.
 */
export function spotsOf(problem: Problem, item: OperationInfo): Spot[] {
  return item.phases[0]?.crews[0] === undefined ? [] : spotsOn(problem, item, item.ways);
}

/** Whether there is any of these places; quicker than to list them. */
export function hasSpot(problem: Problem, item: OperationInfo): boolean {
  return item.phases[0]?.crews[0] !== undefined && item.ways.some((way) => spotsOn(problem, item, [way], 1).length > 0);
}

/** The same on every machine, whether it can do the operation or not, and when those that can could have one more shift. */
export function spotsAround(problem: Problem, item: OperationInfo): Spot[] {
  const everywhere = spotsOn(
    problem,
    item,
    problem.machines.map(({ index }) => item.wayOn(index)),
  );
  return [...everywhere, ...item.ways.flatMap((way) => spotsOutside(problem, item, way))];
}

/** Days on which one more shift of a machine is looked at. */
const MOST_EXTRA = 14;

/** When the shifts of a machine usually begin, on days on which it is not there long enough then. */
function spotsOutside({ clock, domains, horizon, machines }: Problem, item: OperationInfo, { machine, minutes }: Way) {
  const { calendar } = machines[machine]!;
  const first = calendar.from.find((from) => from >= 0 && from < horizon) ?? 0;
  const usual = first - (clock.midnights.findLast((midnight) => midnight <= first) ?? 0);
  const length = minutes(0, item.quantity);
  return clock.midnights
    .map((midnight) => midnight + usual)
    .filter((start) => start >= domains.earliest[item.index]! && start + length <= horizon)
    .filter((start) => !calendar.isOpen(start, start + length))
    .slice(0, MOST_EXTRA)
    .map((start): Spot => ({ item, machine, start }));
}

function spotsOn(problem: Problem, item: OperationInfo, ways: readonly Way[], most = MOST_STARTS): Spot[] {
  const { clock, domains, horizon, machines, materials } = problem;
  const earliest = domains.earliest[item.index]!;
  const deliveries = item.consumes.flatMap(({ material }) => materials[material]!.deliveries.map(({ at }) => at));
  const crews = item.phases[0]?.crews ?? [];
  return ways.flatMap((way) => {
    const minutes = way.minutes(0, item.quantity);
    const starts = new Set<number>();
    for (const crew of crews.length > 0 ? crews : [[]]) {
      const calendar = calendarOf(problem, way.machine, crew);
      const begins = [
        earliest,
        ...deliveries,
        ...clock.midnights,
        ...machines[way.machine]!.calendar.from,
        ...calendar.from,
      ];
      for (const time of begins.filter((one) => one < horizon).sort((a, b) => a - b)) {
        if (starts.size === most) break;
        const start = calendar.nextStart(Math.max(time, earliest), minutes, item.isInterruptible);
        if (Number.isFinite(start) && endsBy(problem, item, { way, start, crew })) starts.add(start);
      }
    }
    return [...starts].sort((a, b) => a - b).map((start): Spot => ({ item, machine: way.machine, start }));
  });
}

interface Try {
  readonly way: Way;
  readonly start: number;
  readonly crew: Crew;
}

/** Whether it ends within the horizon: with the crew in the phases that this crew can do, with the first crew in the others. */
function endsBy(problem: Problem, item: OperationInfo, { crew, start, way }: Try): boolean {
  const said = JSON.stringify(crew);
  const who = item.phases.map(({ crews }) =>
    namesOf(problem, crews.find((one) => JSON.stringify(one) === said) ?? crews[0] ?? []),
  );
  const { phases } = batchFrom(problem, { item, way, start, quantity: item.quantity }, who);
  return phases.at(-1)!.to <= problem.horizon;
}

import { check } from '../../../src/domain/review.ts';
import type { OperationInfo, Problem, Spot } from '../problem.ts';
import { startOf } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Production } from '../world.ts';
import { makersOf } from './makers.ts';
import { serially } from './serial.ts';

/**
 * Where dispatching would put an operation beside a schedule, after everything that it needs and that is not in place; none
 * where it finds no place, or where that breaks a rule which dispatching does not know.
 */
export function constructed(production: Production, schedule: Schedule, item: OperationInfo): Spot[] {
  const { problem } = production;
  const wanted = neededFor(problem, schedule, item);
  const items = problem.items.map(
    (one): OperationInfo => ({ ...one, state: wanted.has(one.index) ? 'open' : 'posted' }),
  );
  const fixed = [...schedule.assignments];
  const runs = serially({ ...problem, items, fixed }, new Float64Array(items.length));
  const built = runs.find((run) => run.item === item.index);
  if (!built) return [];
  const isNew = new Set(runs);
  const { breaches } = check(production, new Schedule(problem, [...fixed, ...runs]));
  if (breaches.some(({ assignments }) => assignments.some((run) => isNew.has(run)))) return [];
  return [{ item, machine: built.batches[0]!.machine, start: startOf(built), built }];
}

/** An operation with all that has to come before it, or makes what it uses, and is not in place. */
function neededFor(problem: Problem, schedule: Schedule, item: OperationInfo): Set<number> {
  const found = new Set([item.index]);
  for (const one of found) {
    const { before, consumes } = problem.items[one]!;
    const makers = consumes.flatMap(({ material }) => makersOf(problem, material));
    for (const next of [...before.map((link) => link.item), ...makers.map(({ index }) => index)]) {
      if (schedule.of(next).length === 0 && problem.items[next]!.state === 'open') found.add(next);
    }
  }
  return found;
}

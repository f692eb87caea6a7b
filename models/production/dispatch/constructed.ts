import { check } from '../../../src/domain/review.ts';
import type { OperationInfo, Problem, Spot } from '../problem.ts';
import { startOf } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Production } from '../world.ts';
import { makersOf } from './makers.ts';
import { serially } from './serial.ts';

/**
 * Where dispatching would put an operation beside a schedule, after what comes before it and is not in place; and, where
 * that makes a difference, after what makes what it uses. None where it finds no place, or where that breaks a rule which
 * dispatching does not know.
 */
export function constructed(production: Production, schedule: Schedule, item: OperationInfo): Spot[] {
  const [before, all] = [false, true].map((withMakers) =>
    neededFor(production.problem, schedule, { item, withMakers }),
  );
  const first = built(production, schedule, { item, wanted: before! });
  return all!.size === before!.size ? first : [...first, ...built(production, schedule, { item, wanted: all! })];
}

interface Wanted {
  readonly item: OperationInfo;
  readonly wanted: ReadonlySet<number>;
}

function built(production: Production, schedule: Schedule, { item, wanted }: Wanted): Spot[] {
  const { problem } = production;
  const items = problem.items.map(
    (one): OperationInfo => ({ ...one, state: wanted.has(one.index) ? 'open' : 'posted' }),
  );
  const fixed = [...schedule.assignments];
  const runs = serially({ ...problem, items, fixed }, new Float64Array(items.length));
  const own = runs.find((run) => run.item === item.index);
  if (!own) return [];
  const isNew = new Set(runs);
  const { breaches } = check(production, new Schedule(problem, [...fixed, ...runs]));
  if (breaches.some(({ assignments }) => assignments.some((run) => isNew.has(run)))) return [];
  return [{ item, machine: own.batches[0]!.machine, start: startOf(own), built: own }];
}

/** An operation with all that has to come before it, and perhaps what makes what it uses, as far as it is not in place. */
function neededFor(
  problem: Problem,
  schedule: Schedule,
  { item, withMakers }: { readonly item: OperationInfo; readonly withMakers: boolean },
): Set<number> {
  const found = new Set([item.index]);
  for (const one of found) {
    const { before, consumes } = problem.items[one]!;
    const makers = withMakers ? consumes.flatMap(({ material }) => makersOf(problem, material)) : [];
    for (const next of [...before.map((link) => link.item), ...makers.map(({ index }) => index)]) {
      if (schedule.of(next).length === 0 && problem.items[next]!.state === 'open') found.add(next);
    }
  }
  return found;
}

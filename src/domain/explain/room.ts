import { workLabel } from '../names.ts';
import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';
import { attempt, type Obstructed } from './attempt.ts';

/** What has to go so that an item fits at a place. */
export interface Room<W extends World> {
  readonly place: W['place'];
  readonly by: readonly { readonly id: string; readonly label: string; readonly rule: string }[];
  /** The rules that forbid it until then. */
  readonly rules: readonly string[];
}

/**
 * What has to go so that an item fits at a place, found by letting it go and putting back what may stay; undefined when
 * that is not enough.
 */
export function roomAt<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  place: W['place'],
): Room<W> | undefined {
  const gone: W['work'][] = [];
  const ruleOf = new Map<W['work'], string>();
  const rules = new Set<string>();
  let stopped = attempt(ruled, schedule, place);
  while (stopped) {
    const inWay = proposalsIn(stopped);
    if (inWay.length === 0) break;
    for (const { rule } of stopped.obstacles) rules.add(rule);
    for (const work of inWay) {
      ruleOf.set(work, stopped.obstacles.find((one) => one.by?.includes(work))?.rule ?? stopped.rule);
      schedule.remove(work);
      gone.push(work);
    }
    stopped = attempt(ruled, schedule, place);
  }
  const needed = stopped ? [] : gone.filter((work) => !canStay(ruled, schedule, { place, work }));
  for (const work of stopped ? gone : needed) schedule.add(work);
  if (stopped) return undefined;
  const by = needed.map((work) => ({ id: work.id, label: workLabel(ruled, work), rule: ruleOf.get(work)! }));
  return { place, by, rules: [...rules] };
}

/** Puts work back where a place is free, if it is still free then. */
function canStay<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  { place, work }: { readonly place: W['place']; readonly work: W['work'] },
): boolean {
  schedule.add(work);
  if (!attempt(ruled, schedule, place)) return true;
  schedule.remove(work);
  return false;
}

/** Every rule that forbids a place even alone, found by leaving them out until none does. */
export function rulesAt<W extends World>(
  { parts, problem, rules }: Ruled<W>,
  alone: W['schedule'],
  place: W['place'],
): string[] {
  const inWay = new Set<string>();
  for (;;) {
    const left = rules.filter(({ id }) => !inWay.has(id));
    const stopped = attempt({ parts, problem, rules: left }, alone, place);
    if (!stopped || inWay.has(stopped.rule)) return [...inWay];
    for (const { rule } of stopped.obstacles) inWay.add(rule);
  }
}

/** The run's own work that stopped an attempt. */
export function proposalsIn<W extends World>({ by }: Obstructed<W>): W['work'][] {
  return (by ?? []).filter(({ origin }) => origin === 'proposal');
}

import type { Assignment, Companion } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import type { Staffing } from '../staff.ts';
import { attempt, type Stopped } from './attempt.ts';

/** What has to go so that an event fits at a place. */
export interface Room {
  readonly employee: number;
  readonly day: number;
  readonly by: readonly { readonly id: string; readonly rule: string }[];
  /** The rules that forbid it until then. */
  readonly rules: readonly string[];
}

/**
 * What has to go so that an event fits at a place, found by letting it go and putting back what may stay; undefined when
 * that does not do.
 */
export function roomAt(staffing: Staffing, schedule: Schedule, place: Companion): Room | undefined {
  const gone: Assignment[] = [];
  const ruleOf = new Map<Assignment, string>();
  const rules = new Set<string>();
  let stopped = attempt(staffing, schedule, place);
  while (stopped) {
    const inWay = proposalsIn(stopped);
    if (inWay.length === 0) break;
    for (const { rule } of stopped.obstacles) rules.add(rule);
    for (const work of inWay) {
      ruleOf.set(work, stopped.obstacles.find((one) => one.by?.includes(work))?.rule ?? stopped.rule);
      schedule.remove(work);
      gone.push(work);
    }
    stopped = attempt(staffing, schedule, place);
  }
  const needed = stopped ? [] : gone.filter((work) => !canStay(staffing, schedule, { place, work }));
  for (const work of stopped ? gone : needed) schedule.add(work);
  if (stopped) return undefined;
  const { employee, day } = place;
  return { employee, day, by: needed.map((work) => ({ id: work.id, rule: ruleOf.get(work)! })), rules: [...rules] };
}

/** Puts work back where a place is free, if it is still free then. */
function canStay(
  staffing: Staffing,
  schedule: Schedule,
  { place, work }: { readonly place: Companion; readonly work: Assignment },
): boolean {
  schedule.add(work);
  if (!attempt(staffing, schedule, place)) return true;
  schedule.remove(work);
  return false;
}

/** Every rule that forbids a place even alone, found by leaving them out until none does. */
export function rulesAt({ parts, problem, rules }: Staffing, alone: Schedule, place: Companion): string[] {
  const inWay = new Set<string>();
  for (;;) {
    const left = rules.filter(({ id }) => !inWay.has(id));
    const stopped = attempt({ parts, problem, rules: left }, alone, place);
    if (!stopped || inWay.has(stopped.rule)) return [...inWay];
    for (const { rule } of stopped.obstacles) inWay.add(rule);
  }
}

/** The run's own events that stopped an attempt. */
export function proposalsIn({ by }: Stopped): Assignment[] {
  return (by ?? []).filter(({ origin }) => origin === 'proposal');
}

import { listed } from '../../src/domain/words.ts';
import type { Problem, Run } from './problem.ts';

/** A minute as people read it: the local date and time. */
export function timeText({ clock }: Problem, minute: number): string {
  return clock.textOf(minute).replace('T', ' ');
}

export function machineName({ machines }: Problem, machine: number): string {
  return machines[machine]?.name ?? 'no machine';
}

export function operatorNames({ operators }: Problem, who: readonly number[]): string {
  return listed(who.map((one) => operators[one]!.name));
}

/** What people call some runs, shortened, each once. */
export function runNames(runs: readonly Run[]): string {
  return listed([...new Set(runs.map(({ label }) => label))]);
}

/** The run that comes last in the order of priority and may be withdrawn. */
export function lastOf({ rank }: Problem, runs: readonly Run[]): Run[] {
  const open = [...new Set(runs)].filter(({ origin }) => origin === 'proposal');
  return open.sort((a, b) => rank[a.item]! - rank[b.item]!).slice(-1);
}

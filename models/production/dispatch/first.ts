import { check } from '../../../src/domain/review.ts';
import { itemNamed, type Run } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Solution } from '../solution.ts';
import type { Production } from '../world.ts';
import { repaired } from './repaired.ts';
import { DISPATCH, keysBy } from './rules.ts';
import { serially } from './serial.ts';

/** The best schedule that a dispatch rule makes, or what was there before with little change; undefined when none keeps all rules. */
export function firstSchedule(production: Production): Schedule | undefined {
  const { problem } = production;
  const keys = keysBy(problem);
  let best: { schedule: Schedule; penalty: number } | undefined;
  const built = DISPATCH.map((rule) => () => serially(problem, keys[rule]));
  if (problem.earlier.size > 0) built.push(() => repaired(production, keys['due-date']));
  for (const build of built) {
    const schedule = new Schedule(problem, [...problem.fixed, ...build()]);
    const { breaches, penalty } = check(production, schedule);
    const isLegal = breaches.every(({ assignments }) => assignments.every(({ origin }) => origin === 'posted'));
    if (isLegal && (best === undefined || penalty < best.penalty)) best = { schedule, penalty };
  }
  return best?.schedule;
}

/** A sequence built into a schedule as it is given: each operation as early as it can be, in this order. */
export function sequenced(problem: Production['problem'], sequence: Solution['sequence']): Run[] {
  const keys = new Float64Array(problem.items.length).fill(sequence.length);
  sequence.forEach(({ order, operation }, position) => {
    const item = itemNamed(problem, order, operation);
    if (item) keys[item.index] = Math.min(keys[item.index]!, position);
  });
  return serially(problem, keys);
}

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
  const { problem, rules } = production;
  const keys = keysBy(problem);
  const built = DISPATCH.map((rule) => () => serially(problem, keys[rule]));
  if (problem.earlier.size > 0) built.push(() => repaired(production, keys['due-date']));
  const hard = rules.filter(({ hardness }) => hardness === 'hard');
  const soft = rules.filter(({ hardness, weight }) => hardness !== 'hard' && weight > 0);
  const isLegal = (schedule: Schedule): boolean =>
    check({ problem, rules: hard }, schedule).breaches.every(({ assignments }) =>
      assignments.every(({ origin }) => origin === 'posted'),
    );
  const schedules = built.map((build) => new Schedule(problem, [...problem.fixed, ...build()]));
  return schedules
    .map((schedule) => ({ schedule, penalty: check({ problem, rules: soft }, schedule).penalty }))
    .sort((a, b) => a.penalty - b.penalty)
    .find(({ schedule }) => isLegal(schedule))?.schedule;
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

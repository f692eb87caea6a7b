import type { Cheaper, ReliefStep } from '../../../src/domain/fixes/reliefs.ts';
import { calendarWith } from '../layout.ts';
import { endOf, type OrderInfo, type Problem } from '../problem.ts';
import type { Relief } from '../relief.ts';
import type { Schedule } from '../schedule.ts';
import { suits } from '../teams.ts';
import type { Production, Workshop } from '../world.ts';
import { criticalPath, type Step } from './criticalPath.ts';

/** No shift that is offered is longer, in minutes. */
const LONGEST_SHIFT = 480;

/** At most this many late orders are looked at. */
const MOST_ORDERS = 20;

/** At most this many operators are offered who might learn what one is waited for. */
const MOST_LEARNERS = 3;

/**
 * What might help late orders, those that cost most first: one more shift where the calendar is what the end of an order
 * waits for, skills of others where it is an operator, and a later due date.
 */
export function cheaper(problem: Problem, rules: Production['rules'], schedule: Schedule): Cheaper<Workshop>[] {
  const [tardiness, calendars, operators] = ['tardiness', 'calendars', 'operators'].map((name) =>
    rules.find(({ rule }) => rule.template === name),
  );
  if (tardiness === undefined || tardiness.weight === 0) return [];
  const costOf = ({ due, items, priority }: OrderInfo): number => (schedule.endOf(items) - due) * priority;
  const late = problem.orders.filter((order) => costOf(order) > 0).sort((a, b) => costOf(b) - costOf(a));
  return late.slice(0, MOST_ORDERS).flatMap((order): Cheaper<Workshop>[] => {
    const last = schedule.lastOf(order.items)!;
    const items = [last.id];
    const path = criticalPath(problem, schedule, last);
    const learners = path
      .filter(({ waitsFor }) => waitsFor === 'operator')
      .flatMap((step) => learnersFor(problem, step))
      .map((relief): ReliefStep<Workshop>[] => [{ rule: operators!, relief }]);
    const shifts = path
      .filter(({ waitsFor }) => waitsFor === 'calendar')
      .flatMap((step) => shiftFor(problem, step))
      .map((relief): ReliefStep<Workshop>[] => [{ rule: calendars!, relief }]);
    const later: ReliefStep<Workshop> = { rule: tardiness, relief: { kind: 'due', order: order.id, at: endOf(last) } };
    return [...shifts.reverse(), ...learners, [later]].map((steps) => ({
      steps,
      items,
    }));
  });
}

/** Machine and operators are there as long as a batch takes: when all else is ready for it, or just before it begins. */
function shiftFor(problem: Problem, { after, batch, ready }: Step) {
  const [start, end] = [batch.phases[0]!.from, batch.phases.at(-1)!.to];
  const length = Math.min(LONGEST_SHIFT, end - start, start - ready);
  const from = after === undefined ? start - length : ready;
  const to = from + length;
  const who = [...new Set(batch.phases.flatMap(({ operators }) => operators))];
  if (calendarWith(problem, batch.machine, who).isOpen(from, to)) return [];
  const all = [problem.machines[batch.machine]!, ...who.map((one) => problem.operators[one]!)];
  const resources = all.filter(({ calendar }) => !calendar.isOpen(from, to)).map(({ id }) => id);
  return [{ kind: 'open' as const, resources, from, to }];
}

/** Operators who have the time for a phase of a batch, and could do it with skills that they lack. */
function learnersFor(problem: Problem, { batch, run }: Step): Extract<Relief, { kind: 'skills' }>[] {
  const asked = problem.items[run.item]!.phases.filter(({ count, skills }) => count > 0 && skills.length > 0);
  const found = problem.operators.flatMap((one) => {
    const lacking = asked.filter((phase) => !suits(one, phase) && one.capacity >= phase.effort);
    const isThere = batch.phases.some(({ from, to }) => one.calendar.openIn(from, to).length > 0);
    const skills = [...new Set(lacking.flatMap((phase) => phase.skills.filter((skill) => !one.skills.has(skill))))];
    return skills.length > 0 && isThere ? [{ kind: 'skills' as const, operator: one.id, skills }] : [];
  });
  return found.sort((a, b) => a.skills.length - b.skills.length).slice(0, MOST_LEARNERS);
}

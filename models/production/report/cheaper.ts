import type { Cheaper, Step as ReliefStep } from '../../../src/domain/fixes/reliefs.ts';
import { calendarWith } from '../layout.ts';
import { endOf, type OrderInfo, type Problem } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import type { Production, Workshop } from '../world.ts';
import { criticalPath, type Step } from './criticalPath.ts';

/** No shift that is offered is longer, in minutes. */
const LONGEST_SHIFT = 480;

/** At most this many late orders are looked at. */
const MOST_ORDERS = 20;

/**
 * What might help late orders, those that cost most first: one more shift where the calendar is what the end of an order
 * waits for, and a later due date.
 */
export function cheaper(problem: Problem, rules: Production['rules'], schedule: Schedule): Cheaper<Workshop>[] {
  const [tardiness, calendars] = ['tardiness', 'calendars'].map((name) =>
    rules.find(({ rule }) => rule.template === name),
  );
  if (tardiness === undefined || tardiness.weight === 0) return [];
  const costOf = ({ due, items, priority }: OrderInfo): number => (schedule.endOf(items) - due) * priority;
  const late = problem.orders.filter((order) => costOf(order) > 0).sort((a, b) => costOf(b) - costOf(a));
  return late.slice(0, MOST_ORDERS).flatMap((order): Cheaper<Workshop>[] => {
    const last = schedule.lastOf(order.items)!;
    const items = [last.id];
    const shifts = criticalPath(problem, schedule, last)
      .filter(({ waitsFor }) => waitsFor === 'calendar')
      .map((step) => shiftFor(problem, step))
      .map((opened) => opened.map((relief): ReliefStep<Workshop> => ({ rule: calendars!, relief })));
    const later: ReliefStep<Workshop> = { rule: tardiness, relief: { kind: 'due', order: order.id, at: endOf(last) } };
    return [...shifts.filter(({ length }) => length > 0).reverse(), [later]].map((steps) => ({ steps, items }));
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
  return all
    .filter(({ calendar }) => !calendar.isOpen(from, to))
    .map(({ id }) => ({ kind: 'open' as const, resource: id, from, to }));
}

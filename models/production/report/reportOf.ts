import type { OrderReport, PlanReport, Utilisation } from '../../../src/solve/report.ts';
import { type Calendar, joined } from '../calendar.ts';
import type { Problem } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { criticalPath } from './criticalPath.ts';

/** Orders, utilisation and the critical path of a schedule, each in the order of the input's ids. */
export function reportOf(problem: Problem, schedule: Schedule): PlanReport {
  const steps = criticalPath(problem, schedule, schedule.lastOf(problem.items.map(({ index }) => index)));
  const { clock, items, machines } = problem;
  return {
    orders: ordersOf(problem, schedule),
    utilisation: utilisationOf(problem, schedule),
    criticalPath: steps.map(({ after, batch, ready, run, text, waitsFor }) => {
      const start = batch.phases[0]!.from;
      return {
        item: items[run.item]!.id,
        who: machines[batch.machine]!.id,
        start: clock.textOf(start),
        end: clock.textOf(batch.phases.at(-1)!.to),
        waitsFor,
        ...(after === undefined ? {} : { after: after.run.id }),
        minutes: start - ready,
        text,
      };
    }),
  };
}

function ordersOf({ clock, items: all, orders }: Problem, schedule: Schedule): OrderReport[] {
  return orders.map(({ due, id, items, name }): OrderReport => {
    const end = schedule.endOf(items);
    const missing = items.filter((item) => schedule.of(item).length === 0);
    return {
      order: id,
      label: name,
      ...(Number.isFinite(due) ? { due: clock.textOf(due) } : {}),
      ...(Number.isFinite(end) ? { end: clock.textOf(end) } : {}),
      lateBy: Math.max(0, end - due),
      missing: missing.map((item) => all[item]!.id),
    };
  });
}

function utilisationOf({ horizon, machines, operators }: Problem, schedule: Schedule): Utilisation[] {
  type Stretches = readonly { readonly from: number; readonly to: number }[];
  const used = (calendar: Calendar, stretches: Stretches): Pick<Utilisation, 'busy' | 'open'> => {
    const openIn = (from: number, to: number): number => calendar.workBefore(to) - calendar.workBefore(from);
    const within = stretches.map(({ from, to }) => [Math.max(0, from), Math.min(horizon, to)] as const);
    return { busy: joined(within).reduce((sum, [from, to]) => sum + openIn(from, to), 0), open: openIn(0, horizon) };
  };
  return [
    ...machines.map(({ calendar, id, index, name }): Utilisation => {
      return { who: id, label: name, kind: 'machine', ...used(calendar, schedule.on(index)) };
    }),
    ...operators.map(({ calendar, id, index, name }): Utilisation => {
      return { who: id, label: name, kind: 'operator', ...used(calendar, schedule.with(index)) };
    }),
  ];
}

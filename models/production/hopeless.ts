import type { Reason } from '../../src/domain/explain/reason.ts';
import { listed } from '../../src/domain/words.ts';
import { constructed } from './dispatch/constructed.ts';
import { makersOf } from './dispatch/makers.ts';
import { sizesOf } from './dispatch/serial.ts';
import { Workplace } from './dispatch/workplace.ts';
import { calendarOf } from './layout.ts';
import { endOf, type OperationInfo, type Problem, quantityIn } from './problem.ts';
import type { Schedule } from './schedule.ts';
import { hasSpot } from './spots.ts';
import { timeText } from './words.ts';
import type { Production, Workshop } from './world.ts';

/**
 * Why no place of an operation needs to be looked at: nobody can do it, nobody is there long enough, it comes after what
 * is left out, or there is no time between release and horizon even alone.
 */
export function hopeless(
  production: Production,
  alone: Schedule,
  item: OperationInfo,
  schedule: Schedule,
): Reason<Workshop> | undefined {
  const { problem } = production;
  return (
    withoutResource(item) ??
    withoutCalendar(problem, item) ??
    dependent(problem, schedule, item) ??
    withoutMaterial(problem, { alone, schedule }, item) ??
    withoutTime(problem, alone, item) ??
    withoutRoom(production, alone, item)
  );
}

/** Each phase has room somewhere, and all of them together nowhere. */
function withoutRoom(production: Production, alone: Schedule, item: OperationInfo): Reason<Workshop> | undefined {
  if (hasSpot(production.problem, item) || constructed(production, alone, item).length > 0) return undefined;
  const text = `No machine and its operators are there long enough for all phases of ${item.label}, one after the other, before the horizon ends.`;
  return { kind: 'no-calendar', text, rule: 'calendars' };
}

function withoutResource(item: OperationInfo): Reason<Workshop> | undefined {
  if (item.ways.length === 0) {
    return { kind: 'no-capable-resource', text: `No machine can do ${item.label}.`, rule: 'structure' };
  }
  const unmanned = item.phases.find(({ crews }) => crews.length === 0);
  if (!unmanned) return undefined;
  const { count, kind, skills } = unmanned;
  const who = skills.length > 0 ? ` with the skills ${skills.join(', ')}` : '';
  const text = `The ${kind} of ${item.label} needs ${count} operators${who}, and there are fewer.`;
  return { kind: 'no-capable-resource', text, rule: 'operators' };
}

/** A phase that is longer than any time in which its machine and its operators are there together. */
function withoutCalendar(problem: Problem, item: OperationInfo): Reason<Workshop> | undefined {
  const { horizon } = problem;
  for (const [p, { count, crews, kind }] of item.phases.entries()) {
    const fits = item.ways.some((way) =>
      crews.some((crew) => {
        const minutes = way.minutes(p, sizesOf(item).at(-1)!.at(-1)!);
        return calendarOf(problem, way.machine, crew).nextStart(0, minutes, item.isInterruptible) < horizon;
      }),
    );
    if (fits) continue;
    const sizes = item.ways.map((way) => way.minutes(p, sizesOf(item).at(-1)!.at(-1)!));
    const who = count > 0 ? 'machine with its operators' : 'machine';
    const text = item.isInterruptible
      ? `The ${kind} of ${item.label} takes ${Math.min(...sizes)} minutes, and no ${who} is there for as long before the horizon ends.`
      : `The ${kind} of ${item.label} takes ${Math.min(...sizes)} minutes in one piece, and no ${who} is there so long at once. It could pause if it were interruptible.`;
    return { kind: 'no-calendar', text, rule: 'calendars' };
  }
  return undefined;
}

function dependent({ items }: Problem, schedule: Schedule, item: OperationInfo): Reason<Workshop> | undefined {
  const missing = item.before.find((link) => schedule.of(link.item).length === 0);
  if (!missing) return undefined;
  const { id, label } = items[missing.item]!;
  return {
    kind: 'dependency-dropped',
    text: `${item.label} comes after ${label}, which is left out.`,
    rule: 'precedence',
    by: [id],
  };
}

/** A material of which there is never enough, or not without what others make that are left out. */
function withoutMaterial(
  problem: Problem,
  { alone, schedule }: { readonly alone: Schedule; readonly schedule: Schedule },
  item: OperationInfo,
): Reason<Workshop> | undefined {
  for (const use of item.consumes) {
    const { id } = problem.materials[use.material]!;
    const makers = makersOf(problem, use.material).filter((one) => one !== item && one.state === 'open');
    const isPlaced = ({ index }: OperationInfo): boolean => schedule.of(index).length > 0;
    const left = suppliedTo(problem, alone, use.material);
    const sum = (list: readonly OperationInfo[]): number =>
      list.reduce((all, { produces }) => all + quantityIn(produces, use.material), 0);
    const isLate =
      makers.length === 0 && Workplace.of(problem, alone).stockedFrom({ consumes: [use] }, 0) >= problem.horizon;
    if (isLate || left + sum(makers) < use.quantity) {
      const text = `There is never enough of ${id} for ${item.label}.`;
      return { kind: 'blocked', text, rule: 'materials', rules: ['materials'] };
    }
    if (left + sum(makers.filter(isPlaced)) >= use.quantity) continue;
    const without = makers.filter((one) => !isPlaced(one));
    const text = `${item.label} uses ${id}, of which there is too little without ${listed(without.map(({ label }) => label))}, which is left out.`;
    return { kind: 'dependency-dropped', text, rule: 'materials', by: without.map((one) => one.id) };
  }
  return undefined;
}

/** What there is of a material within the horizon, with everything that is fixed. */
function suppliedTo({ horizon, items, materials }: Problem, alone: Schedule, material: number): number {
  const { deliveries, stock } = materials[material]!;
  let sum = stock;
  for (const { at, quantity } of deliveries) if (at < horizon) sum += quantity;
  for (const { item } of alone.assignments) {
    sum += quantityIn(items[item]!.produces, material) - quantityIn(items[item]!.consumes, material);
  }
  return sum;
}

/** Beside fixed work alone, after what comes before it as quickly as that can be. */
function withoutTime(problem: Problem, alone: Schedule, item: OperationInfo): Reason<Workshop> | undefined {
  const { domains, horizon, items } = problem;
  const ends = new Map<number, number>();
  // A time by which nothing can be over earlier: each operation as if it had everything to itself.
  const earliestEnd = (index: number): number => {
    const known = ends.get(index);
    if (known !== undefined) return known;
    const [fixed] = alone.of(index);
    const end = fixed ? endOf(fixed) : earliestStart(index) + shortest(items[index]!);
    ends.set(index, end);
    return end;
  };
  const earliestStart = (index: number): number =>
    items[index]!.before.reduce(
      (time, link) => Math.max(time, earliestEnd(link.item) + link.min),
      domains.earliest[index]!,
    );
  const ready = earliestStart(item.index);
  if (ready + shortest(item) <= horizon) return undefined;
  const text = `${item.label} may begin at ${timeText(problem, ready)} at the earliest, and the horizon ends at ${timeText(problem, horizon)}.`;
  return { kind: 'window', text, rule: 'window' };
}

/** The least minutes of an operation, however it is divided. */
function shortest(item: OperationInfo): number {
  const quantity = sizesOf(item).at(-1)![0]!;
  return Math.min(...item.ways.map((way) => item.phases.reduce((sum, _, p) => sum + way.minutes(p, quantity), 0)));
}

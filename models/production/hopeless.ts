import type { Reason } from '../../src/domain/explain/reason.ts';
import { sizesOf } from './dispatch/serial.ts';
import { Workplace } from './dispatch/workplace.ts';
import { calendarOf } from './layout.ts';
import { endOf, type OperationInfo, type Problem } from './problem.ts';
import type { Schedule } from './schedule.ts';
import { timeText } from './words.ts';
import type { Production, Workshop } from './world.ts';

/**
 * Why no place of an operation needs to be looked at: nobody can do it, nobody is there long enough, it comes after what
 * is left out, or there is no time between release and horizon even alone.
 */
export function hopeless(
  { problem }: Production,
  alone: Schedule,
  item: OperationInfo,
  schedule: Schedule,
): Reason<Workshop> | undefined {
  return (
    withoutResource(item) ??
    withoutCalendar(problem, item) ??
    dependent(problem, schedule, item) ??
    withoutTime(problem, alone, item)
  );
}

function withoutResource(item: OperationInfo): Reason<Workshop> | undefined {
  if (item.ways.length === 0) {
    return { kind: 'no-capable-resource', text: `No machine can do ${item.id}.`, rule: 'structure' };
  }
  const unmanned = item.phases.find(({ crews }) => crews.length === 0);
  if (!unmanned) return undefined;
  const { count, kind, skills } = unmanned;
  const who = skills.length > 0 ? ` with the skills ${skills.join(', ')}` : '';
  const text = `The ${kind} of ${item.id} needs ${count} operators${who}, and there are fewer.`;
  return { kind: 'no-capable-resource', text, rule: 'operators' };
}

/** A phase that is longer than any time in which its machine and its operators are there together. */
function withoutCalendar(problem: Problem, item: OperationInfo): Reason<Workshop> | undefined {
  const { horizon } = problem;
  for (const [p, { crews, kind }] of item.phases.entries()) {
    const fits = item.ways.some((way) =>
      crews.some((crew) => {
        const minutes = way.minutes(p, sizesOf(item).at(-1)!.at(-1)!);
        return calendarOf(problem, way.machine, crew).nextStart(0, minutes, item.isInterruptible) < horizon;
      }),
    );
    if (fits) continue;
    const text = `For the ${kind} of ${item.id}, no machine and its operators are there together long enough.`;
    return { kind: 'no-calendar', text, rule: 'calendars' };
  }
  return undefined;
}

function dependent({ items }: Problem, schedule: Schedule, item: OperationInfo): Reason<Workshop> | undefined {
  const missing = item.before.find((link) => schedule.of(link.item).length === 0);
  if (!missing) return undefined;
  const { id } = items[missing.item]!;
  return {
    kind: 'dependency-dropped',
    text: `${item.id} comes after ${id}, which is left out.`,
    rule: 'precedence',
    by: [id],
  };
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
  if (item.consumes.length > 0 && Workplace.of(problem, alone).stockedFrom(item, ready) >= horizon) {
    const names = item.consumes.map(({ material }) => problem.materials[material]!.id).join(', ');
    return {
      kind: 'blocked',
      text: `There is never enough of ${names} for ${item.id}.`,
      rule: 'materials',
      rules: ['materials'],
    };
  }
  if (ready + shortest(item) <= horizon) return undefined;
  const text = `${item.id} may begin at ${timeText(problem, ready)} at the earliest, and the horizon ends at ${timeText(problem, horizon)}.`;
  return { kind: 'window', text, rule: 'window' };
}

/** The least minutes of an operation, however it is divided. */
function shortest(item: OperationInfo): number {
  const quantity = sizesOf(item).at(-1)![0]!;
  return Math.min(...item.ways.map((way) => item.phases.reduce((sum, _, p) => sum + way.minutes(p, quantity), 0)));
}

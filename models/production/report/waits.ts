import type { WAITS } from '../../../src/solve/report.ts';
import { batchFrom, calendarWith } from '../layout.ts';
import { type Batch, endOf, type Problem, type Run } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { machineName, operatorNames, timeText } from '../words.ts';
import { materialWaits } from './materialWaits.ts';

/** A batch of a run. */
export interface Part {
  readonly run: Run;
  readonly batch: Batch;
}

/** What a batch waits for. */
export interface Wait {
  readonly waitsFor: (typeof WAITS)[number];
  /** When that is over; for a calendar, when everything else is. */
  readonly ready: number;
  /** The work that is over then. */
  readonly after?: Part | undefined;
  readonly text: string;
}

/**
 * What keeps a batch from beginning earlier while all other work, and its machine and its operators, stay as they are.
 *
 * *Means* of all that it needs, what is ready last; where the calendars leave no start between that and its own, they are
 * what it waits for.
 */
export function waitOf(problem: Problem, schedule: Schedule, part: Part): Wait {
  const { batch, run } = part;
  const start = batch.phases[0]!.from;
  if (run.origin !== 'proposal') {
    return { waitsFor: 'given', ready: start, text: `The input gives ${run.label} this place.` };
  }
  let last: Wait | undefined;
  for (const wait of waitsOf(problem, schedule, part)) {
    if (wait.ready <= start && wait.ready > (last?.ready ?? Number.NEGATIVE_INFINITY)) last = wait;
  }
  if (last?.ready === start) return last;
  const { after, ready } = last ?? { ready: 0, after: undefined };
  if (canBegin(problem, part, ready)) {
    return { waitsFor: 'nothing', ready, text: `It could begin earlier, from ${timeText(problem, ready)} on.` };
  }
  return { waitsFor: 'calendar', ready, after, text: whoIsAway(problem, part, start) };
}

/** Everything that has to be ready, in the order in which it is told of where several are ready at once. */
function* waitsOf(problem: Problem, schedule: Schedule, part: Part): Generator<Wait> {
  const { frozenUntil, items, orders } = problem;
  const item = items[part.run.item]!;
  for (const { item: before, min } of item.before) {
    const last = schedule.lastOf([before]);
    if (!last) continue;
    const gap = min > 0 ? `, at least ${min} minutes before` : '';
    const text = `${last.label} comes before it${gap}.`;
    yield { waitsFor: 'predecessor', ready: endOf(last) + min, after: partOf(last, endOf(last)), text };
  }
  yield* machineWaits(problem, schedule, part);
  yield* operatorWaits(problem, schedule, part);
  for (const { by, ready, text } of materialWaits(problem, schedule, part.run)) {
    yield { waitsFor: 'material', ready, after: by && partOf(by, ready), text };
  }
  const { name, release } = orders[item.order]!;
  if (release > 0) {
    yield { waitsFor: 'release', ready: release, text: `${name} is released at ${timeText(problem, release)}.` };
  }
  if (frozenUntil > 0) {
    const text = `Everything is frozen until ${timeText(problem, frozenUntil)}.`;
    yield { waitsFor: 'frozen', ready: frozenUntil, text };
  }
  yield { waitsFor: 'horizon', ready: 0, text: 'The horizon begins then.' };
}

function* machineWaits(problem: Problem, schedule: Schedule, { batch, run }: Part): Generator<Wait> {
  const { items, setupBetween } = problem;
  const name = machineName(problem, batch.machine);
  for (const held of schedule.on(batch.machine)) {
    if (held.batch === batch) continue;
    const setup = setupBetween(batch.machine, items[held.run.item]!.order, items[run.item]!.order);
    const change = setup > 0 ? `, and needs ${setup} minutes to change over` : '';
    const text = `${name} does ${held.run.label} until ${timeText(problem, held.to)}${change}.`;
    yield { waitsFor: 'machine', ready: held.to + setup, after: { run: held.run, batch: held.batch }, text };
  }
}

/** Operators without enough left of them, for whichever phase: the batch as a whole would begin so much earlier. */
function* operatorWaits(problem: Problem, schedule: Schedule, { batch, run }: Part): Generator<Wait> {
  const { phases: asked } = problem.items[run.item]!;
  const start = batch.phases[0]!.from;
  for (const [p, phase] of batch.phases.entries()) {
    for (const operator of phase.operators) {
      const free = problem.operators[operator]!.capacity - (asked[p]?.effort ?? 0);
      const others = schedule.with(operator).filter((one) => one.run !== run);
      for (const { run: by, to } of others) {
        if (to > phase.from) continue;
        const atOnce = others.filter((one) => one.from < to && to <= one.to);
        if (atOnce.reduce((sum, { effort }) => sum + effort, 0) <= free) continue;
        const text = `${operatorNames(problem, [operator])} does ${by.label} until ${timeText(problem, to)}.`;
        yield { waitsFor: 'operator', ready: start - (phase.from - to), after: partOf(by, to, operator), text };
      }
    }
  }
}

/** The batch of a run with a phase that is over at a time, by an operator if one is named. */
function partOf(run: Run, to: number, operator?: number): Part | undefined {
  const isMeant = (phase: Batch['phases'][number]): boolean =>
    phase.to === to && (operator === undefined || phase.operators.includes(operator));
  const batch = run.batches.find(({ phases }) => phases.some(isMeant));
  return batch && { run, batch };
}

/** Whether the calendars leave a batch an earlier start, from a time on: its first one is tried, with all phases. */
function canBegin(problem: Problem, { batch, run }: Part, ready: number): boolean {
  const item = problem.items[run.item]!;
  const way = item.wayOn(batch.machine);
  const who = batch.phases.map(({ operators }) => operators);
  const calendar = calendarWith(problem, batch.machine, who[0]!);
  const start = calendar.nextStart(ready, way.minutes(0, batch.quantity), item.isInterruptible);
  if (!(start < batch.phases[0]!.from)) return false;
  const { phases } = batchFrom(problem, { item, way, start, quantity: batch.quantity }, who);
  return phases.every(({ from, operators, to }, p) => {
    const open = calendarWith(problem, batch.machine, operators);
    const isThere = item.isInterruptible ? open.isOpenAt(from) : open.isOpen(from, to);
    return isThere && (p === 0 || from - phases[p - 1]!.to <= item.idle.max);
  });
}

function whoIsAway(problem: Problem, { batch }: Part, start: number): string {
  const { machines, operators } = problem;
  const who = [...new Set(batch.phases.flatMap((phase) => phase.operators))];
  const away = [
    ...(machines[batch.machine]!.calendar.isOpenAt(start - 1) ? [] : [machineName(problem, batch.machine)]),
    ...who.filter((one) => !operators[one]!.calendar.isOpenAt(start - 1)).map((one) => operators[one]!.name),
  ];
  if (away.length === 0) return 'There is not enough time at once before.';
  return `${away.join(' and ')} ${away.length === 1 ? 'is' : 'are'} not there before ${timeText(problem, start)}.`;
}

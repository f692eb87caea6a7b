import type { Schedule } from '../shop.ts';
import type { Calendar } from './calendar.ts';
import type { Problem } from './problem.ts';
import type { Setups } from './setups.ts';

/**
 * A problem as it looks from a target, the time at which all is to be over, with time running back from there: what came last comes
 * first. Its schedules that are over by `target` are those of the problem that are, and no pause of a machine lies behind that.
 *
 * *Limits* undefined where tasks may end behind the latest end of all, so that no target holds for them.
 */
export function mirrored(problem: Problem, target: number): Problem | undefined {
  const { calendar, delivery, inFrom, inLag, inTask, outFrom, outLag, outTask, release, setups, taskCount } = problem;
  for (let t = 0; t < taskCount; t++) if (outFrom[t] === outFrom[t + 1] && delivery[t]! < 0) return undefined;
  return {
    ...problem,
    setups: setups && turnedSetups(setups),
    calendar: calendar && turnedCalendar(calendar, target),
    release: delivery,
    delivery: release,
    lastTasks: firstTasksOf(problem),
    topological: problem.topological.toReversed(),
    inFrom: outFrom,
    inTask: outTask,
    inLag: outLag,
    outFrom: inFrom,
    outTask: inTask,
    outLag: inLag,
    chains: undefined,
  };
}

/** A schedule of a problem as one of its mirrored problem, and back. */
export function turned({ start, mode }: Schedule, { modeTime }: Problem, target: number): Schedule {
  return { start: start.map((at, t) => target - at - modeTime[mode[t]!]!), mode };
}

/** Tasks whose release is not said already by something before them. */
function firstTasksOf({ inFrom, inLag, inTask, modeFrom, modeTime, release, taskCount }: Problem): Int32Array {
  const shortest = Int32Array.from({ length: taskCount }, (_, t) =>
    modeTime.subarray(modeFrom[t]!, modeFrom[t + 1]!).reduce((a, b) => Math.min(a, b)),
  );
  const isFirst = (t: number): boolean => {
    for (let a = inFrom[t]!; a < inFrom[t + 1]!; a++)
      if (release[inTask[a]!]! + shortest[inTask[a]!]! + inLag[a]! >= release[t]!) return false;
    return true;
  };
  return Int32Array.from({ length: taskCount }, (_, t) => t).filter(isFirst);
}

function turnedCalendar({ from, start, end }: Calendar, target: number): Calendar {
  const machines = from.length - 1;
  const turnedFrom = new Int32Array(machines + 1);
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let machine = 0; machine < machines; machine++) {
    for (let i = from[machine + 1]! - 1; i >= from[machine]!; i--) {
      if (start[i]! >= target) continue;
      starts.push(target - end[i]!);
      ends.push(target - start[i]!);
    }
    turnedFrom[machine + 1] = ends.length;
  }
  return { from: turnedFrom, start: Int32Array.from(starts), end: Int32Array.from(ends) };
}

function turnedSetups({ family, base, families, times }: Setups): Setups {
  const turnedTimes = new Int32Array(times.length);
  for (let machine = 0; machine < base.length; machine++) {
    const [at, count] = [base[machine]!, families[machine]!];
    if (at < 0) continue;
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) turnedTimes[at + b * count + a] = times[at + a * count + b]!;
  }
  return { family, base, families, times: turnedTimes };
}

import type { Random } from '../../random.ts';
import type { Priorities } from '../lists/priorities.ts';
import { firstStart } from './calendar.ts';
import type { Problem } from './problem.ts';
import { setupBetween } from './setups.ts';

/** A task is not urgent yet whose latest start is this many of its durations away. */
const LOOK_AHEAD = 4;

/** How urgent a task is, when several compete for a machine: the greatest goes first. */
export type Rule = (task: number, duration: number, start: number, work: Int32Array, after: Int32Array) => number;

/** Most work remaining, by itself and by duration; shortest and longest duration; first come; work behind by duration. */
export const RULES: readonly Rule[] = [
  (task, _duration, _start, work) => work[task]!,
  (task, duration, _start, work) => work[task]! / duration,
  (_task, duration) => 1 / duration,
  (_task, duration) => duration,
  (_task, _duration, start) => 1 / (1 + start),
  (task, duration, _start, _work, after) => after[task]! / duration,
];

/**
 * Rules for due times: whatever has to start first; what is worth most for its length while there is no time to lose.
 *
 * *Source* the apparent tardiness cost of A. P. J. Vepsalainen and T. E. Morton, "Priority rules for job shops with weighted
 * tardiness costs", Management Science 33, 1987.
 */
export function dueRules({ due, weight }: Priorities): Rule[] {
  const first = due.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return [
    (task) => 1 / (1 + due[task]! - first),
    (task, duration, start) =>
      (weight[task]! / duration) * Math.exp(-Math.max(0, due[task]! - start) / (LOOK_AHEAD * duration)),
  ];
}

/**
 * Builds active schedules: whichever task could end first decides the machine, and a rule which of those that would be
 * in its way goes next; a task with several modes takes the one in which it ends first.
 *
 * *Source* B. Giffler and G. L. Thompson, "Algorithms for solving production-scheduling problems", Operations Research
 * 8, 1960.
 */
export class Dispatch {
  readonly #problem: Problem;
  readonly #random: Random;
  /** The longest way from a task to the end, with and without its own time. */
  readonly #work: Int32Array;
  readonly #after: Int32Array;
  readonly #first: Int32Array;
  readonly #arcCount: Int32Array;

  constructor(problem: Problem, random: Random) {
    const { taskCount, inFrom, outFrom, outTask, outLag } = problem;
    this.#problem = problem;
    this.#random = random;
    this.#arcCount = Int32Array.from({ length: taskCount }, (_, t) => inFrom[t + 1]! - inFrom[t]!);
    this.#work = new Int32Array(taskCount);
    this.#after = new Int32Array(taskCount);
    const order = problem.topological;
    this.#first = order.filter((t) => this.#arcCount[t] === 0);
    for (let i = taskCount - 1; i >= 0; i--) {
      const t = order[i]!;
      let after = Math.max(0, problem.delivery[t]!);
      for (let a = outFrom[t]!; a < outFrom[t + 1]!; a++) {
        after = Math.max(after, this.#work[outTask[a]!]! + outLag[a]!);
      }
      let shortest = Number.POSITIVE_INFINITY;
      for (let m = problem.modeFrom[t]!; m < problem.modeFrom[t + 1]!; m++) {
        shortest = Math.min(shortest, problem.modeTime[m]!);
      }
      this.#after[t] = after;
      this.#work[t] = after + shortest;
    }
  }

  /** A schedule by a rule; `noise` of 1 lets chance double what the rule says. */
  build(rule: Rule, noise: number): { order: Int32Array; mode: Int32Array } {
    const { taskCount, machineCount, modeFrom, modeMachine, modeTime, release, outFrom, outTask, outLag, setups } =
      this.#problem;
    const { calendar } = this.#problem;
    const waiting = this.#arcCount.slice();
    const ready = Int32Array.from(release);
    const free = new Int32Array(machineCount).fill(-(2 ** 30));
    const last = new Int32Array(machineCount).fill(-1);
    const open = Array.from(this.#first);
    const [start, chosen] = [new Int32Array(taskCount), new Int32Array(taskCount)];
    const order = new Int32Array(taskCount);
    for (let count = 0; count < taskCount; count++) {
      let firstEnd = Number.POSITIVE_INFINITY;
      let machine = -1;
      for (const t of open) {
        let end = Number.POSITIVE_INFINITY;
        for (let m = modeFrom[t]!; m < modeFrom[t + 1]!; m++) {
          const on = modeMachine[m]!;
          const setup = setups && last[on]! >= 0 ? setupBetween(setups, on, last[on]!, m) : 0;
          const soonest = Math.max(ready[t]!, free[on]! + setup);
          const s = calendar ? firstStart(calendar, on, soonest, modeTime[m]!) : soonest;
          if (s + modeTime[m]! >= end) continue;
          end = s + modeTime[m]!;
          start[t] = s;
          chosen[t] = m;
        }
        if (end >= firstEnd) continue;
        firstEnd = end;
        machine = modeMachine[chosen[t]!]!;
      }
      let best = -1;
      let urgency = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < open.length; i++) {
        const t = open[i]!;
        const duration = modeTime[chosen[t]!]!;
        if (modeMachine[chosen[t]!] !== machine) continue;
        if (start[t]! >= firstEnd && start[t]! + duration > firstEnd) continue;
        const wanted = rule(t, duration || 1, start[t]!, this.#work, this.#after);
        const value = noise === 0 ? wanted : wanted * (1 + noise * this.#random.unit());
        if (value <= urgency) continue;
        urgency = value;
        best = i;
      }
      const t = open[best]!;
      open[best] = open[open.length - 1]!;
      open.pop();
      order[count] = t;
      const end = start[t]! + modeTime[chosen[t]!]!;
      free[machine] = end;
      last[machine] = chosen[t]!;
      for (let a = outFrom[t]!; a < outFrom[t + 1]!; a++) {
        const s = outTask[a]!;
        ready[s] = Math.max(ready[s]!, end + outLag[a]!);
        if (--waiting[s]! === 0) open.push(s);
      }
    }
    return { order, mode: chosen };
  }
}

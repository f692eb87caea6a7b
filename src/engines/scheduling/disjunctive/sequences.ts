import type { Problem } from './problem.ts';
import { setupBetween } from './setups.ts';

/** Which mode each task has, and an order of all tasks that gives the sequence on each machine, with what that costs. */
export interface Selection {
  readonly order: Int32Array;
  readonly mode: Int32Array;
  readonly cost: number;
}

/** All tasks as they begin, those that begin together in the order that arcs follow. */
export function orderOf({ topological }: Problem, start: Int32Array): Int32Array {
  const place = new Int32Array(topological.length);
  topological.forEach((t, i) => {
    place[t] = i;
  });
  return topological.slice().sort((a, b) => start[a]! - start[b]! || place[a]! - place[b]!);
}

/**
 * Which mode each task has and in which sequence the machines take them, as linked lists in which `none` stands where
 * there is no task, with an order of all tasks that sequences and arcs follow.
 */
export class Sequences {
  readonly problem: Problem;
  readonly none: number;
  /** Topological, and the place of each task in it. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly mode: Int32Array;
  readonly machine: Int32Array;
  readonly time: Int32Array;
  readonly previous: Int32Array;
  readonly next: Int32Array;
  /** The setup between each task and the one before it on its machine. */
  readonly gap: Int32Array;
  /** The setup between each task and the one behind it on its machine. */
  readonly gapAfter: Int32Array;
  /** The first task of each machine. */
  readonly front: Int32Array;
  /** The places between which the last move has changed the order, or what comes before or behind a task. */
  low = 0;
  high = 0;
  readonly #isMoved: Uint8Array;
  readonly #held: Int32Array;

  constructor(problem: Problem) {
    const { taskCount: n } = problem;
    this.problem = problem;
    this.none = n;
    const numbers = (value: number): Int32Array => new Int32Array(n + 1).fill(value);
    this.order = new Int32Array(n);
    this.place = numbers(0);
    this.mode = numbers(-1);
    this.machine = numbers(-1);
    this.time = numbers(0);
    this.previous = numbers(n);
    this.next = numbers(n);
    this.gap = numbers(0);
    this.gapAfter = numbers(0);
    this.front = new Int32Array(problem.machineCount).fill(n);
    this.#isMoved = new Uint8Array(n + 1);
    this.#held = new Int32Array(n);
  }

  /** Takes over an order that arcs follow, and modes. */
  load(order: Int32Array, mode: Int32Array): void {
    const { none, problem } = this;
    this.front.fill(none);
    const back = new Int32Array(problem.machineCount).fill(none);
    for (let i = 0; i < none; i++) {
      const t = order[i]!;
      const machine = problem.modeMachine[mode[t]!]!;
      const before = back[machine]!;
      this.order[i] = t;
      this.place[t] = i;
      this.mode[t] = mode[t]!;
      this.machine[t] = machine;
      this.time[t] = problem.modeTime[mode[t]!]!;
      this.previous[t] = before;
      this.next[t] = none;
      this.gapAfter[t] = 0;
      if (before === none) this.front[machine] = t;
      else this.next[before] = t;
      this.#setGap(before, t);
      back[machine] = t;
    }
    this.low = 0;
    this.high = none - 1;
  }

  /** The setup between two tasks on the machine of the second. */
  setup(first: number, second: number): number {
    const { setups } = this.problem;
    if (!setups || first === this.none || second === this.none) return 0;
    return setupBetween(setups, this.machine[second]!, this.mode[first]!, this.mode[second]!);
  }

  /** Keeps the setup between two tasks that follow each other on a machine. */
  #setGap(first: number, second: number): void {
    const setup = this.setup(first, second);
    if (second !== this.none) this.gap[second] = setup;
    if (first !== this.none) this.gapAfter[first] = setup;
  }

  /**
   * Puts a task in a mode, right after another one on the mode's machine, or in front; mends the order in between. False
   * when that would close a circle: then everything is as before but for the order.
   */
  move(task: number, mode: number, after: number): boolean {
    const { previous, next, front, machine, none, problem } = this;
    const old = this.mode[task]!;
    const before = previous[task]!;
    const behind = next[task]!;
    if (before === none) front[machine[task]!] = behind;
    else next[before] = behind;
    if (behind !== none) previous[behind] = before;
    if (!this.#insert(task, mode, after)) {
      this.#insert(task, old, before);
      return false;
    }
    const isJoined = behind === none ? next[before] === none : previous[behind] === before;
    if (problem.setups && isJoined) this.#setGap(before, behind);
    return true;
  }

  /** Puts a task that stands nowhere somewhere, unless that would close a circle. */
  #insert(task: number, mode: number, after: number): boolean {
    const { problem, previous, next, front, none, place } = this;
    const to = problem.modeMachine[mode]!;
    const follower = after === none ? front[to]! : next[after]!;
    this.low = place[task]!;
    this.high = this.low;
    if (after !== none && place[after]! > this.low) {
      this.high = place[after]!;
      if (!this.#shiftBack(task, this.low, this.high)) return false;
    } else if (follower !== none && place[follower]! < this.high) {
      this.low = place[follower]!;
      if (!this.#shiftForward(task, this.low, this.high)) return false;
    }
    previous[task] = after;
    next[task] = follower;
    this.machine[task] = to;
    this.mode[task] = mode;
    this.time[task] = problem.modeTime[mode]!;
    if (after === none) front[to] = task;
    else next[after] = task;
    if (follower !== none) previous[follower] = task;
    if (problem.setups) {
      this.#setGap(after, task);
      this.#setGap(task, follower);
    }
    return true;
  }

  /** The task and what follows from it go behind the place `high`; false when what is there follows from it, too. */
  #shiftBack(task: number, low: number, high: number): boolean {
    const { order, place, previous, problem } = this;
    const moved = this.#isMoved;
    const held = this.#held;
    const { inFrom, inTask, chains } = problem;
    const before = chains?.before;
    let count = 1;
    let write = low;
    let isCircle = 0;
    held[0] = task;
    moved[task] = 1;
    for (let i = low + 1; i <= high; i++) {
      const t = order[i]!;
      let follows = moved[previous[t]!]!;
      if (before) follows |= moved[before[t]!]!;
      else for (let a = inFrom[t]!; follows === 0 && a < inFrom[t + 1]!; a++) follows = moved[inTask[a]!]!;
      // Both ways are written, and only one of them counts, as a branch here would be guessed wrong too often.
      moved[t] = follows;
      isCircle = follows;
      held[count] = t;
      count += follows;
      order[write] = t;
      place[t] = write;
      write += 1 - follows;
    }
    for (let i = 0; i < count; i++) {
      order[write] = held[i]!;
      place[held[i]!] = write++;
      moved[held[i]!] = 0;
    }
    return isCircle === 0;
  }

  /** The task and what leads to it go before the place `low`; false when what is there leads to it, too. */
  #shiftForward(task: number, low: number, high: number): boolean {
    const { order, place, next, problem } = this;
    const moved = this.#isMoved;
    const held = this.#held;
    const { outFrom, outTask, chains } = problem;
    const after = chains?.after;
    let count = 1;
    let write = high;
    let isCircle = 0;
    held[0] = task;
    moved[task] = 1;
    for (let i = high - 1; i >= low; i--) {
      const t = order[i]!;
      let leads = moved[next[t]!]!;
      if (after) leads |= moved[after[t]!]!;
      else for (let a = outFrom[t]!; leads === 0 && a < outFrom[t + 1]!; a++) leads = moved[outTask[a]!]!;
      moved[t] = leads;
      isCircle = leads;
      held[count] = t;
      count += leads;
      order[write] = t;
      place[t] = write;
      write -= 1 - leads;
    }
    for (let i = 0; i < count; i++) {
      order[write] = held[i]!;
      place[held[i]!] = write--;
      moved[held[i]!] = 0;
    }
    return isCircle === 0;
  }
}

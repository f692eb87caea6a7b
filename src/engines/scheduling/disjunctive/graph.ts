import { NEVER } from '../makespan.ts';
import type { Schedule } from '../shop.ts';
import { firstStart, lastEnd } from './calendar.ts';
import { laterOf } from './later.ts';
import type { Problem } from './problem.ts';
import { setupBetween } from './setups.ts';

/** A selection: which mode each task has, and an order of all tasks that gives the sequence on each machine. */
export interface Selection {
  readonly order: Int32Array;
  readonly mode: Int32Array;
  readonly makespan: number;
}

/**
 * The disjunctive graph of a selection: machine sequences as linked lists, a topological order, and for each task its
 * *head*, the end of the longest path to it with its own time, and its *tail*, the longest path from it on, with its own
 * time too. `none` stands where there is no task.
 *
 * *Source* B. Roy and B. Sussmann, "Les problemes d'ordonnancement avec contraintes disjonctives", Note DS 9 bis, SEMA,
 * 1964.
 */
export class Graph {
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
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** What arcs and the release alone say of a start, and of what comes after an end. */
  readonly arcHead: Int32Array;
  readonly arcTail: Int32Array;
  makespan = 0;
  /** Tasks whose heads or tails were computed: the measure of work. */
  work = 0;
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
    // Behind a chain there is nothing, which takes no time; elsewhere releases and deliveries say when things begin.
    this.head = numbers(problem.chains ? 0 : NEVER);
    this.tail = numbers(problem.chains ? 0 : NEVER);
    this.arcHead = numbers(NEVER);
    this.arcTail = numbers(NEVER);
    this.#isMoved = new Uint8Array(n + 1);
    this.#held = new Int32Array(n);
  }

  /** Takes a selection over. */
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
    this.#updateHeads(0);
    this.#updateTails(none - 1);
  }

  save(): Selection {
    return { order: this.order.slice(), mode: this.mode.slice(0, this.none), makespan: this.makespan };
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

  /** Every task as early as the selection lets it. */
  schedule(): Schedule {
    const start = new Int32Array(this.none);
    for (let t = 0; t < this.none; t++) start[t] = this.head[t]! - this.time[t]!;
    return { start, mode: this.mode.slice(0, this.none) };
  }

  #updateHeads(from: number): void {
    const { order, head, arcHead, previous, gap, time, none } = this;
    const { calendar, chains, inFrom, inTask, inLag, release } = this.problem;
    this.work += none - from;
    if (chains) {
      const { before, beforeLag } = chains;
      for (let i = from; i < none; i++) {
        const t = order[i]!;
        const byArc = head[before[t]!]! + beforeLag[t]!;
        const byMachine = head[previous[t]!]! + gap[t]!;
        arcHead[t] = byArc;
        head[t] = time[t]! + laterOf(byArc, byMachine);
      }
    } else {
      for (let i = from; i < none; i++) {
        const t = order[i]!;
        let byArc = release[t]!;
        for (let a = inFrom[t]!, end = inFrom[t + 1]!; a < end; a++) {
          byArc = laterOf(byArc, head[inTask[a]!]! + inLag[a]!);
        }
        arcHead[t] = byArc;
        const ready = laterOf(byArc, head[previous[t]!]! + gap[t]!);
        head[t] = calendar ? this.endAfter(t, ready) : time[t]! + ready;
      }
    }
    this.#updateMakespan();
  }

  #updateMakespan(): void {
    const { lastTasks, delivery } = this.problem;
    const { head } = this;
    let makespan = NEVER;
    for (let i = 0; i < lastTasks.length; i++) {
      const t = lastTasks[i]!;
      makespan = laterOf(makespan, head[t]! + delivery[t]!);
    }
    this.makespan = makespan;
  }

  #updateTails(from: number): void {
    const { order, tail, arcTail, next, gapAfter, time } = this;
    const { calendar, chains, outFrom, outTask, outLag, delivery } = this.problem;
    this.work += from;
    if (chains) {
      const { after, afterLag } = chains;
      for (let i = from; i >= 0; i--) {
        const t = order[i]!;
        const byArc = tail[after[t]!]! + afterLag[t]!;
        const byMachine = tail[next[t]!]! + gapAfter[t]!;
        arcTail[t] = byArc;
        tail[t] = time[t]! + laterOf(byArc, byMachine);
      }
      return;
    }
    for (let i = from; i >= 0; i--) {
      const t = order[i]!;
      let byArc = delivery[t]!;
      for (let a = outFrom[t]!, end = outFrom[t + 1]!; a < end; a++) {
        byArc = laterOf(byArc, tail[outTask[a]!]! + outLag[a]!);
      }
      arcTail[t] = byArc;
      const after = laterOf(byArc, tail[next[t]!]! + gapAfter[t]!);
      tail[t] = calendar ? this.startBefore(t, after) : time[t]! + after;
    }
  }

  /** The end of a task that is ready at a time. */
  endAfter(task: number, ready: number): number {
    const { calendar } = this.problem;
    const time = this.time[task]!;
    return (calendar ? firstStart(calendar, this.machine[task]!, ready, time) : ready) + time;
  }

  /**
   * What lies behind the start of a task, where so much lies behind its end: a tail. Where machines do not always work, it counts
   * from a makespan that is less by one, so that what has to be before a pause of its machine for that has a long tail.
   */
  startBefore(task: number, after: number): number {
    const { calendar } = this.problem;
    const time = this.time[task]!;
    if (!calendar) return time + after;
    const target = this.makespan - 1;
    return target - lastEnd(calendar, this.machine[task]!, target - after, time) + time;
  }

  /** Puts a task in a mode, right after another one on the mode's machine, or in front; mends the order in between. */
  move(task: number, mode: number, after: number): void {
    const { problem, previous, next, front, machine, none, place } = this;
    const to = problem.modeMachine[mode]!;
    const before = previous[task]!;
    const behind = next[task]!;
    if (before === none) front[machine[task]!] = behind;
    else next[before] = behind;
    if (behind !== none) previous[behind] = before;
    const follower = after === none ? front[to]! : next[after]!;
    let low = place[task]!;
    let high = low;
    if (after !== none && place[after]! > low) {
      high = place[after]!;
      this.#shiftBack(task, low, high);
    } else if (follower !== none && place[follower]! < high) {
      low = place[follower]!;
      this.#shiftForward(task, low, high);
    }
    previous[task] = after;
    next[task] = follower;
    machine[task] = to;
    this.mode[task] = mode;
    this.time[task] = problem.modeTime[mode]!;
    if (after === none) front[to] = task;
    else next[after] = task;
    if (follower !== none) previous[follower] = task;
    if (problem.setups) {
      this.#setGap(after, task);
      this.#setGap(task, follower);
      if (behind === none || behind !== follower) this.#setGap(before, behind);
    }
    this.#updateHeads(low);
    // Where machines do not always work, each latest start moves with the makespan.
    this.#updateTails(problem.calendar ? none - 1 : high);
  }

  /** The task and what follows from it go behind the place `high`. */
  #shiftBack(task: number, low: number, high: number): void {
    const { order, place, previous, problem } = this;
    const moved = this.#isMoved;
    const held = this.#held;
    const { inFrom, inTask, chains } = problem;
    const before = chains?.before;
    let count = 1;
    let write = low;
    held[0] = task;
    moved[task] = 1;
    for (let i = low + 1; i <= high; i++) {
      const t = order[i]!;
      let follows = moved[previous[t]!]!;
      if (before) follows |= moved[before[t]!]!;
      else for (let a = inFrom[t]!; follows === 0 && a < inFrom[t + 1]!; a++) follows = moved[inTask[a]!]!;
      // Both ways are written, and only one of them counts, as a branch here would be guessed wrong too often.
      moved[t] = follows;
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
  }

  /** The task and what leads to it go before the place `low`. */
  #shiftForward(task: number, low: number, high: number): void {
    const { order, place, next, problem } = this;
    const moved = this.#isMoved;
    const held = this.#held;
    const { outFrom, outTask, chains } = problem;
    const after = chains?.after;
    let count = 1;
    let write = high;
    held[0] = task;
    moved[task] = 1;
    for (let i = high - 1; i >= low; i--) {
      const t = order[i]!;
      let leads = moved[next[t]!]!;
      if (after) leads |= moved[after[t]!]!;
      else for (let a = outFrom[t]!; leads === 0 && a < outFrom[t + 1]!; a++) leads = moved[outTask[a]!]!;
      moved[t] = leads;
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
  }
}

import { NEVER } from '../makespan.ts';
import { lastEnd } from './calendar.ts';
import { Heads } from './heads.ts';
import { laterOf } from './later.ts';
import type { Problem } from './problem.ts';
import type { Selection } from './sequences.ts';

/**
 * The disjunctive graph of a selection: machine sequences as linked lists, a topological order, and for each task its
 * *head*, the end of the longest path to it with its own time, and its *tail*, the longest path from it on, with its own
 * time too. `none` stands where there is no task.
 *
 * *Source* B. Roy and B. Sussmann, "Les problemes d'ordonnancement avec contraintes disjonctives", Note DS 9 bis, SEMA,
 * 1964.
 */
export class Graph extends Heads {
  readonly tail: Int32Array;
  /** What arcs alone say of what comes after an end. */
  readonly arcTail: Int32Array;
  makespan = 0;

  constructor(problem: Problem) {
    super(problem);
    // Behind a chain there is nothing, which takes no time; elsewhere deliveries say what comes after.
    this.tail = new Int32Array(problem.taskCount + 1).fill(problem.chains ? 0 : NEVER);
    this.arcTail = new Int32Array(problem.taskCount + 1).fill(NEVER);
  }

  override load(order: Int32Array, mode: Int32Array): void {
    super.load(order, mode);
    this.#updateBehind();
  }

  save(): Selection {
    return { order: this.order.slice(), mode: this.mode.slice(0, this.none), cost: this.makespan };
  }

  override move(task: number, mode: number, after: number): boolean {
    const isMoved = super.move(task, mode, after);
    if (!isMoved) return false;
    this.updateHeads(this.low);
    this.#updateBehind();
    return true;
  }

  /** Computes what follows from heads that have changed. */
  #updateBehind(): void {
    this.#updateMakespan();
    // Where machines do not always work, each latest start moves with the makespan.
    this.#updateTails(this.problem.calendar ? this.none - 1 : this.high);
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

  /**
   * What lies behind the start of a task, where so much lies behind its end: a tail. Where machines do not always work, it counts
   * from a makespan that is less by one, so that what has to be before a pause of its machine for that has a long tail.
   */
  startBefore(task: number, after: number): number {
    return this.startBeforeOn(this.machine[task]!, this.time[task]!, after);
  }

  /** The same for what takes a time on a machine. */
  startBeforeOn(machine: number, time: number, after: number): number {
    const { calendar } = this.problem;
    if (!calendar) return time + after;
    const target = this.makespan - 1;
    return target - lastEnd(calendar, machine, target - after, time) + time;
  }
}

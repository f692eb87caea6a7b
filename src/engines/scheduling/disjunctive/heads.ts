import { NEVER } from '../makespan.ts';
import type { Schedule } from '../shop.ts';
import { firstStart } from './calendar.ts';
import { laterOf } from './later.ts';
import type { Problem } from './problem.ts';
import { Sequences } from './sequences.ts';

/** Sequences with the *head* of each task: the end of the longest path to it, with its own time. */
export class Heads extends Sequences {
  readonly head: Int32Array;
  /** What arcs and the release alone say of a start. */
  readonly arcHead: Int32Array;
  /** Tasks whose heads or tails were computed: the measure of work. */
  work = 0;

  constructor(problem: Problem) {
    super(problem);
    const { chains, taskCount } = problem;
    // Before a chain there is nothing, which takes no time; elsewhere releases say when things begin.
    this.head = new Int32Array(taskCount + 1).fill(chains ? 0 : NEVER);
    this.arcHead = new Int32Array(taskCount + 1).fill(NEVER);
  }

  override load(order: Int32Array, mode: Int32Array): void {
    super.load(order, mode);
    this.updateHeads(0);
  }

  /** Every task as early as the sequences let it. */
  schedule(): Schedule {
    const start = new Int32Array(this.none);
    for (let t = 0; t < this.none; t++) start[t] = this.head[t]! - this.time[t]!;
    return { start, mode: this.mode.slice(0, this.none) };
  }

  /** The end of a task that is ready at a time. */
  endAfter(task: number, ready: number): number {
    const { calendar } = this.problem;
    const time = this.time[task]!;
    return (calendar ? firstStart(calendar, this.machine[task]!, ready, time) : ready) + time;
  }

  /** Computes the heads from a place of the order on. */
  updateHeads(from: number): void {
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
      return;
    }
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
}

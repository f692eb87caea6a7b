import type { Random } from '../../../random.ts';
import type { Ends } from '../ends.ts';
import type { Heads } from '../heads.ts';
import type { Move } from './candidates.ts';

/** The chances of a move to another machine, where there are some, and of one over more than one task. */
const OTHER_MODE = 0.3;
const FURTHER = 0.6;

/**
 * Draws moves on a critical path of something that is late: two tasks that follow each other on a machine without a pause change
 * places, or one of them goes further within its block, or a task goes to another machine.
 *
 * *Source* S. Kreipl, "A large step random walk for minimizing total weighted tardiness in a job shop", Journal of Scheduling 3,
 * 2000: critical paths of every late job; that this holds for whatever is better for being earlier: Y. Mati, S. Dauzere-Peres and
 * C. Lahlou, "A general approach for optimizing regular criteria in the job-shop scheduling problem", European Journal of
 * Operational Research 212, 2011.
 */
export class LateMoves {
  readonly move: Move;
  /** Tasks that were looked at: the measure of work. */
  work = 0;
  readonly #heads: Heads;
  readonly #ends: Ends;
  readonly #random: Random;
  /** What terms are where nothing is late: their floor, or 0. */
  readonly #least: Float64Array;
  /** Of the path: a task with others behind it on its machine, and one with several modes. */
  #second: number;
  #flexible: number;

  constructor(heads: Heads, ends: Ends, random: Random) {
    this.#heads = heads;
    this.#ends = ends;
    this.#random = random;
    this.#least = ends.floor.map((floor) => (Number.isFinite(floor) ? floor : 0));
    this.#second = heads.none;
    this.#flexible = heads.none;
    this.move = { task: heads.none, mode: 0, after: heads.none };
  }

  /** Draws a move, given what the terms are; false when nothing can be done about the path that was drawn. */
  draw(value: Float64Array): boolean {
    const { none } = this.#heads;
    this.#walk(this.#lateTask(value));
    const isOther = this.#flexible !== none && (this.#second === none || this.#random.unit() < OTHER_MODE);
    if (isOther) return this.#toOtherMode(this.#flexible);
    return this.#second !== none && this.#withinBlock(this.#second);
  }

  /** A task that makes a term what it is: of any term, but the more often the more it costs. */
  #lateTask(value: Float64Array): number {
    const { from, lag, task, termCount, weight } = this.#ends;
    const least = this.#least;
    const { head, none } = this.#heads;
    this.work += termCount >> 1;
    let [chosen, total] = [-1, 0];
    for (let i = 0; i < termCount; i++) total += weight[i]! * (value[i]! - least[i]!);
    for (let left = this.#random.unit() * total, i = 0; i < termCount; i++) {
      const excess = weight[i]! * (value[i]! - least[i]!);
      if (excess <= 0) continue;
      chosen = i;
      left -= excess;
      if (left < 0) break;
    }
    if (chosen < 0) return none;
    let [found, ties] = [none, 0];
    for (let a = from[chosen]!; a < from[chosen + 1]!; a++)
      if (head[task[a]!]! + lag[a]! === value[chosen] && this.#random.below(++ties) === 0) found = task[a]!;
    return found;
  }

  /** Goes along a critical path, a random one, from its last task to its first. */
  #walk(last: number): void {
    const { arcHead, gap, head, none, previous, problem } = this.#heads;
    const { chains, inFrom, inLag, inTask, modeFrom } = problem;
    this.#second = none;
    this.#flexible = none;
    let [pairs, choices] = [0, 0];
    for (let t = last; t !== none; ) {
      this.work++;
      if (problem.isFlexible && modeFrom[t + 1]! - modeFrom[t]! > 1 && this.#random.below(++choices) === 0)
        this.#flexible = t;
      const byMachine = previous[t]!;
      const free = byMachine === none ? Number.NEGATIVE_INFINITY : head[byMachine]! + gap[t]!;
      const isByMachine = free >= arcHead[t]!;
      let before = none;
      if (arcHead[t]! >= free) {
        if (chains) before = chains.before[t]!;
        else {
          let ties = 0;
          for (let a = inFrom[t]!; a < inFrom[t + 1]!; a++) {
            const isTight = head[inTask[a]!]! + inLag[a]! === arcHead[t];
            if (isTight && this.#random.below(++ties) === 0) before = inTask[a]!;
          }
        }
      }
      if (isByMachine && this.#random.below(++pairs) === 0) this.#second = t;
      t = isByMachine && (before === none || this.#random.below(2) === 0) ? byMachine : before;
    }
  }

  /** A task and the one before it change places, or one of them goes further. */
  #withinBlock(second: number): boolean {
    const { arcHead, gap, head, mode, next, none, previous } = this.#heads;
    const { move } = this;
    const first = previous[second]!;
    const isTight = (t: number): boolean => head[previous[t]!]! + gap[t]! >= arcHead[t]!;
    const isRight = this.#random.below(2) === 0;
    const isFurther = this.#random.unit() < FURTHER;
    if (isRight) {
      let after = second;
      while (isFurther && next[after]! !== none && isTight(next[after]!) && this.#random.below(2) === 0)
        after = next[after]!;
      [move.task, move.after] = [first, after];
    } else {
      let before = first;
      while (isFurther && previous[before]! !== none && isTight(before) && this.#random.below(2) === 0)
        before = previous[before]!;
      [move.task, move.after] = [second, previous[before]!];
    }
    move.mode = mode[move.task]!;
    return true;
  }

  /** A task goes to another machine: about where it would be ready. */
  #toOtherMode(task: number): boolean {
    const { arcHead, front, head, mode, next, none, problem, time } = this.#heads;
    const { modeFrom, modeMachine, modeTime } = problem;
    const { move } = this;
    const first = modeFrom[task]!;
    const count = modeFrom[task + 1]! - first;
    const to = first + ((mode[task]! - first + 1 + this.#random.below(count - 1)) % count);
    // Before the first that begins once it could be over by half, and one further now and then.
    const ready = arcHead[task]! + (modeTime[to]! >> 1);
    let after = none;
    for (
      let t = front[modeMachine[to]!]!;
      t !== none && (t === task || head[t]! - (time[t]! >> 1) <= ready);
      t = next[t]!
    ) {
      this.work++;
      if (t !== task) after = t;
    }
    const chance = this.#random.below(4);
    if (chance === 0 && after !== none)
      after = this.#heads.previous[after] === task ? after : this.#heads.previous[after]!;
    else if (chance === 1) {
      const behind = after === none ? front[modeMachine[to]!]! : next[after]!;
      if (behind !== none && behind !== task) after = behind;
    }
    [move.task, move.mode, move.after] = [task, to, after];
    return true;
  }
}

import type { Random } from '../../random.ts';
import type { SearchHooks } from '../search.ts';
import { costOf, type Schedule, type Shop } from '../shop.ts';
import { Agreement } from './agreement.ts';
import { type Direction, forward, readyAt } from './direction.ts';
import { Places } from './places.ts';
import type { Priorities } from './priorities.ts';
import { Ruin } from './ruin.ts';
import { type Supply, timesOf } from './supply.ts';
import { TermValues } from './termValues.ts';

/** Temperatures of a cycle, as parts of what a move that makes things worse costs in the middle. */
const HEAT = { first: 0.3, last: 0.003 };

/** Moves that the first temperature is measured by. */
const MEASURED = 60;

/** What a move takes besides looking for places, in times that could have been computed meanwhile. */
const MOVE_WORK = 150;

/** The chance that a mode is not looked at, and that a task takes any mode. */
const BLINK = 0.08;
const ANY_MODE = 0.02;

/**
 * Takes some tasks out of a schedule and puts them back one after the other, each into the mode and the first place that
 * cost least, while everything else stays; by simulated annealing. A move costs what the tasks of it do, however many
 * others there are.
 *
 * *Source* G. Schrimpf, J. Schneider, H. Stamm-Wilbrandt and G. Dueck, "Record breaking optimization results using the
 * ruin and recreate principle", Journal of Computational Physics 159, 2000; neighbours and blinks as in J. Christiaens and
 * G. Vanden Berghe, "Slack induction by string removals for vehicle routing problems", Transportation Science 54, 2020.
 */
export class RuinRecreate {
  readonly #shop: Shop;
  readonly #direction: Direction;
  readonly #priorities: Priorities;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #places: Places;
  readonly #agreement: Agreement;
  readonly #terms: TermValues;
  readonly #ruin: Ruin;
  readonly #start: Int32Array;
  readonly #mode: Int32Array;
  /** Of the tasks that are out: where they were. */
  readonly #oldStart: Int32Array;
  readonly #oldMode: Int32Array;
  readonly #isDecided: Uint8Array;
  /** Precedences by the task that they come from, as arcs of the direction, and whom each leads to. */
  readonly #outFrom: Int32Array;
  readonly #outArc: Int32Array;
  readonly #arcTo: Int32Array;
  readonly #key: Float64Array;
  readonly #waits: Int32Array;
  /** The tasks that are out in the order in which they are put back. */
  readonly #queue: Int32Array;
  #cost = Number.POSITIVE_INFINITY;
  #isLoaded = false;
  #moves = 0;
  #chosenAt = 0;

  constructor(
    shop: Shop,
    { supply, priorities }: { supply: Supply; priorities: Priorities },
    random: Random,
    hooks: SearchHooks,
  ) {
    const numbers = (): Int32Array => new Int32Array(shop.taskCount);
    this.#shop = shop;
    this.#priorities = priorities;
    this.#random = random;
    this.#hooks = hooks;
    this.#direction = forward(shop, supply);
    this.#places = new Places(this.#direction);
    this.#agreement = new Agreement(shop);
    [this.#start, this.#mode, this.#oldStart, this.#oldMode] = [numbers(), numbers(), numbers(), numbers()];
    this.#terms = new TermValues(shop, this.#start, this.#mode);
    const known = { priorities, agreement: this.#agreement, terms: this.#terms, random };
    this.#ruin = new Ruin(shop, { ...known, start: this.#start, mode: this.#mode });
    this.#isDecided = new Uint8Array(shop.taskCount).fill(1);
    [this.#waits, this.#queue, this.#key] = [numbers(), numbers(), new Float64Array(shop.taskCount)];
    const { arcFrom, arcTask } = this.#direction;
    this.#arcTo = new Int32Array(arcTask.length);
    this.#outFrom = new Int32Array(shop.taskCount + 1);
    for (let t = 0; t < shop.taskCount; t++) this.#arcTo.fill(t, arcFrom[t]!, arcFrom[t + 1]!);
    for (const task of arcTask) this.#outFrom[task + 1]!++;
    for (let t = 0; t < shop.taskCount; t++) this.#outFrom[t + 1]! += this.#outFrom[t]!;
    const next = this.#outFrom.slice();
    this.#outArc = new Int32Array(arcTask.length);
    arcTask.forEach((task, a) => {
      this.#outArc[next[task]!++] = a;
    });
  }

  /** Work so far, in times that were computed. */
  get work(): number {
    return timesOf(this.#direction.supply, this.#places.work) + MOVE_WORK * this.#moves;
  }

  /** Goes to a schedule that holds; false where it does not fit in here. */
  load({ mode, start }: Schedule): boolean {
    const { supply } = this.#direction;
    const { useFrom, useOffset, useSize } = supply;
    this.#isLoaded = start.every((at, t) => {
      for (let u = useFrom[mode[t]!]!; u < useFrom[mode[t]! + 1]!; u++) {
        const from = at + useOffset[u]!;
        if (from < 0 || from + useSize[u]! > supply.horizon) return false;
      }
      return true;
    });
    if (!this.#isLoaded) return false;
    this.#start.set(start);
    this.#mode.set(mode);
    this.#places.clear();
    for (let t = 0; t < start.length; t++) this.#places.book(mode[t]!, start[t]!);
    this.#terms.load();
    this.#ruin.tell();
    this.#cost = costOf(this.#shop, { start, mode });
    return true;
  }

  /** A cycle of so much work, from the schedule that it is at; gives the best that was met, if it is better than `limit`. */
  anneal(work: number, limit: number): { schedule: Schedule; cost: number } | undefined {
    if (!this.#isLoaded) return undefined;
    let best: { schedule: Schedule; cost: number } | undefined;
    const keep = (): void => {
      if (this.#cost >= (best?.cost ?? limit)) return;
      best = { schedule: { start: this.#start.slice(), mode: this.#mode.slice() }, cost: this.#cost };
      this.#hooks.onBetter(best.schedule);
    };
    const begun = this.work;
    const worse: number[] = [];
    let first = 0;
    for (let i = 0, share = 0; share < 1 && !this.#hooks.isOver(); i++, share = (this.work - begun) / work) {
      const isMeasuring = worse.length < MEASURED && i < 4 * MEASURED;
      if (!isMeasuring && first === 0) first = HEAT.first * middle(worse);
      const change = this.#move();
      if (isMeasuring && change > 0 && change < Number.POSITIVE_INFINITY) worse.push(change);
      const heat = first * (HEAT.last / HEAT.first) ** share;
      const isTaken =
        change <= 0 || (change < Number.POSITIVE_INFINITY && this.#random.unit() < Math.exp(-change / heat));
      if (isTaken && this.#isAllowed()) {
        this.#take(change);
        keep();
      } else this.#restore();
    }
    return best;
  }

  /** Whether what the shop does not say holds. */
  #isAllowed(): boolean {
    const { broken } = this.#hooks;
    return !broken || broken({ start: this.#start, mode: this.#mode }) === 0;
  }

  /** Takes tasks out and puts them back; gives what that costs, infinite where one finds no place. */
  #move(): number {
    this.#moves++;
    this.#ruin.choose();
    const { count, out } = this.#ruin;
    let change = 0;
    for (let i = 0; i < count; i++) {
      const task = out[i]!;
      this.#oldStart[task] = this.#start[task]!;
      this.#oldMode[task] = this.#mode[task]!;
      this.#isDecided[task] = 0;
      this.#places.unbook(this.#mode[task]!, this.#start[task]!);
      change -= this.#shop.modeCost[this.#mode[task]!]!;
    }
    this.#sort();
    for (let i = 0; i < count; i++) {
      const task = this.#queue[i]!;
      const m = this.#choose(task);
      if (m < 0) return Number.POSITIVE_INFINITY;
      this.#mode[task] = m;
      this.#start[task] = this.#chosenAt;
      this.#isDecided[task] = 1;
      this.#places.book(m, this.#chosenAt);
      change += this.#shop.modeCost[m]!;
    }
    return change + this.#terms.change(out, count);
  }

  #take(change: number): void {
    const { count, out } = this.#ruin;
    this.#cost += change;
    this.#terms.keep(out, count);
    this.#ruin.tell();
  }

  /** Puts everything back where it was. */
  #restore(): void {
    const { count, out } = this.#ruin;
    for (let i = 0; i < count; i++) {
      const task = out[i]!;
      if (this.#isDecided[task] === 1) this.#places.unbook(this.#mode[task]!, this.#start[task]!);
    }
    for (let i = 0; i < count; i++) {
      const task = out[i]!;
      this.#isDecided[task] = 1;
      this.#mode[task] = this.#oldMode[task]!;
      this.#start[task] = this.#oldStart[task]!;
      this.#places.book(this.#mode[task]!, this.#start[task]!);
    }
  }

  /** The order in which tasks are put back: by one of several rules with noise, each after what leads to it. */
  #sort(): void {
    const { count, isOut, out } = this.#ruin;
    const { keys, into, out: arcs } = this.#priorities;
    const rule = this.#random.below(4);
    const key = rule < 2 ? this.#oldStart : keys[this.#random.below(keys.length)]!;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < count; i++) {
      const value = key[out[i]!]!;
      if (value >= 1e8) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const noise = Math.max(0, most - least) * this.#random.unit() ** 2;
    for (let i = 0; i < count; i++) {
      const task = out[i]!;
      this.#key[task] = key[task]! + noise * this.#random.unit();
      let waits = 0;
      for (let a = into.from[task]!; a < into.from[task + 1]!; a++) waits += isOut[into.task[a]!]!;
      this.#waits[task] = waits;
    }
    const queue = this.#queue;
    queue.set(out.subarray(0, count));
    for (let p = 0; p < count; p++) {
      let first = -1;
      for (let q = p; q < count; q++) {
        const task = queue[q]!;
        if (this.#waits[task] === 0 && (first < 0 || this.#key[task]! < this.#key[queue[first]!]!)) first = q;
      }
      const task = queue[first]!;
      queue[first] = queue[p]!;
      queue[p] = task;
      for (let a = arcs.from[task]!; a < arcs.from[task + 1]!; a++)
        if (isOut[arcs.task[a]!] === 1) this.#waits[arcs.task[a]!]!--;
    }
  }

  /** The mode that a task is put back in, whose start is then `#chosenAt`: cheap and over soon; -1 when there is none. */
  #choose(task: number): number {
    const { duration, isIdle, latest, modeFrom, supply } = this.#direction;
    const [first, end] = [modeFrom[task]!, modeFrom[task + 1]!];
    const decided = { mode: this.#mode, isDecided: this.#isDecided };
    const rate = this.#priorities.weight[task]!;
    const isAny = end - first > 1 && this.#random.unit() < ANY_MODE;
    const only = isAny ? first + this.#random.below(end - first) : -1;
    let [chosen, score, chosenEnd] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let [idle, idleAt] = [-1, 0];
    for (let m = first; m < end; m++) {
      if ((only >= 0 && m !== only) || supply.isHopeless[m] === 1) continue;
      if (chosen >= 0 && this.#random.unit() < BLINK) continue;
      const ready = readyAt(this.#direction, task, m, { mode: this.#mode, start: this.#start });
      const isBetter = (at: number): boolean => {
        const now = this.#shop.modeCost[m]! + rate * (at + duration[m]!);
        return now < score || (now === score && at + duration[m]! < chosenEnd);
      };
      if ((isIdle[m] === 0 && !isBetter(ready)) || !this.#agreement.allows(task, m, decided)) continue;
      const dueBy = Math.min(latest[m]!, this.#dueBy(task, m));
      if (ready > dueBy) continue;
      const at = this.#places.firstPlace(m, ready);
      if (at < 0 || at > dueBy) continue;
      if (isIdle[m] === 1) {
        if (idle < 0 || this.#shop.modeCost[m]! < this.#shop.modeCost[idle]!) [idle, idleAt] = [m, at];
      } else if (isBetter(at)) {
        [chosen, score] = [m, this.#shop.modeCost[m]! + rate * (at + duration[m]!)];
        chosenEnd = at + duration[m]!;
        this.#chosenAt = at;
      }
    }
    // To leave something out is the last resort, unless it is as cheap.
    if (chosen >= 0 && (idle < 0 || this.#shop.modeCost[idle]! > this.#shop.modeCost[chosen]!)) return chosen;
    if (idle >= 0) this.#chosenAt = idleAt;
    return idle >= 0 ? idle : chosen;
  }

  /** The latest start that those leave who stay and come after it. */
  #dueBy(task: number, m: number): number {
    const { arcAfter, arcBefore, pool } = this.#direction;
    let dueBy = Number.POSITIVE_INFINITY;
    for (let i = this.#outFrom[task]!; i < this.#outFrom[task + 1]!; i++) {
      const a = this.#outArc[i]!;
      const to = this.#arcTo[a]!;
      if (this.#isDecided[to] === 0) continue;
      dueBy = Math.min(dueBy, this.#start[to]! + pool[arcBefore[a]! + this.#mode[to]!]! - pool[arcAfter[a]! + m]!);
    }
    return dueBy;
  }
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

import type { Random } from '../../random.ts';
import type { SearchHooks } from '../search.ts';
import { costOf, type Schedule, type Shop } from '../shop.ts';
import { Agreement } from './agreement.ts';
import { type Direction, forward } from './direction.ts';
import { Insertion } from './insertion.ts';
import { Places } from './places.ts';
import type { Priorities } from './priorities.ts';
import { Returning } from './returning.ts';
import { Ruin } from './ruin.ts';
import { type Supply, timesOf } from './supply.ts';
import { TermValues } from './termValues.ts';

/** Temperatures of a cycle, as parts of what a move that makes things worse costs in the middle. */
const HEAT = { first: 0.3, last: 0.003 };

/** Moves that the first temperature is measured by. */
const MEASURED = 60;

/** What a move takes besides looking for places, in times that could have been computed meanwhile. */
const MOVE_WORK = 150;

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
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #places: Places;
  readonly #terms: TermValues;
  readonly #ruin: Ruin;
  readonly #start: Int32Array;
  readonly #mode: Int32Array;
  /** Of the tasks that are out: where they were. */
  readonly #oldStart: Int32Array;
  readonly #oldMode: Int32Array;
  readonly #isDecided: Uint8Array;
  readonly #insertion: Insertion;
  readonly #returning: Returning;
  #cost = Number.POSITIVE_INFINITY;
  #isLoaded = false;
  #moves = 0;

  constructor(
    shop: Shop,
    { supply, priorities }: { supply: Supply; priorities: Priorities },
    random: Random,
    hooks: SearchHooks,
  ) {
    const numbers = (): Int32Array => new Int32Array(shop.taskCount);
    this.#shop = shop;
    this.#random = random;
    this.#hooks = hooks;
    this.#direction = forward(shop, supply);
    this.#places = new Places(this.#direction);
    [this.#start, this.#mode, this.#oldStart, this.#oldMode] = [numbers(), numbers(), numbers(), numbers()];
    this.#terms = new TermValues(shop, this.#start, this.#mode);
    const known = { priorities, agreement: new Agreement(shop), terms: this.#terms, random };
    this.#ruin = new Ruin(shop, { ...known, start: this.#start, mode: this.#mode });
    this.#isDecided = new Uint8Array(shop.taskCount).fill(1);
    const schedule = { start: this.#start, mode: this.#mode, isDecided: this.#isDecided };
    this.#insertion = new Insertion(shop, { ...known, direction: this.#direction, places: this.#places, schedule });
    this.#returning = new Returning({ priorities, ruin: this.#ruin, oldStart: this.#oldStart }, random);
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
    const queue = this.#returning.sort();
    for (let i = 0; i < count; i++) {
      const task = queue[i]!;
      const m = this.#insertion.choose(task);
      if (m < 0) return Number.POSITIVE_INFINITY;
      this.#mode[task] = m;
      this.#start[task] = this.#insertion.at;
      this.#isDecided[task] = 1;
      this.#places.book(m, this.#insertion.at);
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
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

import type { Random } from '../../random.ts';
import type { Shop } from '../shop.ts';
import type { Agreement } from './agreement.ts';
import { type Direction, readyAt } from './direction.ts';
import type { Places } from './places.ts';
import type { Priorities } from './priorities.ts';

/** The chance that a mode is not looked at, and that a task takes any mode. */
const BLINK = 0.08;
const ANY_MODE = 0.02;

/** What says where a task can go. */
interface Known {
  readonly direction: Direction;
  readonly places: Places;
  readonly priorities: Priorities;
  readonly agreement: Agreement;
  readonly random: Random;
  /** Where everything is; of tasks that are not decided, where it was. */
  readonly schedule: { readonly start: Int32Array; readonly mode: Int32Array; readonly isDecided: Uint8Array };
}

/**
 * Where a task that was taken out of a schedule is put back: the mode and the first place in it that cost least, while
 * everything else stays.
 *
 * *Source* blinks as in J. Christiaens and G. Vanden Berghe, "Slack induction by string removals for vehicle routing problems",
 * Transportation Science 54, 2020.
 */
export class Insertion {
  /** Where the task begins in the mode that was chosen last. */
  at = 0;
  readonly #shop: Shop;
  readonly #known: Known;
  /** Precedences by the task that they come from, as arcs of the direction, and whom each leads to. */
  readonly #outFrom: Int32Array;
  readonly #outArc: Int32Array;
  readonly #arcTo: Int32Array;

  constructor(shop: Shop, known: Known) {
    this.#shop = shop;
    this.#known = known;
    const { arcFrom, arcTask } = known.direction;
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

  /** The mode that a task is put back in, whose start is then `at`: cheap and over soon; -1 when there is none. */
  choose(task: number): number {
    const { agreement, direction, places, priorities, random, schedule } = this.#known;
    const { duration, isIdle, latest, modeFrom, supply } = direction;
    const { modeCost } = this.#shop;
    const [first, end] = [modeFrom[task]!, modeFrom[task + 1]!];
    const rate = priorities.weight[task]!;
    const isAny = end - first > 1 && random.unit() < ANY_MODE;
    const only = isAny ? first + random.below(end - first) : -1;
    let [chosen, score, chosenEnd] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let [idle, idleAt] = [-1, 0];
    for (let m = first; m < end; m++) {
      if ((only >= 0 && m !== only) || supply.isHopeless[m] === 1) continue;
      if (chosen >= 0 && random.unit() < BLINK) continue;
      const ready = readyAt(direction, task, m, schedule);
      const isBetter = (at: number): boolean => {
        const now = modeCost[m]! + rate * (at + duration[m]!);
        return now < score || (now === score && at + duration[m]! < chosenEnd);
      };
      if ((isIdle[m] === 0 && !isBetter(ready)) || !agreement.allows(task, m, schedule)) continue;
      const dueBy = Math.min(latest[m]!, this.#dueBy(task, m));
      if (ready > dueBy) continue;
      const at = places.firstPlace(m, ready);
      if (at < 0 || at > dueBy) continue;
      if (isIdle[m] === 1) {
        if (idle < 0 || modeCost[m]! < modeCost[idle]!) [idle, idleAt] = [m, at];
      } else if (isBetter(at)) {
        [chosen, score] = [m, modeCost[m]! + rate * (at + duration[m]!)];
        chosenEnd = at + duration[m]!;
        this.at = at;
      }
    }
    // To leave something out is the last resort, unless it is as cheap.
    if (chosen >= 0 && (idle < 0 || modeCost[idle]! > modeCost[chosen]!)) return chosen;
    if (idle >= 0) this.at = idleAt;
    return idle >= 0 ? idle : chosen;
  }

  /** The latest start that those leave who stay and come after it. */
  #dueBy(task: number, m: number): number {
    const { arcAfter, arcBefore, pool } = this.#known.direction;
    const { isDecided, mode, start } = this.#known.schedule;
    let dueBy = Number.POSITIVE_INFINITY;
    for (let i = this.#outFrom[task]!; i < this.#outFrom[task + 1]!; i++) {
      const a = this.#outArc[i]!;
      const to = this.#arcTo[a]!;
      if (isDecided[to] === 0) continue;
      dueBy = Math.min(dueBy, start[to]! + pool[arcBefore[a]! + mode[to]!]! - pool[arcAfter[a]! + m]!);
    }
    return dueBy;
  }
}

import type { Activity } from './activities.ts';
import { type Completion, complete } from './completion.ts';
import { Placement } from './placement.ts';
import type { Policy } from './policy.ts';
import type { Mark, State } from './state.ts';

/** From this many eligible activities on, where each could start is not asked before one is picked. */
const MOST_ESTIMATED = 200;

/** What a pass is given. */
export interface PassOptions {
  readonly policy: Policy;
  readonly completion: Completion;
  /** How urgent each activity has proved to be; more goes first. The pass adds to it. */
  readonly blame: Float64Array;
}

/**
 * One pass of the serial schedule generation scheme: picks eligible activities by priority and puts each into the first
 * place that what stands already leaves for it.
 *
 * One that has no place is blamed: the latest activities are taken off again, more of them each time, and it goes first.
 *
 * *Source* R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited: theory and
 * computation", European Journal of Operational Research 90, 1996; blame: D. E. Joslin and D. P. Clements, "Squeaky wheel
 * optimization", Journal of Artificial Intelligence Research 10, 1999.
 */
export class Pass {
  readonly #state: State;
  readonly #activities: readonly Activity[];
  readonly #options: PassOptions;
  readonly #placement: Placement;
  /** For each activity, how many that have to go before it are not placed. */
  readonly #waiting: Int32Array;
  readonly #isPlaced: Uint8Array;
  /** What is placed, in order, with the moment before. */
  readonly #placed: { readonly activity: number; readonly mark: Mark }[] = [];
  /** What may be picked now. */
  #eligible: number[];
  #ejections: number;
  readonly #estimates: ({ stamp: number; start: number; completion: number } | undefined)[] = [];

  constructor(state: State, activities: readonly Activity[], options: PassOptions) {
    this.#state = state;
    this.#activities = activities;
    this.#options = options;
    this.#placement = new Placement(state, options.policy);
    this.#waiting = Int32Array.from(activities, (activity) => this.#before(activity).length);
    this.#isPlaced = new Uint8Array(activities.length);
    this.#ejections = options.policy.ejections;
    this.#eligible = this.#thoseWhoWaitForNobody();
  }

  /** Schedules everything; the state holds the result, or what is left of a failure. */
  run(): boolean {
    return this.placeAll() && complete(this.#state, this.#options.completion);
  }

  /** Places every activity, and leaves other variables open. */
  placeAll(): boolean {
    while (this.#placed.length < this.#activities.length) {
      if (this.#options.completion.isOver()) return false;
      const activity = this.#pick();
      const mark = this.#state.mark();
      if (this.#placement.place(this.#activities[activity]!)) this.#keep(activity, mark);
      else if (!this.#eject(activity, mark)) return false;
    }
    return true;
  }

  #before({ predecessors, successors }: Activity): readonly number[] {
    return this.#options.policy.direction === 'early' ? predecessors : successors;
  }

  #after({ predecessors, successors }: Activity): readonly number[] {
    return this.#options.policy.direction === 'early' ? successors : predecessors;
  }

  #keep(activity: number, mark: Mark): void {
    this.#placed.push({ activity, mark });
    this.#isPlaced[activity] = 1;
    this.#eligible.splice(this.#eligible.indexOf(activity), 1);
    for (const next of this.#after(this.#activities[activity]!)) {
      if (--this.#waiting[next]! === 0 && this.#isPlaced[next] === 0) this.#eligible.push(next);
    }
    if (this.#eligible.length === 0) this.#eligible = this.#thoseWhoWaitForNobody();
  }

  /** Blames an activity that has no place, and makes room for it; false when that was done often enough. */
  #eject(activity: number, mark: Mark): boolean {
    this.#state.undo(mark);
    this.#blame(activity);
    const count = Math.min(this.#placed.length, 2 ** Math.min(10, this.#options.policy.ejections - this.#ejections));
    if (this.#ejections-- <= 0 || count === 0) return false;
    for (let i = 0; i < count; i++) {
      const last = this.#placed.pop()!;
      this.#isPlaced[last.activity] = 0;
      for (const next of this.#after(this.#activities[last.activity]!)) this.#waiting[next]!++;
      if (i === count - 1) this.#state.undo(last.mark);
    }
    this.#eligible = this.#thoseWhoWaitForNobody();
    return true;
  }

  /** Adds to the blame of an activity; those that have to go before it are as urgent. */
  #blame(activity: number): void {
    const { blame } = this.#options;
    const urgency = blame[activity]! + 1;
    const open = [activity];
    while (open.length > 0) {
      const at = open.pop()!;
      if (blame[at]! >= urgency) continue;
      blame[at] = urgency;
      open.push(...this.#before(this.#activities[at]!));
    }
  }

  #pick(): number {
    const eligible = this.#eligible;
    this.#state.spend(eligible.length);
    const { delay } = this.#options.policy;
    if (delay === Number.POSITIVE_INFINITY || eligible.length > MOST_ESTIMATED) return this.#first(eligible);
    let [start, completion] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const activity of eligible) {
      const estimate = this.#estimate(activity);
      start = Math.min(start, estimate.start);
      completion = Math.min(completion, estimate.completion);
    }
    const latest = Number.isFinite(completion) ? start + delay * Math.max(0, completion - start) : start;
    return this.#first(eligible.filter((activity) => this.#estimate(activity).start <= latest));
  }

  /** The activities that can go next; those that could start first, when each that is left waits for another. */
  #thoseWhoWaitForNobody(): number[] {
    const left = [...this.#isPlaced.keys()].filter((activity) => this.#isPlaced[activity] === 0);
    const free = left.filter((activity) => this.#waiting[activity] === 0);
    if (free.length > 0) return free;
    const start = (activity: number): number =>
      this.#state.bounds.least(this.#activities[activity]!.tasks[0]!.interval.start);
    const least = left.reduce((first, activity) => Math.min(first, start(activity)), Number.POSITIVE_INFINITY);
    return left.filter((activity) => start(activity) === least);
  }

  /** The most urgent one: by blame, then by key, then by number. */
  #first(activities: readonly number[]): number {
    const { policy, blame } = this.#options;
    let [best, bestBlame, bestKey] = [activities[0]!, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const activity of activities) {
      if (blame[activity]! < bestBlame) continue;
      const key = policy.keyOf(activity);
      if (blame[activity] === bestBlame && key >= bestKey) continue;
      [best, bestBlame, bestKey] = [activity, blame[activity]!, key];
    }
    return best;
  }

  /** Where an activity would go now; asked anew only when its bounds or its resources have changed. */
  #estimate(activity: number): { readonly start: number; readonly completion: number } {
    let stamp = 0;
    for (const { interval, uses } of this.#activities[activity]!.tasks) {
      stamp += this.#state.bounds.least(interval.start);
      for (const { resource } of uses) stamp += resource.timeline.version;
    }
    const known = this.#estimates[activity];
    if (known?.stamp === stamp) return known;
    const estimate = { stamp, ...this.#placement.estimate(this.#activities[activity]!) };
    this.#estimates[activity] = estimate;
    return estimate;
  }
}

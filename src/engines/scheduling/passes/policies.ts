import { evaluate, isPresent } from '../../../language/constraint.ts';
import type { Random } from '../../random.ts';
import type { Activity } from './activities.ts';
import type { Policy } from './policy.ts';
import type { State } from './state.ts';

/** How often activities may be taken off again in a pass, before and after there is a schedule. */
const EJECTIONS = { first: 30, later: 4 };

/** The rules of the first passes: what may go, and whether the dearest or the soonest alternative does. */
const FIRST_RULES = [
  { delay: 0, byCost: true, eager: false },
  { delay: Number.POSITIVE_INFINITY, byCost: true, eager: false },
  { delay: 0.5, byCost: true, eager: true },
  { delay: 0, byCost: false, eager: true },
] as const;

/** Which policy comes next: first rules of priority, then what is left to chance around them and around the best. */
export class Policies {
  readonly #state: State;
  readonly #activities: readonly Activity[];
  readonly #random: Random;
  /** The time over which keys are spread by chance at most. */
  readonly #spread: number;

  constructor(state: State, activities: readonly Activity[], random: Random) {
    this.#state = state;
    this.#activities = activities;
    this.#random = random;
    let total = 0;
    for (const { tasks } of activities) total += Math.max(0, state.bounds.least(tasks[0]!.interval.size));
    this.#spread = 4 * (1 + total / Math.max(1, activities.length));
  }

  /** The policy of a pass, by its number and the best schedule so far. */
  next(pass: number, best: Float64Array | undefined): Policy {
    const rule = FIRST_RULES[pass];
    if (rule) return { ...this.#base(best), ...rule };
    if (best && this.#random.unit() < 0.5) {
      const keys = this.#spreadOut(this.starts(best), this.#spread * this.#random.unit());
      return { ...this.early(keys, this.#random.unit() < 0.5 ? best : undefined), flips: 0.05 };
    }
    const noise = this.#spreadOut(new Float64Array(this.#activities.length), this.#spread * this.#random.unit() ** 2);
    const isList = this.#random.unit() < 0.5;
    return {
      ...this.#base(best),
      keyOf: (activity) => this.#latestStart(activity) + noise[activity]!,
      delay: isList ? Number.POSITIVE_INFINITY : this.#random.unit(),
      byCost: this.#random.unit() < 0.7,
      eager: this.#random.unit() < 0.5,
      flips: this.#random.unit() * 0.2,
    };
  }

  /** In the order of keys, each as early as it can. */
  early(keys: Float64Array, keep: Float64Array | undefined): Policy {
    return { ...this.#base(keep), keyOf: (activity) => keys[activity]!, delay: Number.POSITIVE_INFINITY, keep };
  }

  /** From the end of a schedule to its beginning, each as late as it can. */
  late(schedule: Float64Array): Policy {
    const ends = this.#activities.map((activity) => this.#endOf(activity, schedule));
    const keyOf = (activity: number): number => -ends[activity]!;
    return { ...this.#base(schedule), keyOf, delay: Number.POSITIVE_INFINITY, direction: 'late', keep: schedule };
  }

  /** When each activity starts in a schedule; those that do not take part go last. */
  starts(schedule: Float64Array): Float64Array {
    return Float64Array.from(this.#activities, ({ tasks }) => {
      const present = tasks.filter(({ interval }) => isPresent(interval, schedule));
      return Math.min(...present.map(({ interval }) => evaluate(interval.start, schedule)));
    });
  }

  /** The least latest start goes first, which is the critical path's rule when the horizon is common. */
  #base(best: Float64Array | undefined): Policy {
    return {
      keyOf: (activity) => this.#latestStart(activity),
      delay: 0,
      direction: 'early',
      byCost: true,
      eager: false,
      flips: 0,
      ejections: best ? EJECTIONS.later : EJECTIONS.first,
    };
  }

  #latestStart(activity: number): number {
    let latest = Number.POSITIVE_INFINITY;
    for (const { interval } of this.#activities[activity]!.tasks) {
      if (!this.#state.isAbsent(interval)) latest = Math.min(latest, this.#state.bounds.most(interval.start));
    }
    return latest;
  }

  #endOf({ tasks }: Activity, schedule: Float64Array): number {
    const present = tasks.filter(({ interval }) => isPresent(interval, schedule));
    return Math.max(...present.map(({ interval }) => evaluate(interval.end, schedule)));
  }

  #spreadOut(keys: Float64Array, by: number): Float64Array {
    return keys.map((key) => key + by * this.#random.unit());
  }
}

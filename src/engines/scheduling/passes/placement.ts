import type { Literal } from '../../../language/expression.ts';
import type { Interval } from '../../../language/variables.ts';
import type { Activity, Choice, Task } from './activities.ts';
import type { Policy } from './policy.ts';
import type { State } from './state.ts';

/** At most this many alternatives of one choice are tried in earnest. */
const MOST_OPTIONS = 8;

/** When an interval fits on its resources and yet breaks something, this many other times are tried, ever further away. */
const MOST_TRIES = 12;

/** Finds places for the intervals of one activity after the other. */
export class Placement {
  readonly #state: State;
  readonly #policy: Policy;

  constructor(state: State, policy: Policy) {
    this.#state = state;
    this.#policy = policy;
  }

  /** Decides all about an activity; false, with decisions left behind, when it has no place. */
  place({ tasks, choices }: Activity): boolean {
    return this.#choose(tasks, choices, 0) && tasks.every((task) => this.#decidePresence(task));
  }

  /** Where the activity would start and end, as far as its resources say; infinite when there is no room. */
  estimate({ tasks, choices }: Activity): { readonly start: number; readonly completion: number } {
    let [start, completion] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const join = (at: number, end: number): void => {
      start = Math.max(start, at);
      completion = Math.max(completion, end);
    };
    for (const task of tasks) {
      if (!this.#state.isPresent(task.interval)) continue;
      const at = this.#fit([task], this.#state.bounds.least(task.interval.start));
      join(at, at + this.#sizeOf(task));
    }
    for (const { literals } of choices) {
      let [first, soonest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const task of tasks) {
        const { interval } = task;
        if (this.#state.isAbsent(interval) || !interval.presence?.some((literal) => literals.includes(literal)))
          continue;
        const at = this.#fit([task], Math.max(start, this.#state.bounds.least(interval.start)));
        first = Math.min(first, at);
        soonest = Math.min(soonest, at + this.#sizeOf(task));
      }
      if (first < Number.POSITIVE_INFINITY) join(first, soonest);
    }
    if (start > Number.NEGATIVE_INFINITY) return { start, completion };
    const least = this.#state.bounds.least(tasks[0]!.interval.start);
    return { start: least, completion: least + this.#sizeOf(tasks[0]!) };
  }

  /** Takes one literal of each choice, the most promising first, then positions what exists. */
  #choose(tasks: readonly Task[], choices: readonly Choice[], at: number): boolean {
    if (at === choices.length) return this.#position(tasks);
    const { bounds } = this.#state;
    const { literals } = choices[at]!;
    if (literals.some((literal) => bounds.isTrue(literal)) || literals.every((literal) => bounds.isFalse(literal))) {
      return this.#choose(tasks, choices, at + 1);
    }
    for (const option of this.#optionsOf(literals, tasks)) {
      const mark = this.#state.mark();
      if (this.#take(option, literals) && this.#choose(tasks, choices, at + 1)) return true;
      this.#state.undo(mark);
    }
    return false;
  }

  /** Takes one of the literals as true, or all as false. */
  #take(option: Literal | 'none', literals: readonly Literal[]): boolean {
    const { bounds } = this.#state;
    const isTaken = option === 'none' ? literals.every((literal) => bounds.refuse(literal)) : bounds.assume(option);
    return isTaken && this.#state.propagate();
  }

  /** What can be taken of a choice, best first. */
  #optionsOf(literals: readonly Literal[], tasks: readonly Task[]): (Literal | 'none')[] {
    const options: { option: Literal | 'none'; cost: number; completion: number }[] = [];
    for (const option of [...literals, 'none'] as const) {
      if (option !== 'none' && this.#state.bounds.isFalse(option)) continue;
      const mark = this.#state.mark();
      if (this.#take(option, literals)) {
        const cost = this.#isKept(option, literals) ? Number.NEGATIVE_INFINITY : this.#state.objectiveBound();
        const completion = option === 'none' ? Number.POSITIVE_INFINITY : this.#completion(tasks);
        options.push({ option, cost, completion });
      }
      this.#state.undo(mark);
    }
    const byCost = this.#policy.byCost || this.#policy.keep !== undefined;
    options.sort((a, b) => {
      const [cost, completion] = [compare(a.cost, b.cost), compare(a.completion, b.completion)];
      return byCost ? cost || completion : completion || cost;
    });
    return options.slice(0, MOST_OPTIONS).map(({ option }) => option);
  }

  #isKept(option: Literal | 'none', literals: readonly Literal[]): boolean {
    const { keep } = this.#policy;
    if (!keep) return false;
    const wasTrue = (literal: Literal): boolean => (literal >= 0 ? keep[literal] === 1 : keep[-1 - literal] === 0);
    return option === 'none' ? !literals.some(wasTrue) : wasTrue(option);
  }

  /** When the last of the tasks that exist would end. */
  #completion(tasks: readonly Task[]): number {
    let completion = Number.NEGATIVE_INFINITY;
    for (const group of this.#groupsOf(tasks)) {
      const from = this.#state.bounds.least(group[0]!.interval.start);
      const longest = Math.max(...group.map((task) => this.#sizeOf(task)));
      completion = Math.max(completion, this.#fit(group, from) + longest);
    }
    return completion;
  }

  /** Gives every task that exists a start, those with a common one at once. */
  #position(tasks: readonly Task[]): boolean {
    return this.#groupsOf(tasks).every((group) => this.#positionGroup(group));
  }

  /** The tasks that exist, by the variable of their start. */
  #groupsOf(tasks: readonly Task[]): Task[][] {
    const groups: Task[][] = [];
    for (const task of tasks) {
      if (!this.#state.isPresent(task.interval)) continue;
      const group = groups.find(([first]) => areTied(first!.interval, task.interval));
      if (group) group.push(task);
      else groups.push([task]);
    }
    return groups;
  }

  #positionGroup(group: readonly Task[]): boolean {
    const { bounds } = this.#state;
    const { start } = group[0]!.interval;
    const forward = this.#policy.direction === 'early' ? 1 : -1;
    let at = forward === 1 ? bounds.least(start) : bounds.most(start);
    for (let tries = 0, step = 1; tries < MOST_TRIES; tries++, step *= 2) {
      at = this.#fit(group, at);
      if (at < bounds.least(start) || at > bounds.most(start)) return false;
      const mark = this.#state.mark();
      if (this.#fixAll(group, at)) return true;
      this.#state.undo(mark);
      at += forward * step;
    }
    return false;
  }

  /** The nearest time at which the tasks of a common start all fit, as a value of the first one's start. */
  #fit(group: readonly Task[], from: number): number {
    const { usage } = this.#state;
    const isEarly = this.#policy.direction === 'early';
    const first = group[0]!.interval.start;
    for (let at = from; ; ) {
      const before = at;
      for (const { interval, uses } of group) {
        const shift = interval.start.offset - first.offset;
        for (const use of uses) {
          if (usage.isSettled(use) || !usage.counts(use.resource)) continue;
          const { timeline } = use.resource;
          const load = usage.loadOf(use);
          at = (isEarly ? timeline.earliest(at + shift, load) : timeline.latest(at + shift, load)) - shift;
        }
      }
      if (at === before || !Number.isFinite(at)) return at;
    }
  }

  /** Fixes starts, then sizes and demands, which go as small as they can. */
  #fixAll(group: readonly Task[], at: number): boolean {
    const { bounds } = this.#state;
    if (!bounds.narrow(group[0]!.interval.start, at, at) || !this.#state.propagate()) return false;
    for (const { interval, uses } of group) {
      for (const e of [interval.size, ...uses.map(({ demand }) => demand)]) {
        if (bounds.isFixedSum(e)) continue;
        const least = e === interval.size ? Math.max(0, bounds.least(e)) : bounds.least(e);
        if (!bounds.narrow(e, least, least) || !this.#state.propagate()) return false;
      }
    }
    return true;
  }

  /** Lets an optional task exist, in its place, or not, whichever is better for the objective. */
  #decidePresence(task: Task): boolean {
    const { interval } = task;
    if (this.#state.isPresent(interval) || this.#state.isAbsent(interval)) return true;
    const exists = (): boolean => this.#enter(interval) && this.#position([task]);
    const isLeft = (): boolean => this.#leave(interval);
    const order = this.#prefersPresence(task) ? [exists, isLeft] : [isLeft, exists];
    return order.some((attempt) => {
      const mark = this.#state.mark();
      if (attempt()) return true;
      this.#state.undo(mark);
      return false;
    });
  }

  #prefersPresence({ interval }: Task): boolean {
    const { keep, eager } = this.#policy;
    if (keep) return (interval.presence ?? []).every((literal) => this.#isKept(literal, []));
    const present = this.#costAfter(() => this.#enter(interval));
    const absent = this.#costAfter(() => this.#leave(interval));
    return present < absent || (present === absent && eager);
  }

  #costAfter(attempt: () => boolean): number {
    const mark = this.#state.mark();
    const cost = attempt() ? this.#state.objectiveBound() : Number.POSITIVE_INFINITY;
    this.#state.undo(mark);
    return cost;
  }

  #enter({ presence = [] }: Interval): boolean {
    return presence.every((literal) => this.#state.bounds.assume(literal)) && this.#state.propagate();
  }

  #leave({ presence = [] }: Interval): boolean {
    const { bounds } = this.#state;
    const open = presence.find((literal) => !bounds.isTrue(literal));
    return open !== undefined && bounds.refuse(open) && this.#state.propagate();
  }

  #sizeOf({ interval }: Task): number {
    return Math.max(0, this.#state.bounds.least(interval.size));
  }
}

/** Whether the starts of two intervals differ by a constant only. */
function areTied({ start: a }: Interval, { start: b }: Interval): boolean {
  return a.vars.length === 1 && b.vars.length === 1 && a.vars[0] === b.vars[0] && a.coeffs[0] === b.coeffs[0];
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

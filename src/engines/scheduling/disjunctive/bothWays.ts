import type { Random } from '../../random.ts';
import type { Search, SearchHooks } from '../search.ts';
import type { Schedule } from '../shop.ts';
import { mirrored, turned } from './mirror.ts';
import type { Problem } from './problem.ts';
import { DisjunctiveSearch } from './search.ts';

/** Work of one way before it is the other's turn: some by task, and later this share of all work so far. */
const STRETCH = { byTask: 40_000, share: 0.1 };

/** The chance of a target that is less than the best makespan by more than one, and by which share of it at most. */
const FAR_TARGET = { chance: 0.3, share: 0.03 };

/** The chance that the search back begins at the best schedule, and not by rules. */
const FROM_BEST = 0.5;

/**
 * The search on a disjunctive graph for machines that pause, in turns from the beginning on and back from a target.
 *
 * From the beginning on, most moves change nothing about the makespan, as pauses swallow what they gain: a task that misses the end of
 * a day by one minute ends as late as one that misses it by an hour. Back from a target that is less than the best makespan, what
 * counts is how long before the beginning the first task would have to start, and there no machine pauses: each minute tells. What
 * is found there is looked at from the beginning on, too.
 *
 * *Source* own. That schedules are improved in turns from both ends is K. Y. Li and R. J. Willis, "An iterative scheduling technique
 * for resource-constrained project scheduling", European Journal of Operational Research 56, 1992.
 */
export class BothWays implements Search {
  readonly #problem: Problem;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #onward: DisjunctiveSearch;
  #backWork = 0;
  /** Whether somebody else's schedule waits for the search from the beginning on. */
  #isGiven = false;

  constructor(problem: Problem, random: Random, hooks: SearchHooks) {
    this.#problem = problem;
    this.#random = random;
    this.#hooks = hooks;
    this.#onward = new DisjunctiveSearch(problem, random, hooks);
  }

  get work(): number {
    return this.#onward.work + this.#backWork;
  }

  construct(): void {
    this.#onward.construct();
  }

  improve(): void {
    while (!this.#hooks.isOver()) {
      const until = this.#onward.work + this.#stretch();
      while (this.#onward.work < until && !this.#hooks.isOver()) {
        this.#isGiven = false;
        this.#onward.step();
      }
      this.#hooks.onBeginsAnew?.();
      this.#searchBack(this.#target());
    }
  }

  adopt(schedule: Schedule): void {
    this.#isGiven = true;
    this.#onward.adopt(schedule);
  }

  #stretch(): number {
    return Math.max(STRETCH.byTask * this.#problem.taskCount, STRETCH.share * this.work);
  }

  #target(): number {
    const target = this.#onward.record - 1;
    if (this.#random.unit() >= FAR_TARGET.chance) return target;
    return target - Math.floor(this.#random.unit() ** 2 * FAR_TARGET.share * target);
  }

  /**
   * Searches back from a target until that is reached, or the work is done, or somebody has something better; the search from the
   * beginning goes on from the best.
   */
  #searchBack(target: number): void {
    const onward = this.#onward;
    const problem = mirrored(this.#problem, target);
    if (!problem) return;
    const before = this.#backWork;
    const until = this.#stretch();
    const isOver = (): boolean => onward.record <= target || this.#hooks.isOver() || this.#isGiven;
    const back = new DisjunctiveSearch(problem, this.#random, {
      isOver: () => {
        this.#backWork = before + back.work;
        return isOver();
      },
      onBetter: (schedule) => {
        if (back.record <= target) onward.visit(turned(schedule, problem, target));
      },
    });
    back.construct();
    if (onward.best && this.#random.unit() < FROM_BEST) back.adopt(turned(onward.best, problem, target));
    let [best, least]: [Schedule | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
    while (back.work < until && !isOver()) {
      const schedule = turned(back.step(), problem, target);
      const makespan = onward.visit(schedule);
      if (makespan < least) [best, least] = [schedule, makespan];
    }
    this.#backWork = before + back.work;
    if (best && !this.#isGiven) onward.adopt(best);
  }
}

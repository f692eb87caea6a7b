import {
  type Assignment,
  admits,
  assignmentOf,
  type Companion,
  type EventInfo,
  NONE,
  type Problem,
} from '../problem.ts';
import type { ActiveRule, Explanation } from '../rules/rule.ts';
import type { Schedule } from '../schedule.ts';
import type { Staffing } from '../staff.ts';

/** What stopped an attempt: a rule, at a place, with its explanation. */
export interface Obstacle extends Explanation {
  readonly rule: string;
  readonly employee: number;
  readonly day: number;
  /** Whether there were too many ways to try, so that one may have been missed. */
  readonly gaveUp?: true;
}

/** After so many placements an attempt gives up; a pair of companions needs a few hundred at most. */
const MOST_STEPS = 5000;

/**
 * Tries to add an event to a schedule at a place, together with the company that it needs, its leader, follower or
 * base, wherever that can be; the schedule is the same afterwards.
 *
 * *Means* undefined when some way breaks no hard rule; else what stops it: what stops the event itself, or, when only
 * company is lacking, that rule with what stops the company. `look` sees the schedule with everything added.
 */
export function attempt(
  staffing: Staffing,
  schedule: Schedule,
  candidate: Companion,
  look?: () => void,
): Obstacle | undefined {
  const search = new Attempt(staffing, schedule);
  const isPossible = search.place(candidate, () => {
    look?.();
    return true;
  });
  return isPossible ? undefined : search.obstacle;
}

class Attempt {
  readonly #problem: Problem;
  readonly #rules: readonly ActiveRule[];
  readonly #blockRules: readonly ActiveRule[];
  readonly #schedule: Schedule;
  #steps = 0;
  #first: Obstacle | undefined;
  readonly #by = new Set<Assignment>();
  /** What the search itself added, which is in nobody's way. */
  readonly #added = new Set<Assignment>();

  constructor({ problem, rules }: Staffing, schedule: Schedule) {
    const hard = rules.filter(({ rule }) => rule.hard);
    this.#problem = problem;
    const plain = hard.filter(({ rule }) => !rule.usesVariant);
    this.#rules = [...plain.filter(({ rule }) => !rule.needsCompany), ...plain.filter(({ rule }) => rule.needsCompany)];
    this.#blockRules = hard.filter(({ rule }) => rule.usesVariant);
    this.#schedule = schedule;
  }

  /** The first obstacle of the event itself, with everything that was in the way of it or of its company. */
  get obstacle(): Obstacle {
    const gaveUp = this.#steps > MOST_STEPS ? { gaveUp: true as const } : {};
    return { ...this.#first!, by: [...this.#by], ...gaveUp };
  }

  /** Whether there is a way to have the event at the place, and its company, and then what is to follow. */
  place({ event, employee, day }: Companion, then: () => boolean): boolean {
    if (++this.#steps > MOST_STEPS) return false;
    const candidate = assignmentOf(event, { employee, day, block: NONE }, 'proposal');
    const lacking: Obstacle[] = [];
    for (const active of this.#rules) {
      const found = this.#ask(active, event, candidate);
      if (found?.missing?.length) lacking.push(found);
      else if (found) return this.#blocked(found);
    }
    for (const obstacle of lacking) this.#note(obstacle);
    // Which block it is matters to nobody but company that takes a block too.
    const mayMatter = lacking.some(({ missing }) => missing!.some((one) => this.#takesBlock(one.event)));
    for (const chosen of this.#blocksFor(event, candidate)) {
      if (this.#tryWith(chosen, lacking, then)) return true;
      if (!mayMatter) return false;
    }
    return false;
  }

  #takesBlock({ type }: EventInfo): boolean {
    return this.#problem.types[type]!.blocks;
  }

  #tryWith(chosen: Assignment, lacking: readonly Obstacle[], then: () => boolean): boolean {
    this.#schedule.add(chosen);
    this.#added.add(chosen);
    const fits = this.#withCompany(lacking, 0, then);
    this.#schedule.remove(chosen);
    return fits;
  }

  /** Whether the company that is lacking can be had, one after the other. */
  #withCompany(lacking: readonly Obstacle[], index: number, then: () => boolean): boolean {
    if (index === lacking.length) return then();
    const here = lacking[index]!;
    const isThere = here.missing!.some(({ event }) => this.#schedule.of(event.index).length > 0);
    if (isThere) return this.#withCompany(lacking, index + 1, then);
    return here.missing!.some((companion) => this.place(companion, () => this.#withCompany(lacking, index + 1, then)));
  }

  /** The candidate in each block that nothing speaks against; as it is, when it takes none. */
  *#blocksFor(event: EventInfo, candidate: Assignment): Generator<Assignment> {
    const found = this.#firstObstacle(event, candidate);
    if (found) return void this.#blocked(found);
    if (!this.#takesBlock(event)) return yield candidate;
    const obstacles: Obstacle[] = [];
    for (const { number: block } of this.#problem.blocks) {
      const chosen = { ...candidate, block };
      const obstacle = this.#firstObstacle(event, chosen);
      if (obstacle) obstacles.push(obstacle);
      else yield chosen;
    }
    if (obstacles.length < this.#problem.blocks.length) return;
    for (const obstacle of obstacles) this.#blocked(obstacle);
  }

  #firstObstacle(event: EventInfo, candidate: Assignment): Obstacle | undefined {
    for (const active of this.#blockRules) {
      const found = this.#ask(active, event, candidate);
      if (found) return found;
    }
    return undefined;
  }

  #ask(active: ActiveRule, event: EventInfo, candidate: Assignment): Obstacle | undefined {
    const [problem, schedule] = [this.#problem, this.#schedule];
    const found = active.rule.explain(active, { problem, schedule, candidate, item: event });
    return found && { ...found, rule: active.id, employee: candidate.employee, day: candidate.day };
  }

  #blocked(found: Obstacle): false {
    this.#note(found);
    return false;
  }

  #note(found: Obstacle): void {
    this.#first ??= found;
    for (const work of found.by ?? []) if (!this.#added.has(work)) this.#by.add(work);
  }
}

/** Every employee and day that dates, availability and qualification leave to an event. */
export function placesOf(problem: Problem, event: EventInfo): Companion[] {
  const places: Companion[] = [];
  for (let day = event.first; day <= event.last; day++) {
    for (const { index: employee } of problem.employees) {
      if (admits(problem, event, employee, day)) places.push({ event, employee, day });
    }
  }
  return places;
}

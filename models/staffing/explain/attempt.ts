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

/** What stopped an attempt at one place: a rule with its explanation. */
export interface Obstacle extends Explanation {
  /** The rule at the root: where company is lacking, what keeps the company away. */
  readonly rule: string;
  readonly employee: number;
  readonly day: number;
  /** The event that the rule forbids: the one that was to be added, or its company. */
  readonly event: EventInfo;
  /** The rule that asks for the company, where it is the company that the rule forbids. */
  readonly via?: Obstacle;
}

/** Everything that stopped an attempt, and the first of it. */
export interface Stopped extends Obstacle {
  /** Each rule in the way once. */
  readonly obstacles: readonly Obstacle[];
  /** Whether there were too many ways to try, so that one may have been missed. */
  readonly gaveUp?: true;
}

/** After so many placements an attempt gives up; a pair of companions needs a few hundred at most. */
const MOST_STEPS = 5000;

/**
 * Tries to add an event to a schedule at a place, together with the company that it needs, its leader, follower or
 * base, wherever that can be; the schedule is the same afterwards.
 *
 * *Means* undefined when some way breaks no hard rule; else everything that stops the event itself, or, when only
 * company is lacking, everything that stops the company. `look` sees the schedule with everything that was added.
 */
export function attempt(
  staffing: Staffing,
  schedule: Schedule,
  candidate: Companion,
  look?: (added: readonly Assignment[]) => void,
): Stopped | undefined {
  const search = new Attempt(staffing, schedule);
  const isPossible = search.place(candidate, () => {
    look?.(search.added);
    return true;
  });
  return isPossible ? undefined : search.stopped(candidate);
}

class Attempt {
  readonly #problem: Problem;
  readonly #rules: readonly ActiveRule[];
  readonly #blockRules: readonly ActiveRule[];
  readonly #schedule: Schedule;
  #steps = 0;
  /** What stops the event itself, what asks for company, and what stops that. */
  readonly #own: Obstacle[] = [];
  readonly #lacking: Obstacle[] = [];
  readonly #ofCompany: Obstacle[] = [];
  readonly #by = new Set<Assignment>();
  /** What the search has added by now. */
  readonly #now: Assignment[] = [];
  /** What it added at any time, which is in nobody's way. */
  readonly #added = new Set<Assignment>();

  constructor({ problem, rules }: Staffing, schedule: Schedule) {
    const hard = rules.filter(({ rule }) => rule.hard);
    this.#problem = problem;
    const plain = hard.filter(({ rule }) => !rule.usesVariant);
    this.#rules = [...plain.filter(({ rule }) => !rule.needsCompany), ...plain.filter(({ rule }) => rule.needsCompany)];
    this.#blockRules = hard.filter(({ rule }) => rule.usesVariant);
    this.#schedule = schedule;
  }

  get added(): readonly Assignment[] {
    return this.#now;
  }

  stopped({ employee, day }: Companion): Stopped {
    const gaveUp = this.#steps > MOST_STEPS ? { gaveUp: true as const } : {};
    const [via] = this.#lacking;
    const found = [this.#own, this.#ofCompany, this.#lacking].find(({ length }) => length > 0)!;
    const asked = found === this.#ofCompany && via ? found.map((one) => ({ ...one, via })) : found;
    const byRule = [...Map.groupBy(asked, ({ rule }) => rule).values()].sort((a, b) => b.length - a.length);
    const obstacles = byRule.map(([first]) => first!);
    return { ...obstacles[0]!, employee, day, obstacles, by: [...this.#by], ...gaveUp };
  }

  /** Whether there is a way to have the event at the place, and its company, and then what is to follow. */
  place({ event, employee, day }: Companion, then: () => boolean): boolean {
    if (++this.#steps > MOST_STEPS) return false;
    const candidate = assignmentOf(event, { employee, day, block: NONE }, 'proposal');
    const [lacking, stopping]: [Obstacle[], Obstacle[]] = [[], []];
    for (const active of this.#rules) {
      const found = this.#ask(active, event, candidate);
      if (found) (found.missing?.length ? lacking : stopping).push(found);
    }
    const isSure = stopping.length > 0 && this.#now.length > 0;
    const blocks = isSure ? [] : this.#blocksFor(event, candidate, stopping);
    if (stopping.length > 0) return this.#note(stopping);
    if (this.#now.length === 0) this.#lacking.push(...lacking);
    this.#blame(lacking);
    // Which block it is matters to nobody but company that takes a block too.
    const mayMatter = lacking.some(({ missing }) => missing!.some((one) => this.#takesBlock(one.event)));
    return blocks.slice(0, mayMatter ? undefined : 1).some((chosen) => this.#tryWith(chosen, lacking, then));
  }

  #takesBlock({ type }: EventInfo): boolean {
    return this.#problem.types[type]!.blocks;
  }

  #tryWith(chosen: Assignment, lacking: readonly Obstacle[], then: () => boolean): boolean {
    this.#schedule.add(chosen);
    this.#added.add(chosen);
    this.#now.push(chosen);
    const fits = this.#withCompany(lacking, 0, then);
    this.#now.pop();
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

  /** The candidate in each block that nothing speaks against, as it is when it takes none; else what stops it. */
  #blocksFor(event: EventInfo, candidate: Assignment, stopping: Obstacle[]): Assignment[] {
    const found = this.#firstObstacle(event, candidate);
    if (found) stopping.push(found);
    if (found || !this.#takesBlock(event)) return [candidate];
    const obstacles: Obstacle[] = [];
    const free = this.#problem.blocks
      .map(({ number: block }) => ({ ...candidate, block }))
      .filter((chosen) => {
        const obstacle = this.#firstObstacle(event, chosen);
        if (obstacle) obstacles.push(obstacle);
        return !obstacle;
      });
    if (free.length === 0) stopping.push(...obstacles);
    return free;
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
    return found && { ...found, rule: active.id, employee: candidate.employee, day: candidate.day, event };
  }

  #note(stopping: readonly Obstacle[]): false {
    this.#blame(stopping);
    if (this.#now.length > 0) this.#ofCompany.push(...stopping);
    else this.#own.push(...stopping.map((one) => this.#rootOf(one)));
    return false;
  }

  #blame(obstacles: readonly Obstacle[]): void {
    for (const { by } of obstacles) for (const work of by ?? []) if (!this.#added.has(work)) this.#by.add(work);
  }

  /** Where company has no place on the day at all: the first rule that keeps it away. */
  #rootOf(found: Obstacle): Obstacle {
    const { by, company, day, employee, missing } = found;
    if (!company || missing?.length !== 0 || by?.length) return found;
    const people = [employee, ...this.#problem.employees.map(({ index }) => index).filter((one) => one !== employee)];
    for (const person of people) {
      const candidate = assignmentOf(company, { employee: person, day, block: NONE }, 'proposal');
      for (const active of this.#rules) {
        const root = active.rule.needsCompany ? undefined : this.#ask(active, company, candidate);
        if (root) return { ...root, via: found };
      }
    }
    return found;
  }
}

/** An obstacle as people read it: with what asks for company, where it is the company that is stopped. */
export function textOf({ event, rule, text, via }: Obstacle): string {
  const asked = via ? `${via.rule}: ${via.text} But ${event.id} cannot be there. ` : '';
  return `${asked}${rule}: ${text}`;
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

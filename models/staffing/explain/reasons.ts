import { check } from '../../../src/domain/review.ts';
import { type Assignment, assignmentOf, type Companion, type EventInfo, NONE } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Staffing } from '../staff.ts';
import { dateOn, idsOf, nameOf } from '../words.ts';
import { attempt, type Obstacle, placesOf } from './attempt.ts';

/**
 * Why an event is not placed.
 *
 * `blocked`: no schedule places it, whatever else is left out. `crowded-out`: it could be placed, but not next to what
 * is. `outweighed`: it could be added as it is, and costs more than it is worth. `time-limit`: nothing is proved; it
 * could be added and the search did not come to it, or its places were too many to try.
 */
export type ReasonKind =
  | 'inactive'
  | 'no-valid-day'
  | 'nobody-qualified'
  | 'nobody-available'
  | 'blocked'
  | 'crowded-out'
  | 'outweighed'
  | 'time-limit';

export interface Reason {
  readonly kind: ReasonKind;
  readonly text: string;
  /** The rule that decides most of the places; at one of them, `employee` and `day`. */
  readonly rule?: string;
  readonly employee?: number;
  readonly day?: number;
  /** The events that compete for its places, most often first. */
  readonly by?: readonly string[];
}

/** Once this many places are known to be possible, the others are not tried. */
const ENOUGH_PLACES = 100;

/** At most this many ways to add an event are priced. */
const MOST_PRICED = 10;

/** At most this many competitors are named. */
const MOST_NAMES = 10;

/** Why each of several events has no place in a finished schedule; the schedule is the same afterwards. */
export class Reasons {
  readonly #staffing: Staffing;
  readonly #schedule: Schedule;
  readonly #alone: Schedule;
  readonly #isProved: boolean;

  /** `isProved`: whether the schedule is known to be optimal. */
  constructor(staffing: Staffing, schedule: Schedule, isProved: boolean) {
    this.#staffing = staffing;
    this.#schedule = schedule;
    this.#alone = new Schedule(staffing.problem, staffing.problem.fixed);
    this.#isProved = isProved;
  }

  of(event: EventInfo): Reason {
    const early = this.#beforeAnyPlace(event);
    if (early) return early;
    const possible: Companion[] = [];
    const obstacles: Obstacle[] = [];
    for (const place of spread(placesOf(this.#staffing.problem, event))) {
      const obstacle = attempt(this.#staffing, this.#alone, place);
      if (obstacle) obstacles.push(obstacle);
      else possible.push(place);
      if (possible.length === ENOUGH_PLACES) break;
    }
    if (possible.length > 0) return this.#crowded(event, possible);
    return obstacles.some(({ gaveUp }) => gaveUp) ? undecided(event) : this.#blocked(event, obstacles);
  }

  #beforeAnyPlace(event: EventInfo): Reason | undefined {
    const { domains, employees, frame } = this.#staffing.problem;
    if (event.state !== 'open') {
      return { kind: 'inactive', text: `${event.id} is not active, or not open to automatic scheduling.` };
    }
    const days = range(event.first, event.last).filter((day) => domains.open[day] === 1);
    if (days.length === 0) {
      const isWithout = event.first > event.last;
      const rule = isWithout
        ? this.#ruleOf('structure')
        : this.#ruleOf('open-day', event, { employee: 0, day: event.first });
      const text = `${event.id} has no valid day: its dates leave none that is in the horizon and open.`;
      return { kind: 'no-valid-day', text, ...rule };
    }
    const people = employees.filter(({ index }) => domains.eligible[event.type * employees.length + index] === 1);
    const type = this.#staffing.problem.types[event.type]!.name;
    if (!employees.some(({ active }) => active)) {
      const text = `There is nobody for ${event.id} (${type}): no employee is active.`;
      return { kind: 'nobody-qualified', text, ...this.#ruleOf('structure') };
    }
    if (people.length === 0) {
      const text = `Nobody is qualified for ${event.id} (${type}).`;
      return { kind: 'nobody-qualified', text, ...this.#ruleOf('qualified', event) };
    }
    if (people.some(({ index }) => days.some((day) => domains.available[index * frame.days + day] === 1))) {
      return undefined;
    }
    const names = people.map(({ name }) => name).slice(0, MOST_NAMES);
    const text = `Nobody who is qualified for ${event.id} is available on its days: ${names.join(', ')}.`;
    const at = { employee: people[0]!.index, day: days[0]! };
    return { kind: 'nobody-available', text, ...this.#ruleOf('available', event, at), ...at };
  }

  /** The rule of a template that speaks against an event at a place; any rule of the template when none is asked. */
  #ruleOf(template: string, event?: EventInfo, at = { employee: 0, day: 0 }): { rule?: string } {
    const { problem, rules } = this.#staffing;
    const found = rules.find((active) => {
      if (active.rule.template !== template) return false;
      if (!event) return true;
      const candidate = candidateOf(event, at);
      return active.rule.explain(active, { problem, schedule: this.#alone, candidate, item: event }) !== undefined;
    });
    return found ? { rule: found.id } : {};
  }

  #blocked(event: EventInfo, obstacles: readonly Obstacle[]): Reason {
    const { by, day, employee, rule, text } = mostFrequent(obstacles);
    const names = [...new Set((by ?? []).map(({ id }) => id))].sort().slice(0, MOST_NAMES);
    const where = `${nameOf(this.#staffing.problem, employee)} on ${dateOn(this.#staffing.problem, day)}`;
    return {
      kind: 'blocked',
      text: `${event.id} has no legal place, even alone; most are ruled out by ${rule}, such as ${where}: ${text}`,
      rule,
      employee,
      day,
      by: names,
    };
  }

  #crowded(event: EventInfo, possible: readonly Companion[]): Reason {
    const obstacles: Obstacle[] = [];
    const free: Companion[] = [];
    for (const place of possible) {
      const obstacle = attempt(this.#staffing, this.#schedule, place);
      if (obstacle) obstacles.push(obstacle);
      else free.push(place);
      if (free.length === (this.#isProved ? 1 : MOST_PRICED)) break;
    }
    if (free.length > 0) return this.#free(event, free);
    const by = competitors(obstacles);
    const { day, employee, rule } = mostFrequent(obstacles);
    const text = `Every place that ${event.id} could have is taken by ${idsOf(by.map((id) => ({ id })))}.`;
    return { kind: 'crowded-out', text, rule, employee, day, by };
  }

  /** The event could be added as the schedule is: either that costs more, or the search did not come to it. */
  #free(event: EventInfo, places: readonly Companion[]): Reason {
    const priced = places.map((place) => ({ ...place, ...this.#price(place) })).sort((a, b) => a.extra - b.extra);
    const { day, employee, extra, rule } = priced[0]!;
    if (!this.#isProved && extra < 0) {
      return { kind: 'time-limit', text: `${event.id} could be added; the search ended before it was.`, employee, day };
    }
    const text = `${event.id} could be added, and that would cost at least as much as leaving it out.`;
    return { kind: 'outweighed', text, employee, day, ...(rule === undefined ? {} : { rule }) };
  }

  /** What adding the event and its company changes the penalty by, and the rule that minds most. */
  #price(place: Companion): { extra: number; rule?: string } {
    const before = check(this.#staffing, this.#schedule);
    let extra = 0;
    let rule: string | undefined;
    attempt(this.#staffing, this.#schedule, place, () => {
      const after = check(this.#staffing, this.#schedule);
      extra = after.penalty - before.penalty;
      let most = 0;
      for (const [id, amount] of after.penalties) {
        const more = amount - before.penalties.get(id)!;
        if (more > most) [rule, most] = [id, more];
      }
    });
    return rule === undefined ? { extra } : { extra, rule };
  }
}

function undecided({ id }: EventInfo): Reason {
  const text = `Whether ${id} has a legal place is not decided: there are too many ways to give it its company.`;
  return { kind: 'time-limit', text };
}

function candidateOf(event: EventInfo, { employee, day }: { employee: number; day: number }): Assignment {
  return assignmentOf(event, { employee, day, block: NONE }, 'proposal');
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** The same places in an order that jumps about evenly, so that the first few stand for all. */
function spread(places: readonly Companion[]): Companion[] {
  const step = Math.max(1, Math.floor(places.length / ENOUGH_PLACES));
  return range(0, step - 1).flatMap((first) => places.filter((_, i) => i % step === first));
}

/** The obstacle of the rule that stands in the way most often; of several, the first. */
function mostFrequent(obstacles: readonly Obstacle[]): Obstacle {
  const byRule = Map.groupBy(obstacles, ({ rule }) => rule);
  return [...byRule.values()].reduce((a, b) => (b.length > a.length ? b : a))[0]!;
}

/** The run's own events that are in the way, most often first. */
function competitors(obstacles: readonly Obstacle[]): string[] {
  const times = new Map<string, number>();
  for (const { by } of obstacles) {
    for (const { id, origin } of by ?? []) if (origin === 'proposal') times.set(id, (times.get(id) ?? 0) + 1);
  }
  return [...times.keys()].sort((a, b) => times.get(b)! - times.get(a)! || (a < b ? -1 : 1)).slice(0, MOST_NAMES);
}

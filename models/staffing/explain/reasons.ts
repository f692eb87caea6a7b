import { check, type Findings } from '../../../src/domain/review.ts';
import { type Assignment, assignmentOf, type Companion, type EventInfo, NONE, type Problem } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Staff, Staffing } from '../staff.ts';
import { dateOn, nameOf } from '../words.ts';
import { attempt, placesOf, type Stopped, textOf } from './attempt.ts';
import { priceOf } from './price.ts';
import { proposalsIn, roomAt, rulesAt } from './room.ts';

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
  /** The rule that decides most of the places, at the root: what keeps company away, not what asks for it. */
  readonly rule?: string;
  /** Every rule that is in the way, that one first. */
  readonly rules?: readonly string[];
  /** The place that the text is about. */
  readonly employee?: number;
  readonly day?: number;
  /** The events that compete for its places: those of `room` first, then most often first. */
  readonly by?: readonly string[];
  /** `crowded-out`: those that would have to go so that the event fits at the place. */
  readonly room?: readonly string[];
  /** `outweighed`: how much the penalty would grow if the event, with its company, was added at the place. */
  readonly amount?: number;
  /** That by rule, where it is not 0. */
  readonly costs?: ReadonlyMap<string, number>;
  /** The events that would have to be added as well. */
  readonly company?: readonly string[];
}

/** Once this many places are known to be possible, the others are not tried. */
const ENOUGH_PLACES = 100;

/** At most this many ways to add an event are priced. */
const MOST_PRICED = 10;

/** At most this many places are looked at more closely for what would have to go. */
const MOST_ROOMS = 5;

/** At most this many competitors are named, but for those of one place, who are all named. */
const MOST_NAMES = 10;

/** Why each of several events has no place in a finished schedule; the schedule is the same afterwards. */
export class Reasons {
  readonly #staffing: Staffing;
  readonly #schedule: Schedule;
  readonly #alone: Schedule;
  readonly #isProved: boolean;
  /** What the schedule costs as it is. */
  #before: Findings<Staff> | undefined;

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
    const obstacles: Stopped[] = [];
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

  #blocked(event: EventInfo, obstacles: readonly Stopped[]): Reason {
    const { by, day, employee, rule, rules, times } = inOrder(obstacles);
    const example = obstacles.find((one) => one.rule === rule)!;
    const names = [...new Set(by.map(({ id }) => id))].sort().slice(0, MOST_NAMES);
    const where = whereOf(this.#staffing.problem, { employee, day });
    const there = rulesAt(this.#staffing, this.#alone, { event, employee, day });
    const all = obstacles.length === 1 ? 'its one place' : `${times} of its ${obstacles.length} places`;
    const told = new Set(example.obstacles.map((one) => one.rule));
    const more = there.filter((id) => !told.has(id));
    const others = more.length > 0 ? ` Without that, ${listed(more)} would forbid it.` : '';
    const texts = example.obstacles.map(textOf).join(' ');
    return {
      kind: 'blocked',
      text: `${event.id} has no legal place, even alone: ${rule} rules out ${all}. For example ${where}: ${texts}${others}`,
      rule,
      rules: [...new Set([rule, ...there, ...rules])],
      employee,
      day,
      by: names,
    };
  }

  #crowded(event: EventInfo, possible: readonly Companion[]): Reason {
    const obstacles: Stopped[] = [];
    const free: Companion[] = [];
    for (const place of possible) {
      const obstacle = attempt(this.#staffing, this.#schedule, place);
      if (obstacle) obstacles.push(obstacle);
      else free.push(place);
      if (free.length === MOST_PRICED) break;
    }
    if (free.length > 0) return this.#free(event, free);
    const rooms = [...obstacles]
      .sort((a, b) => proposalsIn(a).length - proposalsIn(b).length)
      .slice(0, MOST_ROOMS)
      .flatMap(({ employee, day }) => roomAt(this.#staffing, this.#schedule, { event, employee, day }) ?? []);
    const [least] = rooms.sort((a, b) => a.by.length - b.by.length);
    if (!least) return undecided(event);
    const room = least.by.map(({ id }) => id);
    const by = [...new Set([...room, ...competitors(obstacles)])].slice(0, Math.max(room.length, MOST_NAMES));
    const { employee, day, rules } = least;
    const where = whereOf(this.#staffing.problem, { employee, day });
    const names = listed(least.by.map(({ id, rule }) => `${id} (${rule})`));
    const text = `Every place that ${event.id} could have is taken: ${where}, ${names} would have to make room.`;
    return { kind: 'crowded-out', text, rule: rules[0]!, rules, employee, day, by, room };
  }

  /** The event could be added as the schedule is: either that costs more, or the search did not come to it. */
  #free(event: EventInfo, places: readonly Companion[]): Reason {
    this.#before ??= check(this.#staffing, this.#schedule);
    const before = this.#before;
    const priced = places
      .map((place) => ({ ...place, ...priceOf(this.#staffing, this.#schedule, before, place) }))
      .sort((a, b) => a.amount - b.amount);
    const { day, employee, amount, company, costs } = priced[0]!;
    const { problem } = this.#staffing;
    const where = whereOf(problem, { employee, day });
    if (!this.#isProved && amount < 0) {
      const text = `${event.id} could be added; the search ended before it was: ${where}, that would save ${-amount}.`;
      return { kind: 'time-limit', text, employee, day };
    }
    const [dearest] = [...costs].sort(([, a], [, b]) => b - a).filter(([, more]) => more > 0);
    const also = company.map((work) => `${work.id} (${problem.types[work.type]!.name}, ${whereOf(problem, work)})`);
    const how = also.length ? `added with company only, such as ${also.join(' and ')}` : 'added';
    const parts = [...costs].map(([rule, more]) => `${rule} ${more > 0 ? `+${more}` : more}`).join(', ');
    const worth = amount > 0 ? `cost ${amount} more than it is worth` : 'cost as much as it is worth';
    return {
      kind: 'outweighed',
      text: `${event.id} could be ${how}: ${where}, that would ${worth}${parts && ` (${parts})`}.`,
      employee,
      day,
      ...(dearest ? { rule: dearest[0], rules: [...costs].filter(([, more]) => more > 0).map(([id]) => id) } : {}),
      amount,
      costs,
      ...(company.length ? { company: company.map(({ id }) => id) } : {}),
    };
  }
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

function whereOf(problem: Problem, { employee, day }: { readonly employee: number; readonly day: number }): string {
  return `with ${nameOf(problem, employee)} on ${dateOn(problem, day)}`;
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

/** What is in the way, by the rule that stops most places; of several, the first. */
function inOrder(obstacles: readonly Stopped[]) {
  const byRule = Map.groupBy(obstacles, ({ rule }) => rule);
  const [first] = [...byRule.values()].sort((a, b) => b.length - a.length);
  const { by = [], day, employee, rule } = first![0]!;
  const rest = new Set([...byRule.keys(), ...obstacles.flatMap((one) => one.obstacles.map((other) => other.rule))]);
  rest.delete(rule);
  return { by, day, employee, rule, rules: [rule, ...rest], times: first!.length };
}

/** The run's own events that are in the way, most often first. */
function competitors(obstacles: readonly Stopped[]): string[] {
  const times = new Map<string, number>();
  for (const { by } of obstacles) {
    for (const { id, origin } of by ?? []) if (origin === 'proposal') times.set(id, (times.get(id) ?? 0) + 1);
  }
  return [...times.keys()].sort((a, b) => times.get(b)! - times.get(a)! || (a < b ? -1 : 1)).slice(0, MOST_NAMES);
}

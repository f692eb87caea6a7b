import type { Ruled } from '../parts.ts';
import { check, type Findings } from '../review.ts';
import { allOf } from '../words.ts';
import type { World } from '../world.ts';
import { attempt, type Obstructed, textOf } from './attempt.ts';
import { priceOf } from './price.ts';
import type { Reason } from './reason.ts';
import { proposalsIn, roomAt, rulesAt } from './room.ts';

/** Once this many places are known to be possible, the others are not tried. */
const ENOUGH_PLACES = 100;

/** At most this many ways to add an event are priced. */
const MOST_PRICED = 10;

/** At most this many places are looked at more closely for what would have to go. */
const MOST_ROOMS = 5;

/** At most this many competitors are named, but for those of one place, who are all named. */
const MOST_NAMES = 10;

/** Why each of several items has no place in a finished schedule; the schedule is the same afterwards. */
export class Reasons<W extends World> {
  readonly #ruled: Ruled<W>;
  readonly #schedule: W['schedule'];
  readonly #alone: W['schedule'];
  readonly #isProved: boolean;
  /** What the schedule costs as it is. */
  #before: Findings<W> | undefined;

  /** `isProved`: whether the schedule is known to be optimal. */
  constructor(ruled: Ruled<W>, schedule: W['schedule'], isProved: boolean) {
    this.#ruled = ruled;
    this.#schedule = schedule;
    this.#alone = ruled.parts.scheduleOf(ruled.problem, ruled.problem.fixed);
    this.#isProved = isProved;
  }

  of(item: W['item']): Reason<W> {
    const { parts, problem } = this.#ruled;
    const hopeless = parts.hopeless(this.#ruled, this.#alone, item, this.#schedule);
    if (hopeless) return hopeless;
    const possible: W['place'][] = [];
    const obstacles: Obstructed<W>[] = [];
    for (const place of spread(parts.placesOf(problem, item))) {
      const obstacle = attempt(this.#ruled, this.#alone, place);
      if (obstacle) obstacles.push(obstacle);
      else possible.push(place);
      if (possible.length === ENOUGH_PLACES) break;
    }
    if (possible.length === 0) possible.push(...this.#constructed(this.#alone, item));
    if (possible.length > 0) return this.#crowded(item, possible);
    return obstacles.some(({ gaveUp }) => gaveUp) ? undecided(this.#called(item)) : this.#blocked(item, obstacles);
  }

  #constructed(schedule: W['schedule'], item: W['item']): readonly W['place'][] {
    return this.#ruled.parts.constructed?.(this.#ruled, schedule, item) ?? [];
  }

  #blocked(item: W['item'], obstacles: readonly Obstructed<W>[]): Reason<W> {
    const { by, place, rule, rules, times } = inOrder(obstacles);
    const example = obstacles.find((one) => one.rule === rule)!;
    const names = [...new Set(by.map(({ id }) => id))].sort().slice(0, MOST_NAMES);
    const where = this.#ruled.parts.sayPlace(this.#ruled.problem, place);
    const there = rulesAt(this.#ruled, this.#alone, place);
    const all = obstacles.length === 1 ? 'its one place' : `${times} of its ${obstacles.length} places`;
    const told = new Set(example.obstacles.map((one) => one.rule));
    const more = there.filter((id) => !told.has(id));
    const others = more.length > 0 ? ` Without that, ${allOf(more)} would forbid it.` : '';
    const texts = example.obstacles.map(textOf).join(' ');
    return {
      kind: 'blocked',
      text: `${this.#called(item)} has no legal place, even alone: ${rule} rules out ${all}. For example ${where}: ${texts}${others}`,
      rule,
      rules: [...new Set([rule, ...there, ...rules])],
      place,
      by: names,
    };
  }

  #crowded(item: W['item'], possible: readonly W['place'][]): Reason<W> {
    const obstacles: Obstructed<W>[] = [];
    const free: W['place'][] = [];
    for (const place of [...this.#constructed(this.#schedule, item), ...possible]) {
      const obstacle = attempt(this.#ruled, this.#schedule, place);
      if (obstacle) obstacles.push(obstacle);
      else free.push(place);
      if (free.length === MOST_PRICED) break;
    }
    if (free.length > 0) return this.#free(item, free);
    const rooms = [...obstacles]
      .sort((a, b) => proposalsIn(a).length - proposalsIn(b).length)
      .slice(0, MOST_ROOMS)
      .flatMap(({ place }) => roomAt(this.#ruled, this.#schedule, place) ?? []);
    const [least] = rooms.sort((a, b) => a.by.length - b.by.length);
    if (!least)
      return obstacles.some(({ gaveUp }) => gaveUp) ? undecided(this.#called(item)) : this.#without(item, obstacles);
    const room = least.by.map(({ id }) => id);
    const by = [...new Set([...room, ...competitors(obstacles)])].slice(0, Math.max(room.length, MOST_NAMES));
    const { place, rules } = least;
    const where = this.#ruled.parts.sayPlace(this.#ruled.problem, place);
    const names = allOf(least.by.map(({ label, rule }) => `${label} (${rule})`));
    const text = `Every place that ${this.#called(item)} could have is taken: ${where}, ${names} would have to make room.`;
    return { kind: 'crowded-out', text, rule: rules[0]!, rules, place, by, room };
  }

  /** Nothing alone could make room, such as where what the item comes after would have to be elsewhere. */
  #without(item: W['item'], obstacles: readonly Obstructed<W>[]): Reason<W> {
    const { place, rule, rules } = inOrder(obstacles);
    const example = obstacles.find((one) => one.place === place)!;
    const where = this.#ruled.parts.sayPlace(this.#ruled.problem, place);
    const text = `As everything else is placed, no place is left for ${this.#called(item)}. For example ${where}: ${example.obstacles.map(textOf).join(' ')}`;
    return { kind: 'crowded-out', text, rule, rules, place, by: competitors(obstacles) };
  }

  /** The item could be added as the schedule is: either that costs more, or the search did not come to it. */
  #free(item: W['item'], places: readonly W['place'][]): Reason<W> {
    this.#before ??= check(this.#ruled, this.#schedule);
    const before = this.#before;
    const priced = places
      .map((place) => ({ place, ...priceOf(this.#ruled, this.#schedule, before, place) }))
      .sort((a, b) => a.amount - b.amount);
    const { place, amount, company, costs } = priced[0]!;
    const { parts, problem } = this.#ruled;
    const where = parts.sayPlace(problem, place);
    if (!this.#isProved && amount < 0) {
      const text = `${this.#called(item)} could be added; the search ended before it was: ${where}, that would save ${-amount}.`;
      return { kind: 'time-limit', text, place };
    }
    const [dearest] = [...costs].sort(([, a], [, b]) => b - a).filter(([, more]) => more > 0);
    const also = company.map((work) => parts.placeOf(problem, work)).map((one) => this.#sayCompany(one));
    const how = also.length ? `added with company only, such as ${also.join(' and ')}` : 'added';
    const shares = [...costs].map(([rule, more]) => `${rule} ${more > 0 ? `+${more}` : more}`).join(', ');
    const worth = amount > 0 ? `cost ${amount} more than it is worth` : 'cost as much as it is worth';
    return {
      kind: 'outweighed',
      text: `${this.#called(item)} could be ${how}: ${where}, that would ${worth}${shares && ` (${shares})`}.`,
      place,
      ...(dearest ? { rule: dearest[0], rules: [...costs].filter(([, more]) => more > 0).map(([id]) => id) } : {}),
      amount,
      costs,
      ...(company.length ? { company: company.map(({ id }) => id) } : {}),
    };
  }

  #called(item: W['item']): string {
    return this.#ruled.parts.labelOf(item);
  }

  #sayCompany(place: W['place']): string {
    const { parts, problem } = this.#ruled;
    const kind = parts.kindOf(problem, place.item);
    return `${this.#called(place.item)} (${kind === undefined ? '' : `${kind}, `}${parts.sayPlace(problem, place)})`;
  }
}

function undecided<W extends World>(label: string): Reason<W> {
  const text = `Whether ${label} has a legal place is not decided: there are too many ways to give it its company.`;
  return { kind: 'time-limit', text };
}

/** The same places in an order that jumps about evenly, so that the first few stand for all. */
function spread<Place>(places: readonly Place[]): Place[] {
  const step = Math.max(1, Math.floor(places.length / ENOUGH_PLACES));
  return Array.from({ length: step }, (_, first) => places.filter((_, i) => i % step === first)).flat();
}

/** What is in the way, by the rule that stops most places; of several, the first. */
function inOrder<W extends World>(obstacles: readonly Obstructed<W>[]) {
  const byRule = Map.groupBy(obstacles, ({ rule }) => rule);
  const [first] = [...byRule.values()].sort((a, b) => b.length - a.length);
  const { by = [], place, rule } = first![0]!;
  const rest = new Set([...byRule.keys(), ...obstacles.flatMap((one) => one.obstacles.map((other) => other.rule))]);
  rest.delete(rule);
  return { by, place, rule, rules: [rule, ...rest], times: first!.length };
}

/** The run's own items that are in the way, most often first. */
function competitors<W extends World>(obstacles: readonly Obstructed<W>[]): string[] {
  const times = new Map<string, number>();
  for (const { by } of obstacles) {
    for (const { id, origin } of by ?? []) if (origin === 'proposal') times.set(id, (times.get(id) ?? 0) + 1);
  }
  return [...times.keys()].sort((a, b) => times.get(b)! - times.get(a)! || (a < b ? -1 : 1)).slice(0, MOST_NAMES);
}

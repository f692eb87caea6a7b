import { review } from '../../../src/domain/review.ts';
import { changed } from '../../../src/solve/change.ts';
import type { Relaxation } from '../../../src/solve/whatIf.ts';
import { type Input, inputSchema } from '../input.ts';
import { readSolution } from '../parseSolution.ts';
import { assignmentOf, type Companion, type EventInfo, NONE, type Problem } from '../problem.ts';
import type { ActiveRule, Explanation } from '../rules/rule.ts';
import { Schedule } from '../schedule.ts';
import { proposalsIn } from '../solution.ts';
import type { Staffing } from '../staff.ts';
import { staffFor } from '../staffingOf.ts';
import { knownIn } from '../whatIf/start.ts';
import { changesOf, type Step } from './changesOf.ts';
import { hardRules } from './hardRules.ts';

/** An event may be proposed for days up to so many before its start or after its end. */
const DAYS_BEYOND = 7;

/** At most so many steps make up one relaxation; more would be another schedule rather than a fix. */
const MOST_STEPS = 3;

/** Company may need company, as a leader its follower, but not more than that. */
const DEEPEST = 2;

/** At most so many ways to have company are looked at. */
const MOST_COMPANIONS = 40;

/** At most so many relaxations are offered for one event. */
const MOST_FOR_EVENT = 12;

/**
 * What might help the events that a solution leaves out.
 *
 * *Means* for each such event and each employee and day: what every rule that forbids the place asks to be changed,
 * with the schedule as it is, and with fixed work alone, since the rest may move. A pin in the way may go too. Without a
 * solution: what makes the hard rules milder as a whole, and every pin and frozen day taken back.
 * *Shapes* the best of each event first, then the second best of each, and so on; none twice.
 */
export function* relaxations(input: Input, solution: unknown): Generator<Relaxation> {
  const staffing = staffFor(input);
  const seen = new Set<string>();
  const offers = solution === undefined ? [() => everything(staffing)] : perEvent(staffing, solution);
  // Each list is made when its first entry is asked for.
  const lists: Relaxation[][] = [];
  for (let round = 0; round === 0 || lists.some((list) => list.length > round); round++) {
    for (const [i, offer] of offers.entries()) {
      lists[i] ??= offer();
      const relaxation = lists[i][round];
      const key = JSON.stringify(relaxation?.changes);
      if (!relaxation || seen.has(key)) continue;
      seen.add(key);
      yield relaxation;
    }
  }
}

/** What there is to take back when nothing holds at all. */
function everything(staffing: Staffing): Relaxation[] {
  const { problem, rules } = staffing;
  const { input } = problem;
  const structure = rules.find(({ rule }) => rule.template === 'structure')!;
  const frozen = rules.find(({ rule }) => rule.template === 'frozen-days');
  const steps: Step[] = problem.fixed
    .filter(({ origin }) => origin === 'pin')
    .map(({ event }) => ({ rule: structure, relief: { kind: 'unpin', event } }));
  for (let day = problem.frame.first; frozen && day <= problem.frame.last; day++) {
    if (problem.frozenDays[day] === 1)
      steps.push({ rule: frozen, relief: { kind: 'open-day', day, list: 'frozenDays' } });
  }
  // A pin may be in the way of any rule.
  const single = steps
    .flatMap((step) => relaxationOf(staffing, [step], []) ?? [])
    .map((one) => ({ ...one, rules: [] }));
  return [...hardRules(input).flatMap((rule) => rule.relaxations), ...single];
}

function perEvent(staffing: Staffing, solution: unknown): (() => Relaxation[])[] {
  const { problem } = staffing;
  const { schedule } = review(staffing, proposalsIn(problem, knownIn(problem, readSolution(solution))));
  const alone = new Schedule(problem, problem.fixed);
  return problem.open
    .filter(({ index }) => schedule.of(index).length === 0)
    .sort((a, b) => problem.rank[a.index]! - problem.rank[b.index]!)
    .map((event) => () => forEvent(staffing, event, [schedule, alone]));
}

interface Option {
  readonly steps: readonly Step[];
  /** At how many places it would help. */
  places: number;
}

function forEvent(staffing: Staffing, event: EventInfo, schedules: readonly Schedule[]): Relaxation[] {
  const options = new Map<string, Option>();
  for (const schedule of schedules) {
    for (const place of placesAround(staffing.problem, event)) {
      for (const steps of new Search(staffing, schedule).stepsFor(place, 1)) {
        // A part may do, since the rest of the schedule may move.
        const parts = steps.length > 1 ? steps.map((step) => [step]) : [];
        for (const some of [steps, ...parts]) count(options, some);
      }
    }
  }
  const best = [...options.values()].sort((a, b) => costOf(a) - costOf(b) || b.places - a.places);
  return best.slice(0, MOST_FOR_EVENT).flatMap(({ steps }) => relaxationOf(staffing, steps, [event.id]) ?? []);
}

function count(options: Map<string, Option>, steps: readonly Step[]): void {
  if (steps.length === 0) return;
  const key = JSON.stringify(steps.map(({ rule, relief }) => [rule.id, relief]));
  const known = options.get(key);
  if (known) known.places++;
  else options.set(key, { steps, places: 1 });
}

/** Facts about an event or a person's job are changed after limits. */
function costOf({ steps }: Option): number {
  return steps.reduce((sum, { relief: { kind } }) => sum + (kind === 'dates' || kind === 'role' ? 2 : 1), 0);
}

/** Every employee on every day of the horizon that the event may have, or might have with other dates. */
function placesAround({ employees, frame, domains }: Problem, event: EventInfo): Companion[] {
  const hasDay = domains.open.subarray(Math.max(0, event.first), event.last + 1).includes(1);
  const beyond = hasDay ? 0 : DAYS_BEYOND;
  const [first, last] = [Math.max(frame.first, event.first - beyond), Math.min(frame.last, event.last + beyond)];
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return days.flatMap((day) =>
    employees.filter(({ active }) => active).map(({ index: employee }) => ({ item: event, employee, day })),
  );
}

/** Looks for the steps that open one place. */
class Search {
  readonly #staffing: Staffing;
  readonly #schedule: Schedule;

  constructor(staffing: Staffing, schedule: Schedule) {
    this.#staffing = staffing;
    this.#schedule = schedule;
  }

  /** Alternatives, each with all the steps that it takes; none when some rule cannot be made to allow the place. */
  stepsFor({ item, employee, day }: Companion, depth: number): Step[][] {
    const { problem, rules } = this.#staffing;
    const candidate = assignmentOf(item, { employee, day, block: NONE }, 'proposal');
    const question = { problem, schedule: this.#schedule, candidate, item };
    let alternatives: Step[][] = [[]];
    for (const active of rules) {
      if (!active.rule.hard) continue;
      const found = active.rule.explain(active, question);
      if (!found) continue;
      const ways = found.missing?.length
        ? this.#withCompany(candidate, found.missing, depth)
        : [
            ...(active.rule.relax?.(active, question) ?? []).map((relief) => [{ rule: active, relief }]),
            ...unpinned(active, found),
          ];
      alternatives = alternatives
        .flatMap((steps) => ways.map((way) => [...steps, ...way]))
        .filter(({ length }) => length <= MOST_STEPS);
      if (alternatives.length === 0) return [];
    }
    return alternatives;
  }

  /** The shortest way to have the company too. */
  #withCompany(candidate: Parameters<Schedule['add']>[0], missing: readonly Companion[], depth: number): Step[][] {
    if (depth === DEEPEST) return [[]];
    let best: Step[] | undefined;
    this.#schedule.add(candidate);
    for (const companion of missing.slice(0, MOST_COMPANIONS)) {
      if (this.#schedule.of(companion.item.index).length > 0) continue;
      for (const steps of this.stepsFor(companion, depth + 1)) if (!best || steps.length < best.length) best = steps;
      if (best?.length === 0) break;
    }
    this.#schedule.remove(candidate);
    return best ? [best] : [];
  }
}

function unpinned(rule: ActiveRule, { by }: Explanation): Step[][] {
  const pins = (by ?? []).filter(({ origin }) => origin === 'pin');
  return pins.map(({ event }) => [{ rule, relief: { kind: 'unpin', event } }]);
}

/** Several steps as one relaxation, each said to the input that the ones before have made. */
function relaxationOf({ problem }: Staffing, steps: readonly Step[], items: readonly string[]): Relaxation | undefined {
  let input = problem.input;
  const said = { text: [] as string[], changes: [] as Relaxation['changes'][number][] };
  for (const step of steps) {
    const one = changesOf(problem, input, step);
    if (!one) return undefined;
    said.text.push(one.text);
    said.changes.push(...one.changes);
    if (steps.length > 1) input = inputSchema.parse(changed(input, one.changes)) as Input;
  }
  const rules = [...new Set(steps.map(({ rule }) => rule.id))];
  return { text: said.text.join(' '), changes: said.changes, rules, items };
}

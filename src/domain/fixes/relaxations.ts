import { changed } from '../../solve/change.ts';
import type { Relaxation } from '../../solve/whatIf.ts';
import type { Ruled } from '../parts.ts';
import type { ActiveRule, Explanation } from '../rules/rule.ts';
import type { World } from '../world.ts';
import { hardRules } from './hardRules.ts';
import { inForm } from './inForm.ts';
import type { ReliefStep } from './reliefs.ts';
import { said } from './said.ts';

/** At most this many steps make up one relaxation; more would be another schedule rather than a fix. */
const MOST_STEPS = 3;

/** Company may need company, as a leader its follower, but not more than that. */
const DEEPEST = 2;

/** At most this many ways to have company are looked at. */
const MOST_COMPANIONS = 40;

/** At most this many relaxations are offered for one item. */
const MOST_FOR_ITEM = 12;

/**
 * What might help the items that a schedule leaves out.
 *
 * *Means* for each such item and each place that it might have: what every rule that forbids the place asks to be changed,
 * with the schedule as it is, and with fixed work alone, since the rest may move. A pin in the way may go too. Then what
 * the domain knows to save costs of what is placed, such as a later due date. Without a schedule: what makes the hard rules milder as a whole, and everything given taken back.
 * *Shapes* the best of each item first, then the second best of each, and so on; none twice.
 */
export function* relaxations<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'] | undefined,
): Generator<Relaxation> {
  const seen = new Set<string>();
  const offers = schedule === undefined ? [() => everything(ruled)] : perItem(ruled, schedule);
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
function everything<W extends World>(ruled: Ruled<W>): Relaxation[] {
  const { parts, problem, rules } = ruled;
  const { reliefs } = parts;
  const anyRule = rules.find(({ rule }) => rule.isEssential) ?? rules[0]!;
  const pins = problem.fixed
    .filter(({ origin }) => origin === 'pin')
    .map((pin) => ({ rule: anyRule, relief: reliefs.unpin(pin) }));
  // What is given may be in the way of any rule.
  const single = [...pins, ...(reliefs.takeBack?.(problem, rules) ?? [])]
    .flatMap((step) => relaxationOf(ruled, [step], []) ?? [])
    .map((one) => ({ ...one, rules: [] }));
  return [...hardRules(ruled).flatMap((rule) => rule.relaxations), ...single];
}

function perItem<W extends World>(ruled: Ruled<W>, schedule: W['schedule']): (() => Relaxation[])[] {
  const { parts, problem, rules } = ruled;
  const alone = parts.scheduleOf(problem, problem.fixed);
  const left = parts
    .itemsOf(problem)
    .filter((item) => item.state === 'open' && schedule.of(item.index).length === 0)
    .sort((a, b) => parts.rankOf(problem, a) - parts.rankOf(problem, b))
    .map((item) => () => forItem(ruled, item, [schedule, alone]));
  const cheaper = parts.reliefs.cheaper?.(problem, rules, schedule) ?? [];
  return [
    ...left,
    ...cheaper.map(
      ({ items, steps }) =>
        () =>
          [relaxationOf(ruled, steps, items) ?? []].flat(),
    ),
  ];
}

interface Option<W extends World> {
  readonly steps: readonly ReliefStep<W>[];
  /** At how many places it would help. */
  places: number;
}

function forItem<W extends World>(ruled: Ruled<W>, item: W['item'], schedules: readonly W['schedule'][]): Relaxation[] {
  const { placesOf, reliefs } = ruled.parts;
  const placesAround = reliefs.placesAround ?? placesOf;
  const options = new Map<string, Option<W>>();
  for (const schedule of schedules) {
    for (const place of placesAround(ruled.problem, item)) {
      for (const steps of new Opening(ruled, schedule).stepsFor(place, 1)) {
        // A part may do, since the rest of the schedule may move.
        const parts = steps.length > 1 ? steps.map((step) => [step]) : [];
        for (const some of [steps, ...parts]) count(options, some);
      }
    }
  }
  const costOf = ({ steps }: Option<W>): number =>
    steps.reduce((sum, { relief }) => sum + (reliefs.unwelcome?.has(relief.kind) ? 2 : 1), 0);
  const best = [...options.values()].sort((a, b) => costOf(a) - costOf(b) || b.places - a.places);
  return best.slice(0, MOST_FOR_ITEM).flatMap(({ steps }) => relaxationOf(ruled, steps, [item.id]) ?? []);
}

function count<W extends World>(options: Map<string, Option<W>>, steps: readonly ReliefStep<W>[]): void {
  if (steps.length === 0) return;
  const key = JSON.stringify(steps.map(({ rule, relief }) => [rule.id, relief]));
  const known = options.get(key);
  if (known) known.places++;
  else options.set(key, { steps, places: 1 });
}

/** Looks for the steps that open one place. */
class Opening<W extends World> {
  readonly #ruled: Ruled<W>;
  readonly #schedule: W['schedule'];

  constructor(ruled: Ruled<W>, schedule: W['schedule']) {
    this.#ruled = ruled;
    this.#schedule = schedule;
  }

  /** Alternatives, each with all the steps that it takes; none when some rule cannot be made to allow the place. */
  stepsFor(place: W['place'], depth: number): ReliefStep<W>[][] {
    const { parts, problem, rules } = this.#ruled;
    const candidate = parts.candidateAt(problem, place);
    const question = { problem, schedule: this.#schedule, candidate, item: place.item };
    let alternatives: ReliefStep<W>[][] = [[]];
    for (const active of rules) {
      if (active.hardness !== 'hard') continue;
      const found = active.rule.explain(active, question);
      if (!found) continue;
      const ways = found.missing?.length
        ? this.#withCompany(candidate, found.missing, depth)
        : [
            ...(active.rule.relax?.(active, question) ?? []).map((relief) => [{ rule: active, relief }]),
            ...this.#unpinned(active, found),
          ];
      alternatives = alternatives
        .flatMap((steps) => ways.map((way) => [...steps, ...way]))
        .filter(({ length }) => length <= MOST_STEPS);
      if (alternatives.length === 0) return [];
    }
    return alternatives;
  }

  /** The shortest way to have the company too. */
  #withCompany(candidate: W['work'], missing: readonly W['place'][], depth: number): ReliefStep<W>[][] {
    if (depth === DEEPEST) return [[]];
    let best: ReliefStep<W>[] | undefined;
    this.#schedule.add(candidate);
    for (const companion of missing.slice(0, MOST_COMPANIONS)) {
      if (this.#schedule.of(companion.item.index).length > 0) continue;
      for (const steps of this.stepsFor(companion, depth + 1)) if (!best || steps.length < best.length) best = steps;
      if (best?.length === 0) break;
    }
    this.#schedule.remove(candidate);
    return best ? [best] : [];
  }

  #unpinned(rule: ActiveRule<W>, { by }: Explanation<W>): ReliefStep<W>[][] {
    const pins = (by ?? []).filter(({ origin }) => origin === 'pin');
    return pins.map((pin) => [{ rule, relief: this.#ruled.parts.reliefs.unpin(pin) }]);
  }
}

/** Several steps as one relaxation, each said to the input that the ones before have made. */
function relaxationOf<W extends World>(
  { parts, problem }: Ruled<W>,
  steps: readonly ReliefStep<W>[],
  items: readonly string[],
): Relaxation | undefined {
  let { input } = problem;
  const text: string[] = [];
  const changes: Relaxation['changes'][number][] = [];
  for (const step of steps) {
    const one = said(parts, { problem, input }, step);
    if (!one) return undefined;
    text.push(one.text);
    changes.push(...one.changes);
    if (steps.length > 1) input = inForm(parts, input, changed(input, one.changes) as object);
  }
  const rules = [...new Set(steps.map(({ rule }) => rule.id))];
  return { text: text.join(' '), changes, rules, items };
}

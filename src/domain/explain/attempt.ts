import type { Ruled } from '../parts.ts';
import type { ActiveRule, Explanation } from '../rules/rule.ts';
import type { World } from '../world.ts';

/** What stopped an attempt at one place: a rule with its explanation. */
export interface Obstacle<W extends World> extends Explanation<W> {
  /** The rule at the root: where company is lacking, what keeps the company away. */
  readonly rule: string;
  /** The place that the rule forbids: that of the item that was to be added, or of its company. */
  readonly place: W['place'];
  /** The rule that asks for the company, where it is the company that the rule forbids. */
  readonly via?: Obstacle<W>;
}

/** Everything that stopped an attempt, and the first of it. */
export interface Obstructed<W extends World> extends Obstacle<W> {
  /** Each rule in the way once. */
  readonly obstacles: readonly Obstacle<W>[];
  /** Whether there were too many ways to try, so that one may have been missed. */
  readonly gaveUp?: true;
}

/** After this many placements an attempt gives up; a pair of companions needs a few hundred at most. */
const MOST_STEPS = 5000;

/**
 * Tries to add an item to a schedule at a place, together with the company that it needs, such as a leader or a base,
 * wherever that can be; the schedule is the same afterwards.
 *
 * *Means* undefined when some way breaks no hard rule; else everything that stops the item itself, or, when only
 * company is lacking, everything that stops the company. `look` sees the schedule with everything that was added.
 */
export function attempt<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  place: W['place'],
  look?: (added: readonly W['work'][]) => void,
): Obstructed<W> | undefined {
  const search = new Attempt(ruled, schedule);
  const isPossible = search.place(place, () => {
    look?.(search.added);
    return true;
  });
  return isPossible ? undefined : search.stopped(place);
}

class Attempt<W extends World> {
  readonly #ruled: Ruled<W>;
  readonly #rules: readonly ActiveRule<W>[];
  readonly #variantRules: readonly ActiveRule<W>[];
  readonly #schedule: W['schedule'];
  #steps = 0;
  /** What stops the item itself, what asks for company, and what stops that. */
  readonly #own: Obstacle<W>[] = [];
  readonly #lacking: Obstacle<W>[] = [];
  readonly #ofCompany: Obstacle<W>[] = [];
  readonly #by = new Set<W['work']>();
  /** What the search has added by now. */
  readonly #now: W['work'][] = [];
  /** What it added at any time, which is in nobody's way. */
  readonly #added = new Set<W['work']>();

  constructor(ruled: Ruled<W>, schedule: W['schedule']) {
    const hard = ruled.rules.filter(({ hardness }) => hardness === 'hard');
    this.#ruled = ruled;
    const plain = hard.filter(({ rule }) => !rule.usesVariant);
    this.#rules = [...plain.filter(({ rule }) => !rule.needsCompany), ...plain.filter(({ rule }) => rule.needsCompany)];
    this.#variantRules = hard.filter(({ rule }) => rule.usesVariant);
    this.#schedule = schedule;
  }

  get added(): readonly W['work'][] {
    return this.#now;
  }

  stopped(place: W['place']): Obstructed<W> {
    const gaveUp = this.#steps > MOST_STEPS ? { gaveUp: true as const } : {};
    const [via] = this.#lacking;
    const found = [this.#own, this.#ofCompany, this.#lacking].find(({ length }) => length > 0)!;
    const asked = found === this.#ofCompany && via ? found.map((one) => ({ ...one, via })) : found;
    const byRule = [...Map.groupBy(asked, ({ rule }) => rule).values()].sort((a, b) => b.length - a.length);
    const obstacles = byRule.map(([first]) => first!);
    return { ...obstacles[0]!, place, obstacles, by: [...this.#by], ...gaveUp };
  }

  /** Whether there is a way to have the item at the place, and its company, and then what is to follow. */
  place(place: W['place'], then: () => boolean): boolean {
    if (++this.#steps > MOST_STEPS) return false;
    const candidate = this.#ruled.parts.candidateAt(this.#ruled.problem, place);
    const [lacking, stopping]: [Obstacle<W>[], Obstacle<W>[]] = [[], []];
    for (const active of this.#rules) {
      const found = this.#ask(active, place, candidate);
      if (found) (found.missing?.length ? lacking : stopping).push(found);
    }
    const isSure = stopping.length > 0 && this.#now.length > 0;
    const variants = isSure ? [] : this.#variantsFor(place, candidate, stopping);
    if (stopping.length > 0) return this.#note(stopping);
    if (this.#now.length === 0) this.#lacking.push(...lacking);
    this.#blame(lacking);
    // Which variant it is matters to nobody but company that has variants too.
    const mayMatter = lacking.some(({ missing }) => missing!.some((one) => this.#variantsAt(one).length > 0));
    return variants.slice(0, mayMatter ? undefined : 1).some((chosen) => this.#tryWith(chosen, lacking, then));
  }

  #variantsAt(place: W['place']): readonly W['work'][] {
    return this.#ruled.parts.variantsAt(this.#ruled.problem, place);
  }

  #tryWith(chosen: W['work'], lacking: readonly Obstacle<W>[], then: () => boolean): boolean {
    this.#schedule.add(chosen);
    this.#added.add(chosen);
    this.#now.push(chosen);
    const fits = this.#withCompany(lacking, 0, then);
    this.#now.pop();
    this.#schedule.remove(chosen);
    return fits;
  }

  /** Whether the company that is lacking can be had, one after the other. */
  #withCompany(lacking: readonly Obstacle<W>[], index: number, then: () => boolean): boolean {
    if (index === lacking.length) return then();
    const here = lacking[index]!;
    const isThere = here.missing!.some(({ item }) => this.#schedule.of(item.index).length > 0);
    if (isThere) return this.#withCompany(lacking, index + 1, then);
    return here.missing!.some((companion) => this.place(companion, () => this.#withCompany(lacking, index + 1, then)));
  }

  /** The candidate in each variant that nothing speaks against, as it is when it has none; else what stops it. */
  #variantsFor(place: W['place'], candidate: W['work'], stopping: Obstacle<W>[]): W['work'][] {
    const found = this.#firstObstacle(place, candidate);
    const variants = this.#variantsAt(place);
    if (variants.length === 0 || (found && this.#isOpen(candidate, variants[0]!))) {
      if (found) stopping.push(found);
      return [candidate];
    }
    const obstacles: Obstacle<W>[] = [];
    const free = variants.filter((chosen) => {
      const obstacle = this.#firstObstacle(place, chosen);
      if (obstacle) obstacles.push(obstacle);
      return !obstacle;
    });
    if (free.length === 0) stopping.push(...obstacles);
    return free;
  }

  /** Whether a candidate leaves details open that its variants have, so that what stops it stops all of them. */
  #isOpen(candidate: W['work'], variant: W['work']): boolean {
    const { parts, problem } = this.#ruled;
    const detailsOf = (work: W['work']): number => Object.keys(parts.whereOf(problem, work).at).length;
    return detailsOf(candidate) < detailsOf(variant);
  }

  #firstObstacle(place: W['place'], candidate: W['work']): Obstacle<W> | undefined {
    for (const active of this.#variantRules) {
      const found = this.#ask(active, place, candidate);
      if (found) return found;
    }
    return undefined;
  }

  #ask(active: ActiveRule<W>, place: W['place'], candidate: W['work']): Obstacle<W> | undefined {
    const [problem, schedule] = [this.#ruled.problem, this.#schedule];
    const found = active.rule.explain(active, { problem, schedule, candidate, item: place.item });
    return found && { ...found, rule: active.id, place };
  }

  #note(stopping: readonly Obstacle<W>[]): false {
    this.#blame(stopping);
    if (this.#now.length > 0) this.#ofCompany.push(...stopping);
    else this.#own.push(...stopping.map((one) => this.#rootOf(one)));
    return false;
  }

  #blame(obstacles: readonly Obstacle<W>[]): void {
    for (const { by } of obstacles) for (const work of by ?? []) if (!this.#added.has(work)) this.#by.add(work);
  }

  /** Where company has no place beside the item at all: the first rule that keeps it away. */
  #rootOf(found: Obstacle<W>): Obstacle<W> {
    const { by, company, missing } = found;
    if (!company || missing?.length !== 0 || by?.length) return found;
    const { parts, problem } = this.#ruled;
    for (const place of parts.companyPlaces(problem, company, found.place)) {
      const candidate = parts.candidateAt(problem, place);
      for (const active of this.#rules) {
        const root = active.rule.needsCompany ? undefined : this.#ask(active, place, candidate);
        if (root) return { ...root, via: found };
      }
    }
    return found;
  }
}

/** An obstacle as people read it: with what asks for company, where it is the company that is stopped. */
export function textOf<W extends World>({ place, rule, text, via }: Obstacle<W>): string {
  const asked = via ? `${via.rule}: ${via.text} But ${place.item.id} cannot be there. ` : '';
  return `${asked}${rule}: ${text}`;
}

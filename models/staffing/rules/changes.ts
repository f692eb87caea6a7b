import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { remembered } from '../../../src/domain/remembered.ts';
import { type Literal, not } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import { type Assignment, admits, type Earlier, type EventInfo, NONE, type Problem } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { isSamePlace } from './frozenDays.ts';
import type { ActiveRule } from './rule.ts';

/** An event that is not where it was in the earlier schedule. */
export interface ChangedEvent {
  readonly event: EventInfo;
  /** Where it was; undefined for one that is added. */
  readonly before: Earlier | undefined;
  /** Where it is; undefined for one that is dropped. */
  readonly now: Assignment | undefined;
}

/** What changes are counted from. */
interface Baseline {
  /** Where each event was that was anywhere, by event. */
  readonly places: ReadonlyMap<number, Earlier>;
  /** Whether an event that was nowhere is changed by being placed. */
  readonly countsAdded: boolean;
}

/** The earlier schedule or, without one, what is posted and may move; what is placed besides is not a change of that. */
export const baselineOf = remembered(({ earlier, employees, events }: Problem): Baseline => {
  if (earlier) return { places: earlier, countsAdded: true };
  const movable = events.flatMap(({ index, old }): [number, Earlier][] =>
    old ? [[index, { ...old, who: employees[old.employee]!.id }]] : [],
  );
  return { places: new Map(movable), countsAdded: false };
});

/**
 * The events of the run that are not where they were: on another day, in another block, with somebody else, dropped or,
 * beside an earlier schedule, added. A pin that the earlier schedule does not mention is not a change.
 */
export function changesIn(problem: Problem, schedule: Schedule): ChangedEvent[] {
  const { countsAdded, places } = baselineOf(problem);
  return problem.events.flatMap((event) => {
    if (event.state !== 'open' && event.state !== 'pinned') return [];
    const before = places.get(event.index);
    const now = schedule.of(event.index)[0];
    const isChanged = before ? !now || !isSamePlace(before, now) : countsAdded && now?.origin === 'proposal';
    return isChanged ? [{ event, before, now }] : [];
  });
}

/** The ids of the people who lose or gain something. */
export function affectedBy({ employees }: Problem, changes: readonly ChangedEvent[]): Set<string> {
  const people = new Set<string>();
  for (const { before, now } of changes) {
    if (before) people.add(before.who);
    if (now) people.add(employees[now.employee]!.id);
  }
  return people;
}

/** What adds up to a number of changes: literals, and what is changed in any case. */
export interface PostedChanges {
  readonly literals: readonly Literal[];
  readonly always: number;
}

/** The changed events, as literals that are true exactly for those. */
export function postChanges(posting: Posting): PostedChanges {
  const { problem } = posting;
  const literals: Literal[] = [];
  const { countsAdded, places } = baselineOf(problem);
  let always = fixedChanges(posting).length;
  for (const event of problem.open) {
    const before = places.get(event.index);
    if (!before && !countsAdded) continue;
    const kept = before ? keptAt(posting, event, before) : posting.unplaced(event.index);
    if (kept !== ABSENT) literals.push(not(kept));
    else if (before) always++;
  }
  return { literals, always };
}

/**
 * What ties are broken by: changes of the earlier schedule or, without one, of what is posted and may move, unless a rule
 * has a price for that already.
 */
export function postLeastChange(posting: Posting, rules: readonly ActiveRule[]): PostedChanges {
  const isPriced = rules.some(({ rule, weight }) => rule.template === 'keep' && weight > 0);
  return isPriced && !posting.problem.earlier ? { literals: [], always: 0 } : postChanges(posting);
}

/**
 * The affected people, as literals that are true at least for those.
 *
 * *Means* whoever is not affected keeps all that was theirs and gets nothing else.
 */
export function postAffected(posting: Posting): PostedChanges {
  const { problem } = posting;
  const { countsAdded, places } = baselineOf(problem);
  if (places.size === 0 && !countsAdded) return { literals: [], always: 0 };
  const { kept, known, gone } = claims(posting);
  const literals: Literal[] = [];
  for (const { index } of problem.employees) {
    if (known.has(index)) continue;
    const own = new Set(kept.get(index)?.map(({ cell }) => cell));
    const stay = kept.get(index)?.map(({ literal }) => literal) ?? [];
    posting.eachAt(index, { from: problem.frame.first, to: problem.frame.last }, (cell, event) => {
      if (!countsAdded && !places.has(event.index)) return;
      if (!own.has(posting.cell(cell))) stay.push(not(posting.cell(cell)));
    });
    if (stay.length === 0) continue;
    const affected = posting.boolean();
    posting.add({ kind: 'boolAnd', literals: stay, enforce: [not(affected)] });
    literals.push(affected);
  }
  return { literals, always: known.size + gone.size };
}

/** What each employee has to keep so as not to be affected, who is affected in any case, and who of them has left. */
function claims(posting: Posting): {
  kept: Map<number, { cell: Literal; literal: Literal }[]>;
  known: Set<number>;
  gone: Set<string>;
} {
  const { problem } = posting;
  const kept = new Map<number, { cell: Literal; literal: Literal }[]>();
  const known = new Set<number>();
  const gone = new Set<string>();
  const surely = ({ employee, who }: Earlier): void => void (employee === NONE ? gone.add(who) : known.add(employee));
  for (const { before, now } of fixedChanges(posting)) {
    if (before) surely(before);
    if (now) known.add(now.employee);
  }
  for (const event of problem.open) {
    const before = baselineOf(problem).places.get(event.index);
    if (!before) continue;
    const literal = keptAt(posting, event, before);
    if (literal === ABSENT) surely(before);
    else {
      const cell = posting.cellOf(event.index, before.employee, before.day);
      kept.set(before.employee, [...(kept.get(before.employee) ?? []), { cell, literal }]);
    }
  }
  return { kept, known, gone };
}

/** Changes of pins, which nothing can take back. */
function fixedChanges({ problem, fixed }: Posting): ChangedEvent[] {
  return changesIn(problem, fixed).filter(({ event }) => event.state === 'pinned');
}

/** True exactly when an open event is where it was; ABSENT when it cannot be. */
function keptAt(posting: Posting, { index, type }: EventInfo, before: Earlier): Literal {
  const { cells, problem } = posting;
  const { employee, day, block } = before;
  if (employee === NONE || day < 0 || day >= problem.frame.days) return ABSENT;
  const cell = posting.cellOf(index, employee, day);
  if (cell === ABSENT || block === NONE) return cell;
  if (!problem.types[type]!.blocks) return ABSENT;
  const at = problem.blocks.findIndex(({ number }) => number === block);
  const chosen = at < 0 ? ABSENT : posting.block(cells.slotAt[index * problem.frame.days + day]!, at);
  return chosen === ABSENT || chosen === cell ? chosen : posting.all([cell, chosen]);
}

/** Changes that a schedule will have whatever is added to it: what is elsewhere, and what cannot be where it was. */
export function certainChanges(problem: Problem, schedule: Schedule): ChangedEvent[] {
  return changesIn(problem, schedule).filter(
    ({ event, before, now }) => now || event.state === 'pinned' || !before || !isPossible(problem, event, before),
  );
}

function isPossible(problem: Problem, event: EventInfo, { employee, day }: Earlier): boolean {
  return employee !== NONE && day >= 0 && day < problem.frame.days && admits(problem, event, employee, day);
}

import type { Conflict } from '../solve/issue.ts';
import type { Parts, Ruled } from './parts.ts';
import type { RuleBreach } from './rules/rule.ts';
import type { World } from './world.ts';

/** The parts that a domain model may leave to the kit. */
type Left =
  | 'calledBy'
  | 'labelOf'
  | 'whyIdle'
  | 'tableOf'
  | 'isSamePlace'
  | 'rankOf'
  | 'variantsAt'
  | 'workAt'
  | 'oldOf'
  | 'beside'
  | 'earlier'
  | 'companyPlaces'
  | 'kindOf'
  | 'warningsOf'
  | 'conflictOf'
  | 'hopeless';

/**
 * The parts of a domain model, with what suits most of them where it says nothing: items are called by their ids, have
 * no details to choose and the order of their ids, nothing is movable, and every breach of posted work is a conflict.
 */
export function partsOf<W extends World>(own: Omit<Parts<W>, Left> & Partial<Pick<Parts<W>, Left>>): Parts<W> {
  return {
    labelOf: ({ id }) => id,
    calledBy: () => [],
    whyIdle: () => undefined,
    tableOf: own.placesOf,
    rankOf: (problem, of) => ('origin' in of ? own.itemOf(problem, of as W['work'])!.index : of.index),
    isSamePlace: (a, b) => Object.entries(a).every(([part, value]) => Reflect.get(b, part) === value),
    variantsAt: () => [],
    workAt(problem, item, { who, at }) {
      const wanted = JSON.stringify({ who, at });
      return own
        .placesOf(problem, item)
        .map((place) => own.candidateAt(problem, place))
        .find((work) => JSON.stringify(own.whereOf(problem, work)) === wanted);
    },
    oldOf: () => undefined,
    beside: () => [],
    earlier: () => undefined,
    companyPlaces: (_, company, place) => [{ ...place, item: company }],
    kindOf: () => undefined,
    warningsOf: () => [],
    conflictOf,
    hopeless: ({ parts, problem }, _, item) =>
      parts.placesOf(problem, item).length > 0
        ? undefined
        : { kind: 'no-place', text: `${item.id} has no place that its own facts allow.` },
    ...own,
  };
}

/** A breach by names. */
export function conflictOf<W extends World>({ parts, problem }: Ruled<W>, breach: RuleBreach<W>): Conflict {
  const { assignments, rule, text } = breach;
  const places = assignments.map((work) => parts.whereOf(problem, work));
  const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return {
    rule,
    text,
    items: assignments.map(({ id }) => id),
    who: distinct(places.map(({ who }) => who)),
    when: distinct(places.map(({ at }) => Object.values(at).join(' '))),
  };
}

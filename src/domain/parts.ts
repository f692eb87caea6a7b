import type { z } from 'zod';
import type { Conflict, Warning } from '../solve/issue.ts';
import type { Placement } from '../solve/placement.ts';
import type { PlanReport } from '../solve/report.ts';
import type { Bar } from '../solve/timeline.ts';
import type { Reason } from './explain/reason.ts';
import type { Reliefs } from './fixes/reliefs.ts';
import type { ActiveRule, RuleBreach } from './rules/rule.ts';
import type { Advisory } from './validation/advisory.ts';
import type { World } from './world.ts';

/** Where something is, by names. */
export type Where = Pick<Placement, 'who' | 'at'>;

/** A lane and a stretch of time. */
export type LaneSpan = Pick<Bar, 'lane' | 'from' | 'to' | 'worked' | 'isWholeDay' | 'minutes'>;

/** What the kit asks of a domain model about its parts; everything else is said by rules. */
export interface Parts<W extends World> {
  /** Groups work, as the checks need it. *Limits* linear in the work. */
  scheduleOf(problem: W['problem'], work: Iterable<W['work']>): W['schedule'];
  /** Position of a piece of work in the order of priority: of two that exclude each other, the lower one stays. */
  rankOf(problem: W['problem'], of: W['work'] | W['item']): number;
  /** The item of a piece of work; undefined for given work whose item is not among the items. */
  itemOf(problem: W['problem'], work: W['work']): W['item'] | undefined;
  /** What an item is called, such as `event`. */
  readonly itemWord: string;
  /** Every item, in the order of their ids. */
  itemsOf(problem: W['problem']): readonly W['item'][];
  /** What people call an item. */
  labelOf(item: W['item']): string;
  /** Other words by which people may ask for it, which others may have too. */
  calledBy(item: W['item']): readonly string[];
  /** Why nobody is to place an item, such as that it is not active; undefined when somebody is, or has. */
  whyIdle(item: W['item']): string | undefined;
  /** Every place that an item's own facts leave it, before rules look at other work. */
  placesOf(problem: W['problem'], item: W['item']): readonly W['place'][];
  /**
   * Places that a model finds by building on a schedule, where {@link placesOf} cannot name all that there are: complete, and
   * legal there once what has to come before the item, and is not in place, has been added as well.
   */
  constructed?(ruled: Ruled<W>, schedule: W['schedule'], item: W['item']): readonly W['place'][];
  /** Every place that people may ask about, impossible ones included, in the order of a table. */
  tableOf(problem: W['problem'], item: W['item']): Iterable<W['place']>;
  /** The place of a piece of work, without its details. */
  placeOf(problem: W['problem'], work: W['work']): W['place'];
  isSamePlace(a: W['place'], b: W['place']): boolean;
  /** Its item there, with details such as a block left open. */
  candidateAt(problem: W['problem'], place: W['place']): W['work'];
  /** Its item there with every choice of details; none when there is nothing to choose. */
  variantsAt(problem: W['problem'], place: W['place']): readonly W['work'][];
  /** Where a movable posted item is now. */
  oldOf(problem: W['problem'], item: W['item']): W['work'] | undefined;
  /** What is where some work is or was. */
  beside(schedule: W['schedule'], work: W['work']): readonly W['work'][];
  /** Where everything was in the earlier schedule that the input compares with, if it has one. */
  earlier(problem: W['problem']): readonly Placement[] | undefined;
  /** Who and where, for programs. */
  whereOf(problem: W['problem'], work: W['work']): Where;
  /** An item at a place by names, in every detail; undefined where there is no such place. */
  workAt(problem: W['problem'], item: W['item'], where: Where): W['work'] | undefined;
  /** The parts of a place beside `who` as people read them, where {@link whereOf} has ids or more than they want. */
  tellAt?(problem: W['problem'], at: Where['at']): Where['at'];
  /** The names of the days that people see. */
  daysOf(problem: W['problem']): readonly string[];
  /** IANA name of the zone that clock times are in; absent where they are meant wherever one is. */
  zoneOf?(problem: W['problem']): string;
  /** What the lanes of a picture stand for, such as people, in order. */
  lanesOf(problem: W['problem']): readonly { readonly id: string; readonly label: string }[];
  /** The lanes of some work, and its minutes since the first midnight, in the order of time; none outside the days. */
  spansOf(problem: W['problem'], work: W['work']): readonly LaneSpan[];
  /** Those who take part in the work of lanes, and when, where a domain has such people. */
  readonly people?: {
    lanesOf(problem: W['problem']): readonly { readonly id: string; readonly label: string }[];
    spansOf(problem: W['problem'], work: W['work']): readonly LaneSpan[];
  };
  /** What an item is part of, such as an order, as people call it; absent where items are part of nothing. */
  groupOf?(problem: W['problem'], item: W['item']): string;
  /** When those whom the lanes stand for are at work, where the domain knows that; the result then tells their loads. */
  atWork?(problem: W['problem']): readonly LaneSpan[];
  /** What the result reports beside its items, where the domain has orders and resources. */
  reportOf?(problem: W['problem'], schedule: W['schedule']): PlanReport;
  /** Where an item would have to be to keep another company at a place, the likeliest first. */
  companyPlaces(problem: W['problem'], company: W['item'], place: W['place']): Iterable<W['place']>;
  /** What an item is, in a word, such as its type. */
  kindOf(problem: W['problem'], item: W['item']): string | undefined;
  /** Who and where, in a sentence, such as `with Ann on 2026-05-01`. */
  sayPlace(problem: W['problem'], place: W['place']): string;
  /** What has no effect in the input. */
  warningsOf(ruled: Ruled<W>): readonly Warning[];
  /** JSON pointer to the entry of an item in the input. */
  enteredAt?(problem: W['problem'], item: W['item']): string;
  /** JSON pointer to where the input posts an item. */
  postedAt?(problem: W['problem'], item: string): string;
  /** A breach of a hard rule by given work as people are told of it; undefined where nobody is to be. */
  conflictOf(ruled: Ruled<W>, breach: RuleBreach<W>): Conflict | undefined;
  /**
   * Everything that some work, in the schedule or not, counts together with by the rules that do not look at everything
   * (`isWhole`), itself included where it is there. Absent where that is not worth telling apart.
   */
  near?(problem: W['problem'], schedule: W['schedule'], work: W['work']): Iterable<W['work']>;
  /** What is told of work in place beside the hard rules that it breaks. */
  advisories?(ruled: Ruled<W>): readonly Advisory<W>[];
  readonly reliefs: Reliefs<W>;
  /** Of the input. */
  readonly schema: z.ZodObject;
  /**
   * Why no place of an item needs to be looked at, such as that nobody is qualified for it; `alone` has fixed work only,
   * `schedule` everything that is in place.
   */
  hopeless(ruled: Ruled<W>, alone: W['schedule'], item: W['item'], schedule: W['schedule']): Reason<W> | undefined;
}

/** A problem and the rules that are in force. */
export interface Ruled<W extends World> {
  readonly parts: Parts<W>;
  readonly problem: W['problem'];
  readonly rules: readonly ActiveRule<W>[];
}

import type { Change } from './change.ts';
import type { Reopening } from './reopening.ts';

/** Where one item of a solution is. */
export interface Placement {
  /** Such as an event. */
  readonly item: string;
  /** Whom it is with, such as an employee, a machine or a venue. */
  readonly who: string;
  /** Everything else that says where it is, such as day and block. */
  readonly at: Readonly<Record<string, string | number>>;
}

/** What there is to say about an item at one place. */
export interface Verdict extends Pick<Placement, 'who' | 'at'> {
  /**
   * `chosen`: it is there. `free`: it could be. `crowded-out`: it could be but for other items of the run.
   * `impossible`: it could not be in any schedule.
   */
  readonly verdict: 'chosen' | 'free' | 'crowded-out' | 'impossible';
  /** The rule that forbids it, at the root: where company is lacking, what keeps the company away. */
  readonly rule?: string;
  readonly text?: string;
  /** What the other rules that forbid it say. */
  readonly also?: readonly string[];
  /** The work in the way. */
  readonly by?: readonly string[];
  /** What it would take. */
  readonly needs?: string;
}

/** What one soft rule has to do with a placed item. */
export interface SharePart {
  readonly rule: string;
  /** What the item costs by the rule. */
  readonly amount: number;
  readonly text: string;
}

/** Another place for an item, with everything else as it is. */
export interface Alternative extends Pick<Placement, 'who' | 'at'> {
  /** Of the whole penalty. */
  readonly change: number;
  /** By rule, where it is not 0. */
  readonly changes: Readonly<Record<string, number>>;
}

/** Why an item is where it is. */
export interface WhyThis extends Placement {
  /** What there was no choice in: `who`, when only one fits at all, and parts of `at`. */
  readonly only: readonly string[];
  readonly shares: readonly SharePart[];
  /** The legal ones, cheapest first. */
  readonly alternatives: readonly Alternative[];
}

/** Why an item is not placed. */
export interface ReasonNamed {
  /** A stable word; `blocked`, `crowded-out`, `outweighed` and `time-limit` in every domain, others its own. */
  readonly kind: string;
  readonly text: string;
  /** The rule that decides most of the places, at the root: what keeps company away, not what asks for it. */
  readonly rule?: string;
  /** Every rule that is in the way, that one first. */
  readonly rules?: readonly string[];
  /** The place that the text is about. */
  readonly who?: string;
  readonly at?: Placement['at'];
  /** The items that compete for its places: those of `room` first, then most often first. */
  readonly by?: readonly string[];
  /** `crowded-out`: those that would have to go so that the item fits at the place. */
  readonly room?: readonly string[];
  /** `outweighed`: how much the penalty would grow if the item, with its company, was added at the place. */
  readonly amount?: number;
  /** That by rule, where it is not 0. */
  readonly costs?: Readonly<Record<string, number>>;
  /** The items that would have to be added as well. */
  readonly company?: readonly string[];
}

/** An item that the run places. */
export interface Placed extends Placement {
  /** What people call it. */
  readonly label: string;
  /** Whether it was pinned there. */
  readonly pinned?: true;
  /** Movable posted items whose old places it has, and which are not there any more. */
  readonly displaces?: readonly string[];
  /** Its share of each soft rule, where it costs something. */
  readonly penalties: Readonly<Record<string, number>>;
}

/** An item that the run does not place. */
export interface NotPlaced {
  readonly item: string;
  /** What people call it. */
  readonly label: string;
  readonly reason: ReasonNamed;
  readonly penalties: Readonly<Record<string, number>>;
}

/** A movable posted item that is not where it was. */
export interface Moved {
  readonly item: string;
  readonly from: Pick<Placement, 'who' | 'at'>;
  /** Absent when it has no place any more. */
  readonly to?: Pick<Placement, 'who' | 'at'>;
  /** What the run puts in its old place. */
  readonly by: readonly string[];
}

/** One thing that a review found wrong, in the words of the domain. */
export interface Issue {
  /** Id of the hard rule that is broken. */
  readonly rule: string;
  readonly text: string;
  /** Names of what takes part, such as events. */
  readonly items: readonly string[];
}

/**
 * Work that the input puts in place, such as posted work, and that breaks a hard rule by itself: a run leaves it where it
 * is, answers for none of it, and says so.
 */
export interface Conflict extends Issue {
  /** Names of those whom it concerns, such as employees. */
  readonly who: readonly string[];
  /** The days, or other times, of the work that takes part. */
  readonly when: readonly string[];
  /** What reopening gives the work back to the run, where one does. */
  readonly reopen?: Reopening;
}

/** How much an issue of a plan matters: `critical` ones break a hard rule, `warning`s want a decision, `info` is advice. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** One thing that is wrong, or could be better, with the work that an input has in place. */
export interface PlanIssue extends Issue {
  /** The same as long as the same work breaks the same rule in the same place, whatever else changes. */
  readonly id: string;
  readonly severity: Severity;
  /** Names of those whom it concerns, such as employees. */
  readonly who: readonly string[];
  /** The days, or other times, that it is about. */
  readonly when: readonly string[];
}

/**
 * How a fix goes about it: `reassign` to somebody else at the same time, `move` to another time, `trade` the places of two,
 * `assign` what has no place, `unschedule`, `relax` a rule, or `ignore` the issue.
 */
export const FIX_KINDS = ['reassign', 'move', 'trade', 'assign', 'unschedule', 'relax', 'ignore'] as const;

export type FixKind = (typeof FIX_KINDS)[number];

/** A way to be rid of one issue, which has been tried: the issue is gone, and nothing critical is new. */
export interface FixOption {
  /** The same for the same changes. */
  readonly id: string;
  readonly kind: FixKind;
  /** One sentence that a person can decide upon. */
  readonly text: string;
  /** Of the input; none for `ignore`. */
  readonly changes: readonly Change[];
  /** What the penalty grows by; less than 0 where it falls. */
  readonly amount: number;
  /** That by rule, where it is not 0. */
  readonly costs: Readonly<Record<string, number>>;
  /** Whether only a person can decide upon it: it leaves work out, asks less of a rule, or looks away. */
  readonly needsJudgement: boolean;
}

/** What became of the issues of a plan when everything that needs no judgement was fixed. */
export interface FixedAll {
  /** Of the input, in order. */
  readonly changes: readonly Change[];
  readonly fixed: readonly { readonly issue: PlanIssue; readonly option: FixOption }[];
  /** Those that are left, each with the reason. */
  readonly left: readonly { readonly issue: PlanIssue; readonly why: string }[];
}

/** Something in an input that is not a fault and has no effect, or another than its author may think, with the next step. */
export interface Warning {
  /** JSON pointer to it. */
  readonly pointer: string;
  /** Stable. */
  readonly code: string;
  readonly message: string;
}

/** What one of those whom items are with has on a day, and what is left of the time at work. */
export interface DayLoad {
  readonly who: string;
  /** One of the days that people see. */
  readonly day: string;
  /** Everything that is in place, given work too. */
  readonly items: number;
  /** Minutes with an item, however many there are at once. */
  readonly busy: number;
  /** Minutes at work without one. */
  readonly free: number;
  /** When those are, as clock times, the ends exclusive. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
}

/** What several items make up and somebody waits for, such as an order, and when it is done. */
export interface OrderReport {
  readonly order: string;
  readonly label: string;
  /** When it is due, as the domain writes times; absent where it may take any time. */
  readonly due?: string;
  /** When the last of its items that are in place is over; absent when none is. */
  readonly end?: string;
  /** Minutes from the due time to that end; 0 where it is not late. */
  readonly lateBy: number;
  /** Its items without a place; `notPlaced` says why. */
  readonly missing: readonly string[];
}

/** How much of its time somebody or something is used within the horizon. */
export interface Utilisation {
  readonly who: string;
  readonly label: string;
  readonly kind: string;
  /** Of the open minutes those with work, each counted once. */
  readonly busy: number;
  readonly open: number;
}

/** What a piece of work on the critical path waits for; `nothing` where it could begin earlier. */
export const WAITS = [
  'predecessor',
  'machine',
  'operator',
  'material',
  'calendar',
  'release',
  'frozen',
  'horizon',
  'given',
  'nothing',
] as const;

/** One piece of work on the critical path, and why it does not begin earlier. */
export interface PathStep {
  readonly item: string;
  readonly who: string;
  readonly start: string;
  readonly end: string;
  readonly waitsFor: (typeof WAITS)[number];
  /** The item whose end it had to wait for, which is the step before. */
  readonly after?: string;
  /** Minutes from when all else was ready to the start. */
  readonly minutes: number;
  /** One sentence. */
  readonly text: string;
}

/** What a result means for those who wait for it and for those who work. */
export interface PlanReport {
  readonly orders: readonly OrderReport[];
  readonly utilisation: readonly Utilisation[];
  /** A chain of work that ends with what is over last, each piece beginning when it no longer has to wait for the one before. */
  readonly criticalPath: readonly PathStep[];
}

/** Everything that a run of a domain model returns; each item that entered is in one of the first two lists, once. */
export interface DomainResult {
  /** Of the input. */
  readonly warnings: readonly Warning[];
  readonly conflicts: readonly Conflict[];
  readonly placed: readonly Placed[];
  readonly notPlaced: readonly NotPlaced[];
  readonly moved: readonly Moved[];
  /** What is different from the earlier schedule, when the input has one. */
  readonly disruptions?: Difference;
  /** By person and day, where the domain knows when people are at work. */
  readonly loads?: readonly DayLoad[];
  /** Orders, utilisation and the critical path, where the domain has them. */
  readonly report?: PlanReport;
  readonly penalty: number;
  /** By soft rule; those that cost nothing are there with 0. */
  readonly penalties: Readonly<Record<string, number>>;
  /** The penalty by the hardness of the rules. */
  readonly classes: { readonly soft: number; readonly preference: number };
  readonly counts: {
    readonly items: number;
    readonly placed: number;
    readonly notPlaced: number;
    /** Of the placed ones. */
    readonly pinned: number;
    readonly moved: number;
    readonly kept: number;
    /** Posted work within reach of the horizon, which the run leaves alone. */
    readonly posted: number;
  };
  /** Proposals that broke a hard rule and were withdrawn; a model that is right makes none. */
  readonly defects: readonly { readonly item: string; readonly rule: string; readonly text: string }[];
}

/**
 * What became of one item: `moved` to another place with the same person, `reassigned` to somebody else, `dropped`, or
 * `added`.
 */
export interface Disruption {
  readonly item: string;
  readonly kind: 'moved' | 'reassigned' | 'dropped' | 'added';
  readonly from?: Placement;
  readonly to?: Placement;
}

/** How two solutions differ. */
export interface Difference {
  /** In the order of the items. */
  readonly disruptions: readonly Disruption[];
  /** Who loses or gains something, in alphabetical order. */
  readonly people: readonly string[];
}

/** What one rule says of a place of an item. */
export interface RuleVerdict {
  readonly rule: string;
  readonly hardness: Hardness;
  /** Whether it breaks nothing and costs nothing. */
  readonly isSatisfied: boolean;
  /** In 0..1: 1 when it costs nothing, falling to 0 at the rule's worst; 0 for a hard rule that is broken. */
  readonly score: number;
  readonly violations: readonly { readonly text: string; readonly items: readonly string[] }[];
  /** What the place adds to the penalty by this rule. */
  readonly amount: number;
}

/** A place of an item, judged by the rules without a solve. */
export interface Evaluation extends Placement {
  /** Whether it breaks no hard rule. */
  readonly isValid: boolean;
  /** In 0..1: 0 when it breaks a hard rule, else `0.5 x` mean of soft scores `+ 0.3 x` mean of preferences `+ 0.2`. */
  readonly score: number;
  /** What it adds to the penalty. */
  readonly amount: number;
  readonly rules: readonly RuleVerdict[];
  /** Places that are better, best first, each judged the same way; only when they are asked for. */
  readonly suggestions: readonly (Pick<Placement, 'who' | 'at'> & {
    readonly score: number;
    readonly amount: number;
  })[];
}

/** How much a rule binds: `hard` ones are kept, `soft` ones cost, `preference`s cost in a class of their own. */
export const HARDNESSES = ['hard', 'soft', 'preference'] as const;

export type Hardness = (typeof HARDNESSES)[number];

/** A list of an input, as a store of inputs keeps it: one row for each entry. */
export interface InputList {
  /** The section of the input. */
  readonly list: string;
  /** The fields that tell its entries apart. */
  readonly key: readonly string[];
  /** The fields with the dates of the entry's first and last day; none for what has no dates. */
  readonly range?: { readonly from: string; readonly to: string; readonly isEndExclusive?: true };
  /**
   * The entry of another list that it belongs to, by that one's name in a field: an entry with dates is never read
   * without it, and one without dates only together with it.
   */
  readonly owner?: { readonly list: string; readonly field: string };
  /** For how many days before and after a horizon its entries count. */
  readonly reach?: number;
  /** Only of a list of given work: the entry that has the item, by its name in a field, and the fields that name the item. */
  readonly item?: { readonly list: string; readonly field: string; readonly key: readonly string[] };
  /** The field of its item's entry in which given work may stand instead of in the list. */
  readonly within?: string;
  /** The field that says whether a run may move an entry; only the list of given work has one. */
  readonly movable?: string;
}

/** Given work of an item: the path of its entry, and the parts of its place that are said; the entry's own where it stays. */
export interface GivenEntry {
  readonly path: string;
  readonly at: Readonly<Record<string, unknown>>;
}

/** Work that is not accepted, and why. */
export interface Refusal {
  readonly item: string;
  /** Sentences, such as what each hard rule says. */
  readonly reasons: readonly string[];
}

/** What accepting work comes to: changes of the input for what holds, reasons for what does not. */
export interface Acceptance {
  readonly changes: readonly Change[];
  /** The item that each of the changes is about. */
  readonly items: readonly string[];
  readonly refused: readonly Refusal[];
  /** What the accepted work costs, by rule. */
  readonly warnings: readonly { readonly item: string; readonly rule: string; readonly amount: number }[];
}

/** How a bar looks: what is posted, pinned, proposed, moved, or in conflict. */
export type BarState = 'posted' | 'pinned' | 'proposed' | 'moved' | 'conflict';

/** One piece of work as people see it: on a lane, from a minute to a minute. */
export interface Bar {
  /** Id of its lane. */
  readonly lane: string;
  readonly item: string;
  readonly label: string;
  /** What it is part of, such as an order, as people call it. */
  readonly group?: string;
  /** Minutes since the timeline's first midnight; the end is exclusive. */
  readonly from: number;
  readonly to: number;
  /** The stretches in which it is worked, in order, from `from` to `to`, where it pauses in between; absent where it does not. */
  readonly worked?: readonly (readonly [from: number, to: number])[];
  /** Whether the clock time is not known, so that it takes its whole day. */
  readonly isWholeDay?: true;
  readonly state: BarState;
  /** One sentence, such as why it is in conflict. */
  readonly text?: string;
}

/** A result as lanes and bars, for people. */
export interface Timeline {
  /** The names of its days, in order, such as dates or weekdays. */
  readonly days: readonly string[];
  /** IANA name of the zone that its clock times are in; absent where they are meant wherever one is. */
  readonly timeZone?: string;
  readonly lanes: readonly { readonly id: string; readonly label: string }[];
  /** In the order of their lanes, then of time. */
  readonly bars: readonly Bar[];
  /** The same of those who take part in the work of these lanes, such as operators at machines. */
  readonly people?: Pick<Timeline, 'lanes' | 'bars'>;
}

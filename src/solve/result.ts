import type { Difference } from './difference.ts';
import type { Conflict, Warning } from './issue.ts';
import type { Placement } from './placement.ts';
import type { PlanReport } from './report.ts';
import type { ReasonNamed } from './why.ts';

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

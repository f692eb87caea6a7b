import type { Change, PlanWritten } from './plan.ts';

/** The first and the last day of what is asked for; all when absent. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/** Something wrong with work that a plan has in place. */
export interface PlanIssue {
  /** The same as long as the same work breaks the same rule in the same place. */
  readonly id: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly rule: string;
  readonly text: string;
  readonly items: readonly string[];
  readonly who: readonly string[];
  readonly when: readonly string[];
  /** Where people do not want to be told again. */
  readonly ignored?: { readonly reason: string; readonly until?: string };
}

export interface PlanValidation {
  readonly version: number;
  /** From 100 down to 0. */
  readonly health: number;
  readonly counts: Readonly<Record<PlanIssue['severity'] | 'ignored', number>>;
  readonly issues: readonly PlanIssue[];
  readonly next: string | null;
}

/** A way to be rid of an issue, which has been tried. */
export interface Fix {
  readonly id: string;
  readonly kind: 'reassign' | 'move' | 'trade' | 'assign' | 'unschedule' | 'relax' | 'ignore';
  readonly text: string;
  readonly changes: readonly Change[];
  /** What the penalty grows by. */
  readonly amount: number;
  readonly costs: Readonly<Record<string, number>>;
  readonly needsJudgement: boolean;
}

export interface FixedAll extends PlanWritten {
  readonly fixed: readonly { readonly issue: PlanIssue; readonly fix: Fix }[];
  readonly left: readonly { readonly issue: PlanIssue; readonly why: string }[];
}

/** How much a rule or keyword is said to matter. */
export interface Preference {
  readonly rule?: string;
  readonly keyword?: string;
  readonly direction?: string;
  readonly multiplier?: number;
  readonly setBy?: string;
  readonly setAt?: string;
}

export interface PlanSummary {
  readonly version: number;
  readonly weeks: readonly {
    readonly from?: string;
    readonly loads: readonly {
      readonly who: string;
      readonly items: number;
      readonly days: number;
      readonly minutes: number;
      readonly isNearLimit: boolean;
    }[];
    readonly spread: number;
    /** What people work at, such as machines; absent where work is with people only. */
    readonly lanes?: readonly {
      readonly lane: string;
      readonly items: number;
      readonly days: number;
      readonly minutes: number;
    }[];
  }[];
  /** Where the model has orders. */
  readonly orders?: readonly {
    readonly order: string;
    readonly label: string;
    readonly due?: string;
    readonly end?: string;
    /** In minutes. */
    readonly lateBy: number;
    /** Its items without a place. */
    readonly missing: readonly string[];
  }[];
  /** Of all days together, in minutes, where the model knows when each may be used. */
  readonly utilisation?: readonly {
    readonly who: string;
    readonly label: string;
    readonly kind: string;
    readonly busy: number;
    readonly open: number;
  }[];
  readonly unplaced: readonly {
    readonly item: string;
    readonly label: string;
    readonly kind?: string;
    /** Why no run can place it; absent where one may. */
    readonly reason?: string;
    readonly urgent: boolean;
    readonly texts: readonly string[];
  }[];
}

/** How work ended. */
export interface WorkOutcome {
  readonly item: string;
  /** A date. */
  readonly day: string;
  readonly outcome: 'completed' | 'swapped' | 'no-show';
  /** To whom it was given. */
  readonly who: string;
  /** Who did it instead, where it was swapped. */
  readonly by?: string;
  /** What its like is compared by; the item itself when absent. */
  readonly kind?: string;
  readonly note?: string;
}

export interface Outcomes {
  readonly version: number;
  readonly people: readonly ({ readonly who: string } & Readonly<Record<WorkOutcome['outcome'], number>>)[];
  /** How well a kind of work has gone with somebody, from 0 to 1: what runs to come may be given. */
  readonly affinity: readonly {
    readonly who: string;
    readonly kind: string;
    readonly score: number;
    readonly count: number;
  }[];
}

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

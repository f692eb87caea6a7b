/** The answers that refuse a row for good; every other one but 2xx is trouble on the way, and tried again. */
export const REFUSALS: ReadonlySet<number | undefined> = new Set([400, 409, 413, 422]);

/** What is told of a row: what it is now, or that it is not there any more. */
export const ROW_EVENTS = ['row.set', 'row.removed'] as const;
export type RowEvent = (typeof ROW_EVENTS)[number];

/** `waiting` for its first or next attempt, `sent` where the sink has taken it, `refused` where it does not want it. */
export const SINK_STATES = ['waiting', 'sent', 'refused'] as const;
export type SinkState = (typeof SINK_STATES)[number];

/** A webhook of one plan that is sent its rows: the system in which what is accepted counts. */
export interface Sink {
  readonly plan: string;
  readonly url: string;
  /** The lists whose rows it is sent. */
  readonly lists: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Attempts in a row that have found no proper answer. */
  readonly failures: number;
  /** Until when nothing is sent because of them; null where it is. */
  readonly restsUntil: Date | null;
  /** How many rows are in which state. */
  readonly counts: Readonly<Record<SinkState, number>>;
}

/** One row at its latest version, on its way to the sink. */
export interface SinkRow {
  readonly list: string;
  readonly entry: string;
  /** Of the plan, with which the row became what is sent. */
  readonly version: number;
  readonly event: RowEvent;
  /** The same at every attempt, and another one for every version. */
  readonly key: string;
  readonly state: SinkState;
  readonly attempts: number;
  readonly triedAt: Date | null;
  readonly nextAt: Date | null;
  /** HTTP status of the last answer; null where there was none. */
  readonly status: number | null;
  /** The beginning of the last answer, or why there was none. */
  readonly says: string | null;
}

export interface NewSink {
  readonly url: string;
  /** Those of given work when absent. */
  readonly lists?: readonly string[] | undefined;
  /** As that of a webhook. */
  readonly secret?: string | undefined;
  /** Whether the rows that are there already are sent too. */
  readonly existing?: boolean | undefined;
}

export interface SinkRowsOf {
  readonly state?: SinkState | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** The sinks of all plans. *Errors* `plan/unknown`; `request/not-found` for a plan without one. */
export interface Sinks {
  /**
   * Names the sink of a plan, or changes it; what waits is tried at once. `secret` is there where one was made.
   * *Errors* `input/invalid` for an address that the operator does not allow, a secret or a list that is none.
   */
  put(
    tenant: string,
    plan: string,
    request: NewSink & { readonly actor: string },
  ): Promise<{ readonly sink: Sink; readonly isNew: boolean; readonly secret?: string }>;
  get(tenant: string, plan: string): Promise<Sink>;
  /** By list and name. */
  rows(
    tenant: string,
    plan: string,
    of: SinkRowsOf,
  ): Promise<{ readonly rows: readonly SinkRow[]; readonly cursor?: string }>;
  /** Sends what waits or was refused at once, or the rows that are named; gives how many. */
  retry(tenant: string, plan: string, names?: readonly string[]): Promise<number>;
  remove(tenant: string, plan: string, actor: string): Promise<void>;
}

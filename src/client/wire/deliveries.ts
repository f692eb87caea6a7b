/** An address that is told of events, without its secret. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly ('run.ended' | 'draft.ready' | 'plan.changed' | 'sink.refused')[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One event on its way to a webhook. */
export interface Delivery {
  /** The same at every attempt. */
  readonly id: string;
  readonly event: string;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly createdAt: string;
  readonly attempts: number;
  readonly triedAt: string | null;
  readonly nextAt: string | null;
  /** HTTP status of the last answer, and how it began; or why there was none. */
  readonly status: number | null;
  readonly says: string | null;
}

/** The system to which the rows of a plan are sent, without its secret. */
export interface Sink {
  readonly plan: string;
  readonly url: string;
  readonly lists: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Attempts in a row that have found no proper answer, and until when nothing is sent because of them. */
  readonly failures: number;
  readonly restsUntil: string | null;
  /** Rows by state. */
  readonly counts: { readonly waiting: number; readonly sent: number; readonly refused: number };
}

/** One row of a plan on its way to its sink. */
export interface SinkRow {
  readonly list: string;
  readonly entry: string;
  /** Of the plan, with which the row became what is sent. */
  readonly version: number;
  readonly event: 'row.set' | 'row.removed';
  /** The same at every attempt. */
  readonly key: string;
  readonly state: 'waiting' | 'sent' | 'refused';
  readonly attempts: number;
  readonly triedAt: string | null;
  readonly nextAt: string | null;
  /** HTTP status of the last answer, and how it began; or why there was none. */
  readonly status: number | null;
  readonly says: string | null;
}

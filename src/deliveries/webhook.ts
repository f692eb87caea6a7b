/** What may be told to an address of a customer. */
export const EVENTS = ['run.ended', 'draft.ready', 'plan.changed', 'sink.refused'] as const;
export type EventType = (typeof EVENTS)[number];

/** An address that is told of events; its secret is told once, when it is made, and stands nowhere here. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** `waiting` for its first or next attempt, `delivered`, or `given-up` a day after the event. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'given-up'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One event on its way to one address; the same id at every attempt. */
export interface Delivery {
  readonly id: string;
  readonly event: EventType | 'test';
  readonly state: DeliveryState;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly triedAt: Date | null;
  /** When it is tried next. */
  readonly nextAt: Date | null;
  /** HTTP status of the last answer; null where there was none. */
  readonly status: number | null;
  /** The beginning of the last answer, or why there was none. */
  readonly says: string | null;
}

export interface NewWebhook {
  readonly url: string;
  readonly events: readonly EventType[];
  /** `whsec_` and base64; one is made for a new webhook without it, and an earlier one stays as it is. */
  readonly secret?: string | undefined;
}

/** The webhooks of all tenants. *Errors* `request/not-found` for one that the tenant does not have. */
export interface Webhooks {
  /**
   * Makes a webhook, or changes one. `secret` is there where one was made, and only now.
   * *Errors* `input/invalid` for an address that the operator does not allow, a secret that is none, or too many webhooks.
   */
  put(
    tenant: string,
    id: string,
    request: NewWebhook & { readonly actor: string },
  ): Promise<{ readonly webhook: Webhook; readonly isNew: boolean; readonly secret?: string }>;
  get(tenant: string, id: string): Promise<Webhook>;
  list(tenant: string): Promise<readonly Webhook[]>;
  remove(tenant: string, id: string, actor: string): Promise<void>;
  /** Sends something that means nothing; gives the id of its delivery. */
  test(tenant: string, id: string): Promise<string>;
  /** The last deliveries, newest first. */
  deliveries(tenant: string, id: string): Promise<readonly Delivery[]>;
}

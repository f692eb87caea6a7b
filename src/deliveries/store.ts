import type { Transaction } from '../runs/store.ts';
import type { NewSink, Sink, SinkRow, SinkState } from './sink.ts';
import type { Delivery, NewWebhook, Webhook } from './webhook.ts';

/** Where a delivery is, and whose it is: what a job of the queue says. */
export interface DeliveryPlace {
  readonly tenant: string;
  readonly id: string;
}

/** A delivery that is to be sent now. */
export interface Due extends DeliveryPlace {
  readonly url: string;
  readonly secret: string;
  /** JSON text: the same at every attempt. */
  readonly body: string;
  /** How often it was tried before. */
  readonly attempts: number;
  /** When it is sent, by the clock of the database: receivers refuse what seems to be old. */
  readonly atMs: number;
  /** How long ago the event was. */
  readonly ageMs: number;
  /** Whether it is a row for a sink. */
  readonly isRow: boolean;
  /** Above 0 where it may not be sent now: its address rests, or it or an earlier version of its row is on its way already. */
  readonly waitSeconds: number;
}

/** What became of an attempt. */
export interface DeliveryResult {
  readonly status: number | undefined;
  readonly says: string;
  readonly isTaken: boolean;
}

/** Deliveries that wait: put into the queue in a transaction that is open, so that both hold or neither. */
export type SendDeliveries = (places: readonly DeliveryPlace[], delaySeconds: number, tx: Transaction) => Promise<void>;

/** Persistence as webhooks need it. */
export interface WebhookStore {
  /** `full` where the tenant has `most` others already. */
  put(
    tenant: string,
    id: string,
    request: NewWebhook & { readonly actor: string; readonly madeSecret: string; readonly most: number },
  ): Promise<{ readonly webhook: Webhook; readonly isNew: boolean } | 'full'>;
  list(tenant: string): Promise<Webhook[]>;
  get(tenant: string, id: string): Promise<Webhook | undefined>;
  remove(tenant: string, id: string, actor: string): Promise<boolean>;
  /** Puts a test into the outbox; its id, or undefined without such a webhook. */
  test(tenant: string, id: string): Promise<string | undefined>;
  deliveries(tenant: string, id: string, most: number): Promise<Delivery[]>;
}

/** Persistence as sinks need it. */
export interface SinkStore {
  /** Undefined without such a plan. */
  put(
    tenant: string,
    plan: string,
    request: Pick<NewSink, 'url' | 'secret'> & {
      readonly lists: readonly string[];
      readonly existing: boolean;
      readonly actor: string;
      readonly madeSecret: string;
    },
  ): Promise<{ readonly isNew: boolean } | undefined>;
  get(tenant: string, plan: string): Promise<Sink | undefined>;
  /** By list and name, after those of `after`. */
  rows(
    tenant: string,
    plan: string,
    page: {
      readonly state?: SinkState | undefined;
      readonly after?: readonly string[] | undefined;
      readonly limit: number;
    },
  ): Promise<SinkRow[]>;
  /** Puts what waits or was refused into the outbox once more, or the rows of these names; gives how many. */
  retry(tenant: string, plan: string, names?: readonly string[]): Promise<number>;
  remove(tenant: string, plan: string, actor: string): Promise<boolean>;
}

/**
 * What is on its way, to webhooks and sinks alike. What is to be told is written by the statement that makes it true; it
 * waits in the outbox until a process that works hands it to the queue.
 */
export interface DeliveryStore {
  /** Hands what is new, and what has been forgotten, to the queue; gives how many. */
  dispatch(most: number, send: SendDeliveries): Promise<number>;
  /** What is to be sent now, and by nobody else meanwhile; undefined for what is over, or has been replaced. */
  due(place: DeliveryPlace): Promise<Due | undefined>;
  delivered(place: DeliveryPlace, tried: DeliveryResult): Promise<void>;
  givenUp(place: DeliveryPlace, tried: DeliveryResult): Promise<void>;
  /** A row that its sink does not want; webhooks hear of it. */
  refused(place: DeliveryPlace, tried: DeliveryResult): Promise<void>;
  /** After an attempt without a proper answer; an address that has too many of them in a row rests. */
  again(
    place: DeliveryPlace,
    tried: DeliveryResult & { readonly delaySeconds: number },
    send: SendDeliveries,
  ): Promise<void>;
  /** Without an attempt. */
  postpone(place: DeliveryPlace, delaySeconds: number, send: SendDeliveries): Promise<void>;
  /** Deletes what was over for this many days, but for the last of each row that is there. */
  sweep(days: number): Promise<void>;
}

/** Deliveries that wait for their next attempt. */
export interface DeliveryQueue {
  readonly send: SendDeliveries;
  /** Takes deliveries, `slots` at once; one whose handler throws, or whose process dies, comes again. */
  work(slots: number, handle: (place: DeliveryPlace) => Promise<void>): Promise<{ stop(): Promise<void> }>;
}

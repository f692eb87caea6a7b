import { messageOf } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { post, signed } from './post.ts';
import { REFUSALS } from './sink.ts';
import type { DeliveryPlace, DeliveryQueue, DeliveryStore } from './store.ts';
import type { Targets } from './targets.ts';

export interface CourierOptions {
  readonly store: DeliveryStore;
  readonly queue: DeliveryQueue;
  readonly targets: Targets;
  /** Calls back when there may be something new in the outbox; gives what ends that. */
  readonly onNews: (listener: () => void) => () => void;
  readonly onTrouble?: ((message: string) => void) | undefined;
}

/** Deliveries at once in one process. */
const SLOTS = 4;
/** Of the outbox that is handed over in one transaction. */
const BATCH = 200;
/** How often the outbox is looked into without having heard of anything. */
const LOOK_MS = 2000;
const SWEEP_MS = 3_600_000;
const MOST_DELAY_SECONDS = 3600;

/**
 * Takes what waits in the outbox to those who want to hear of it: at least once each, with the same id at every attempt,
 * later and later until they take it or a day is over. Rows for a sink wait until it says yes or no.
 */
export async function startCourier(options: CourierOptions): Promise<{ stop(): Promise<void> }> {
  const { store, queue, targets, onNews, onTrouble } = options;
  let [isClosed, isWanted] = [false, true];
  let dispatching: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    try {
      while (isWanted && !isClosed) {
        isWanted = false;
        while ((await store.dispatch(BATCH, queue.send)) === BATCH && !isClosed);
      }
    } catch (thrown) {
      // What is in the outbox stays there.
      onTrouble?.(`webhooks: ${messageOf(thrown)}`);
    }
  };
  const look = (): void => {
    isWanted = true;
    dispatching ??= drain().finally(() => {
      dispatching = undefined;
    });
  };
  const handle = async (place: DeliveryPlace): Promise<void> => {
    const due = await store.due(place);
    if (!due) return;
    const { url, secret, body, attempts, atMs, ageMs, isRow, waitSeconds } = due;
    if (waitSeconds > 0) return store.postpone(place, waitSeconds, queue.send);
    const headers = signed(due.id, { secret, body, atMs });
    const tried = await post(targets, { url, headers, body });
    if (tried.isTaken) return store.delivered(place, tried);
    if (isRow && REFUSALS.has(tried.status)) return store.refused(place, tried);
    if (!isRow && ageMs >= LIMITS.deliveryHours * 3_600_000) return store.givenUp(place, tried);
    const delaySeconds = Math.min(MOST_DELAY_SECONDS, 2 ** Math.min(attempts, 12));
    return store.again(place, { ...tried, delaySeconds }, queue.send);
  };
  const worker = await queue.work(SLOTS, handle);
  const off = onNews(look);
  const looking = setInterval(look, LOOK_MS);
  const sweeping = setInterval(
    () => store.sweep(LIMITS.deliveriesDays).catch((thrown) => onTrouble?.(`webhooks: ${messageOf(thrown)}`)),
    SWEEP_MS,
  );
  looking.unref();
  sweeping.unref();
  look();
  return {
    async stop() {
      isClosed = true;
      off();
      clearInterval(looking);
      clearInterval(sweeping);
      await dispatching;
      await worker.stop();
    },
  };
}

import type { Feed, Lease, RunStore } from './store.ts';

/** How often a worker says that it lives, and looks whether somebody wants something. */
const HEARTBEAT_MS = 1000;

export interface Watched {
  readonly store: RunStore;
  readonly feed: Feed;
  /** Fires when the service stops. */
  readonly closing: AbortSignal;
  readonly lease: Lease;
  /** What the run has spent of its time. */
  spentMs(): number;
  /** Somebody else has the run, or has ended it. */
  onLost(): void;
  /** Somebody wants the run to stop. */
  onStop(): void;
  onClosing(): void;
}

/** Looks after a lease: keeps it by heartbeats, and hears what is wanted of its run. Gives how to end that. */
export function watchLease({ store, feed, closing, lease, spentMs, onLost, onStop, onClosing }: Watched): () => void {
  let isBeating = false;
  // One heartbeat at a time; one that cannot get through is left to the next.
  const beat = async (): Promise<void> => {
    if (isBeating) return;
    isBeating = true;
    const wish = await store.heartbeat(lease, spentMs()).catch(() => undefined);
    isBeating = false;
    if (wish === 'lost') onLost();
    if (wish === 'stop') onStop();
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  const offAsk = feed.onAsk(({ id, tenant }) => {
    if (id === lease.id && tenant === lease.tenant) void beat();
  });
  const offGap = feed.onGap(() => void beat());
  if (closing.aborted) onClosing();
  else closing.addEventListener('abort', onClosing, { once: true });
  return () => {
    clearInterval(timer);
    offAsk();
    offGap();
    closing.removeEventListener('abort', onClosing);
  };
}

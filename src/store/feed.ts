import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import pg from 'pg';
import type { Feed, RunPlace } from '../runs/store.ts';
import { OUTBOX } from './outbox.ts';

/** The channel that says that a run has news. */
export const NEWS = 'dovetail_news';
const ASKS = 'dovetail_asks';

const SELF = 'dovetail_self';

/** How often a listener without a connection tries to get one, and tells everybody to look for himself. */
const GAP_MS = 250;
/** A connection that broke without a word, or on which nothing is heard, is found out by this. */
const PROBE_MS = 5000;
/** How long what one says to oneself may be on its way. */
const ECHO_MS = 2000;
/** How often everybody is told to look for himself while nothing is heard. */
const DEAF_MS = 1000;

export interface FeedOptions {
  /** Says something on a channel, over another connection than the one that listens. */
  readonly say: (channel: string, text: string) => Promise<unknown>;
  /** Told once when nothing is heard, and once when it is again. */
  readonly onTrouble?: ((message: string) => void) | undefined;
}

const DEAF =
  'The database passes on no notifications, so news is asked for once a second. Maybe DATABASE_URL leads to a pooler such as PgBouncer with transaction pooling: use session pooling, or PostgreSQL itself.';
const HEARD = 'The database passes on notifications again.';

/** Tells every process, with the end of the transaction, that a run has news. */
export function toldOf(tenant: string, id: string): SQL {
  return sql`pg_notify(${NEWS}, ${JSON.stringify([tenant, id])})`;
}

/** Tells the worker of a run that somebody wants something of it. */
export function asked(tenant: string, id: string): SQL {
  return sql`pg_notify(${ASKS}, ${JSON.stringify([tenant, id])})`;
}

/**
 * Listens to the database on a connection of its own, which is made again whenever it breaks. Now and then it says
 * something to itself over another connection; what does not hear that is deaf, though its connection is well, as behind a
 * pooler that gives every transaction another connection. Then everybody looks for himself.
 */
export function openFeed(connectionString: string, { say, onTrouble }: FeedOptions): Feed {
  const news = new Set<(place: RunPlace) => void>();
  const asks = new Set<(place: RunPlace) => void>();
  const gaps = new Set<() => void>();
  const outbox = new Set<() => void>();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isDeaf = false;
  let [said, heard] = [0, 0];
  const me = randomUUID();
  const look = (): void => {
    for (const listener of gaps) listener();
  };
  const polling = setInterval(() => isDeaf && look(), DEAF_MS);
  polling.unref();
  const judge = (isHeard: boolean): void => {
    if (isDeaf !== isHeard) return;
    isDeaf = !isHeard;
    onTrouble?.(isDeaf ? DEAF : HEARD);
    look();
  };

  const again = (): void => {
    if (isClosed) return;
    look();
    timer = setTimeout(connect, GAP_MS);
  };
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      application_name: 'dovetail feed',
    });
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      if (client === fresh) client = undefined;
      fresh.end().catch(() => undefined);
      again();
    };
    fresh.on('error', over);
    fresh.on('end', over);
    fresh.on('notification', ({ channel, payload }) => {
      if (channel === SELF) {
        const [who, number] = JSON.parse(payload ?? '[]') as [string, number];
        if (who === me) heard = Math.max(heard, number);
        return;
      }
      if (channel === OUTBOX) {
        for (const listener of outbox) listener();
        return;
      }
      const [tenant, id] = JSON.parse(payload ?? '[]') as [string, string];
      for (const listener of channel === NEWS ? news : asks) listener({ tenant, id });
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${NEWS}; listen ${ASKS}; listen ${OUTBOX}; listen ${SELF}`);
      client = fresh;
      // Whatever was said while nobody listened is not said again.
      look();
      if (isClosed) await fresh.end();
      else void hark(fresh);
    } catch {
      over();
    }
  };
  /** Says something, and judges by whether it is heard; what cannot be said proves nothing. */
  const hark = async (listening: pg.Client): Promise<void> => {
    const number = ++said;
    try {
      await say(SELF, JSON.stringify([me, number]));
      for (let waited = 0; waited < ECHO_MS && heard < number && !isClosed; waited += 50) await sleep(50);
    } catch {
      return;
    }
    if (listening === client && !isClosed) judge(heard >= number);
  };
  const probe = setInterval(() => {
    const probed = client;
    if (!probed) return;
    const late = setTimeout(() => probed.emit('error', new Error('no answer')), PROBE_MS);
    probed.query('select 1').then(
      () => {
        clearTimeout(late);
        void hark(probed);
      },
      () => clearTimeout(late),
    );
  }, PROBE_MS);
  probe.unref();
  void connect();
  return {
    onNews: (listener) => added(news, listener),
    onAsk: (listener) => added(asks, listener),
    onOutbox: (listener) => added(outbox, listener),
    onGap: (listener) => added(gaps, listener),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearInterval(probe);
      clearInterval(polling);
      await client?.end().catch(() => undefined);
    },
  };
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

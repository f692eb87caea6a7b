import { type SQL, sql } from 'drizzle-orm';
import pg from 'pg';
import type { Feed, RunPlace } from '../runs/store.ts';

/** The channel that says that a run has news. */
export const NEWS = 'dovetail_news';
const ASKS = 'dovetail_asks';

/** How often a listener without a connection tries to get one, and tells everybody to look for himself. */
const GAP_MS = 250;
/** A connection that broke without a word is found out by this. */
const PROBE_MS = 5000;

/** Tells every process, with the end of the transaction, that a run has news. */
export function toldOf(tenant: string, id: string): SQL {
  return sql`pg_notify(${NEWS}, ${JSON.stringify([tenant, id])})`;
}

/** Tells the worker of a run that somebody wants something of it. */
export function asked(tenant: string, id: string): SQL {
  return sql`pg_notify(${ASKS}, ${JSON.stringify([tenant, id])})`;
}

/** Listens to the database on a connection of its own, which is made again whenever it breaks. */
export function openFeed(connectionString: string): Feed {
  const news = new Set<(place: RunPlace) => void>();
  const asks = new Set<(place: RunPlace) => void>();
  const gaps = new Set<() => void>();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const again = (): void => {
    if (isClosed) return;
    for (const listener of gaps) listener();
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
      const [tenant, id] = JSON.parse(payload ?? '[]') as [string, string];
      for (const listener of channel === NEWS ? news : asks) listener({ tenant, id });
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${NEWS}; listen ${ASKS}`);
      client = fresh;
      // Whatever was said while nobody listened is not said again.
      for (const listener of gaps) listener();
      if (isClosed) await fresh.end();
    } catch {
      over();
    }
  };
  const probe = setInterval(() => {
    const probed = client;
    if (!probed) return;
    const late = setTimeout(() => probed.emit('error', new Error('no answer')), PROBE_MS);
    probed.query('select 1').then(
      () => clearTimeout(late),
      () => clearTimeout(late),
    );
  }, PROBE_MS);
  probe.unref();
  void connect();
  return {
    onNews: (listener) => added(news, listener),
    onAsk: (listener) => added(asks, listener),
    onGap: (listener) => added(gaps, listener),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearInterval(probe);
      await client?.end().catch(() => undefined);
    },
  };
}

function added<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

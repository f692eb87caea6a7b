import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { type Cluster, openCluster } from './private/cluster.ts';
import { USER } from './private/draft.ts';
import { runningPid, type Server, startServer, stopServer } from './private/postmaster.ts';
import { ensureServiceRole, SERVICE_ROLE } from './serviceRole.ts';

/** The advisory lock that every service of one cluster shares; whoever can have it alone is the last. */
const PRESENCE = 7_238_001;

export interface PrivateOptions {
  /** Settings of the server beside ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A Unix socket, or the loopback interface; sockets where there are any. */
  readonly sockets?: boolean;
  /** Told when the server had gone and was started again. */
  readonly onRestart?: () => void;
}

/** A PostgreSQL of our own in a directory, shared by every service that is started on it. */
export interface PrivatePostgres {
  /** For who migrates, as the owner of everything. */
  readonly connectionString: string;
  /** For the service, as {@link SERVICE_ROLE}. */
  readonly serviceConnectionString: string;
  /** The server's process; another one after a restart. */
  pid(): number | undefined;
  /** Leaves the server; the last service to leave stops it. */
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL in a directory, or joins the one that runs there: another service's, or one that a killed service
 * left behind. Should the server go away while the service lives, it is started again.
 *
 * *Errors* `capacity/database`, which names `DATABASE_URL` as the way out.
 */
export async function startPrivatePostgres(directory: string, options: PrivateOptions = {}): Promise<PrivatePostgres> {
  const settings = options.settings ?? {};
  const { client, cluster } = await join(await openCluster(directory, options.sockets), settings);
  let isClosing = false;
  let presence = client;
  const watch = (): void => {
    presence.once('end', async () => {
      while (!isClosing) {
        try {
          presence = (await join(cluster, settings)).client;
          if (isClosing) await presence.end();
          else watch();
          options.onRestart?.();
          return;
        } catch {
          await sleep(200);
        }
      }
    });
  };
  watch();
  return {
    connectionString: urlOf(cluster, USER),
    serviceConnectionString: urlOf(cluster, SERVICE_ROLE),
    pid: () => runningPid(cluster),
    async close() {
      if (isClosing) return;
      isClosing = true;
      if (await isLast(presence)) await stopServer(cluster);
      await presence.end().catch(() => undefined);
    },
  };
}

/** Connects and takes part in the lock; a server that another service is just stopping is waited for and started again. */
async function join(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const server = await startServer(cluster, settings);
    const { client } = server;
    try {
      await client.query('select pg_advisory_lock_shared($1)', [PRESENCE]);
      const { rowCount } = await client.query('select from pg_database where datname = $1', [USER]);
      // Two may find it missing; the second then finds it made.
      if (rowCount === 0) await client.query(`create database ${USER}`).catch(ignoreMade);
      await ensureServiceRole(client, cluster.password);
      return server;
    } catch (thrown) {
      await client.end().catch(() => undefined);
      if (attempt === 10) throw thrown;
      await sleep(50);
    }
  }
}

function ignoreMade(thrown: { code?: string }): void {
  if (thrown.code !== '42P04' && thrown.code !== '23505') throw thrown;
}

async function isLast(presence: Client): Promise<boolean> {
  try {
    await presence.query('select pg_advisory_unlock_shared($1)', [PRESENCE]);
    // The server takes a moment to notice that a service was killed.
    await presence.query("set lock_timeout = '1s'");
    await presence.query('select pg_advisory_lock($1)', [PRESENCE]);
    return true;
  } catch {
    return false;
  }
}

function urlOf({ host, port, password }: Cluster, role: string): string {
  const [authority, query] = host.startsWith('/') ? ['localhost', `?host=${encodeURIComponent(host)}`] : [host, ''];
  return `postgresql://${role}:${password}@${authority}:${port}/${USER}${query}`;
}

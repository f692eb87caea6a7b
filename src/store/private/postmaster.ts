import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Client as PgClient } from 'pg';
import { DovetailError, messageOf } from '../../errors.ts';
import type { Cluster } from './cluster.ts';
import { USER } from './draft.ts';
import { isServing, serverIn, serverOf, textOf } from './pidFile.ts';
import { keepSocketFolder, removeSocketFolder } from './socketFolder.ts';

const START_MS = 30_000;
const STOP_MS = 20_000;
const ASK_AGAIN_MS = 20;
const WRONG_PASSWORD = '28P01';

/** Small, safe, and for one service: about 26 MB resident. */
const SETTINGS = {
  max_connections: '200',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  lc_messages: 'C',
  unix_socket_permissions: '0700',
};

/** A connection to a server's own database, to ask whether it lives. *Errors* what the driver throws. */
export async function connect({ host, port, password }: Cluster): Promise<Client> {
  const client = new PgClient({
    host,
    port,
    password,
    user: USER,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A server that answers. */
export interface Server {
  /** A connection that is its caller's to end. */
  readonly client: Client;
  /** With the address where the server listens. */
  readonly cluster: Cluster;
}

/**
 * Starts the cluster's server, or finds the one that runs already, and connects. Several processes may do this at once:
 * the server's own lock lets one of them win, and the others find it.
 */
export async function startServer(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<Server> {
  const deadline = Date.now() + START_MS;
  let child: ChildProcess | undefined;
  let failure: unknown = new Error('it does not start');
  for (;;) {
    const running = serverOf(cluster.pgdata);
    if (!running && hasEnded(child)) child = launch(cluster, settings);
    // Before it listens, somebody else may at that address.
    const found = running?.address && { ...cluster, ...running.address };
    try {
      if (found) return { client: await connect(found), cluster: found };
    } catch (thrown) {
      failure = thrown;
    }
    if ((failure as { code?: string }).code === WRONG_PASSWORD || Date.now() > deadline)
      throw refused(cluster, failure);
    await sleep(ASK_AGAIN_MS);
  }
}

function hasEnded(child: ChildProcess | undefined): boolean {
  return child === undefined || child.exitCode !== null || child.signalCode !== null;
}

function refused({ log }: Cluster, cause: unknown): DovetailError {
  const tail = textOf(log).trim().split('\n').slice(-3).join(' | ');
  return new DovetailError(
    'capacity/database',
    `The private PostgreSQL does not answer: ${messageOf(cause)}. Its log ends with: ${tail}`,
    {
      maybe: `look into ${log}, or set DATABASE_URL to another PostgreSQL.`,
      cause,
    },
  );
}

/** Starts a server that outlives this process, so that a service that is killed finds it again. */
function launch(cluster: Cluster, settings: Readonly<Record<string, string>>): ChildProcess {
  const { binaries, owner, pgdata, log, host, port } = cluster;
  const isSocket = host.startsWith('/');
  if (isSocket) {
    keepSocketFolder(cluster);
    // The socket has a lock file of its own, which may name a stranger too.
    serverIn(join(host, `.s.PGSQL.${port}.lock`), pgdata);
  }
  const all = {
    ...SETTINGS,
    unix_socket_directories: isSocket ? host : '',
    listen_addresses: isSocket ? '' : host,
    ...settings,
  };
  const out = openSync(log, 'a', 0o600);
  const args = [
    '-D',
    pgdata,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // A group of its own, or Ctrl-C in a terminal would end it before the service has closed.
  const child = spawn(binaries.postgres, args, { ...owner, cwd: '/', detached: true, stdio: ['ignore', out, out] });
  child.on('error', () => undefined);
  child.unref();
  closeSync(out);
  return child;
}

/** The process that serves the cluster, if there is one. */
export function runningPid({ pgdata }: Cluster): number | undefined {
  return serverOf(pgdata)?.pid;
}

/** Ends the server: its clients are cut off, what was committed is on disk. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const server = serverOf(cluster.pgdata);
  if (!server) return;
  process.kill(server.pid, 'SIGINT');
  const deadline = Date.now() + STOP_MS;
  // Its file goes a moment before itself.
  while (isServing(server, cluster.pgdata) && Date.now() < deadline) await sleep(ASK_AGAIN_MS);
  removeSocketFolder(cluster);
}

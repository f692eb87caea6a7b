import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Client as PgClient } from 'pg';
import { DovetailError, messageOf } from '../../errors.ts';
import { type Cluster, USER } from './cluster.ts';

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

/**
 * Starts the cluster's server, or finds the one that runs already, and connects. Several processes may do this at once:
 * the server's own lock lets one of them win, and the others find it.
 */
export async function serve(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<Client> {
  const deadline = Date.now() + START_MS;
  let child: ChildProcess | undefined;
  for (;;) {
    const hasEnded = child === undefined || child.exitCode !== null || child.signalCode !== null;
    if (hasEnded && !runningPid(cluster)) child = launch(cluster, settings);
    try {
      return await connect(cluster);
    } catch (thrown) {
      if ((thrown as { code?: string }).code === WRONG_PASSWORD || Date.now() > deadline)
        throw refused(cluster, thrown);
    }
    await sleep(ASK_AGAIN_MS);
  }
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
  const file = join(pgdata, 'postmaster.pid');
  const pid = Number(textOf(file).split('\n')[0]);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  if (isPostgres(pid)) return pid;
  // After a crash of the machine its number may be another's, and the server would wait for that one for ever.
  rmSync(file, { force: true });
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where there is no /proc, the number has to do. A process that has ended and that nobody has asked about is none. */
function isPostgres(pid: number): boolean {
  return !existsSync('/proc/self/stat') || /\(postgres\) [^Z]/.test(textOf(`/proc/${pid}/stat`));
}

/** Nothing for a file that is not there, or has just gone. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Ends the server: its clients are cut off, what was committed is on disk. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const pid = runningPid(cluster);
  if (!pid) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_MS;
  // Its file goes a moment before itself.
  while (isAlive(pid) && isPostgres(pid) && Date.now() < deadline) await sleep(ASK_AGAIN_MS);
}

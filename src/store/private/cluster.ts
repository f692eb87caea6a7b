import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DovetailError, messageOf } from '../../errors.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { give, mustReach, type Owner, ownerOf } from './owner.ts';

export const USER = 'dovetail';

/** A socket's path may have 107 bytes, and the server appends its own name. */
const LONGEST_SOCKET_FOLDER = 88;

/** A data directory of PostgreSQL, ready to be served, and what it takes to connect. */
export interface Cluster {
  readonly binaries: Binaries;
  readonly owner: Owner;
  readonly pgdata: string;
  readonly log: string;
  readonly password: string;
  /** A folder for a Unix socket, or the loopback address where there are none. */
  readonly host: string;
  readonly port: number;
}

/**
 * The cluster below a directory, made when there is none.
 *
 * Two processes may do this at once: each prepares one of its own beside it, and the first to rename it into place has
 * won. Who does not win throws its own away.
 */
export async function openCluster(directory: string, sockets = platform() !== 'win32'): Promise<Cluster> {
  const home = join(resolve(directory), 'postgres');
  const pgdata = join(home, 'pgdata');
  mkdirSync(home, { recursive: true });
  const owner = ownerOf(pgdata);
  give(home, owner);
  mustReach(home, owner);
  const version = existsSync(join(pgdata, 'PG_VERSION'))
    ? Number(readFileSync(join(pgdata, 'PG_VERSION'), 'utf8'))
    : undefined;
  const binaries = await findBinaries(version);
  mustReach(dirname(binaries.postgres), owner);
  if (version === undefined) await create({ home, pgdata, binaries, owner, sockets });
  return {
    binaries,
    owner,
    pgdata,
    log: join(home, 'postgres.log'),
    password: readFileSync(join(pgdata, 'dovetail.password'), 'utf8'),
    host: sockets ? socketFolder(home, owner) : '127.0.0.1',
    port: Number(readFileSync(join(pgdata, 'dovetail.port'), 'utf8')),
  };
}

interface Making {
  readonly home: string;
  readonly pgdata: string;
  readonly binaries: Binaries;
  readonly owner: Owner;
  readonly sockets: boolean;
}

async function create({ home, pgdata, binaries, owner, sockets }: Making): Promise<void> {
  const draft = mkdtempSync(join(home, 'draft-'));
  const secret = `${draft}.password`;
  try {
    give(draft, owner);
    writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    give(secret, owner);
    await initdb(binaries, owner, ['-D', draft, '--pwfile', secret]);
    renameSync(secret, join(draft, 'dovetail.password'));
    writeFileSync(join(draft, 'dovetail.port'), String(sockets ? 5432 : await freePort()));
    renameSync(draft, pgdata);
  } catch (thrown) {
    if (!existsSync(join(pgdata, 'PG_VERSION'))) throw thrown;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(secret, { force: true });
  }
}

async function initdb({ initdb: program }: Binaries, owner: Owner, more: readonly string[]): Promise<void> {
  const args = ['-U', USER, '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', ...more];
  try {
    await promisify(execFile)(program, args, { ...owner, cwd: '/', env: { PATH: process.env.PATH ?? '' } });
  } catch (cause) {
    throw new DovetailError(
      'capacity/database',
      `A data directory for the private PostgreSQL could not be made: ${messageOf(cause)}`,
      {
        maybe: 'there is no room or no right to write there; use another directory with --data, or set DATABASE_URL.',
        cause,
      },
    );
  }
}

/** The data directory's own folder, or, where its path is too long for a socket, one of its own among temporary files. */
function socketFolder(home: string, owner: Owner): string {
  if (Buffer.byteLength(home) <= LONGEST_SOCKET_FOLDER) return home;
  const folder = join(tmpdir(), `dovetail-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = statSync(folder);
  // Anybody may make a folder of that name first.
  if (uid !== process.getuid?.() && uid !== owner.uid) {
    throw new DovetailError(
      'capacity/database',
      `The folder ${folder}, for the socket of the private PostgreSQL, belongs to user ${uid}.`,
      {
        maybe: 'remove it, use a --data directory with a shorter path, or set DATABASE_URL.',
      },
    );
  }
  give(folder, owner);
  chmodSync(folder, 0o700);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

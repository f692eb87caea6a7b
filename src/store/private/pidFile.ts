import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a server listens: a folder for a Unix socket, or the loopback address. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What a lock file of PostgreSQL says about the server that wrote it. */
export interface Claim {
  readonly pid: number;
  /** The data directory, as the server was told it. */
  readonly directory: string;
  /** Nothing until the server listens. */
  readonly address: Address | undefined;
}

/** The live server of a data directory, if there is one. */
export function serverOf(pgdata: string): Claim | undefined {
  return serverIn(join(pgdata, 'postmaster.pid'), pgdata);
}

/**
 * The live server of a data directory that a lock file names. A file that names a living stranger is removed, because
 * PostgreSQL would refuse to start as long as that one lives; it comes with a copied directory, or when a number is
 * given anew after a crash of the machine.
 */
export function serverIn(file: string, pgdata: string): Claim | undefined {
  const claim = read(file);
  if (!claim || !isAlive(claim.pid)) return undefined;
  if (isServing(claim, pgdata)) return claim;
  rmSync(file, { force: true });
  return undefined;
}

/**
 * Whether the process that a lock file names serves this data directory. A server works in it; root in a container may
 * not see where, and then its command has to do, and where that cannot be seen either, its file.
 */
export function isServing({ pid, directory }: Claim, pgdata: string): boolean {
  if (!isAlive(pid) || !isPostgres(pid)) return false;
  const witnesses = [`/proc/${pid}/cwd`, commandFolder(pid), directory];
  return witnesses.map((folder) => isSameFolder(folder, pgdata)).find((is) => is !== undefined) ?? false;
}

/** The data directory in a server's command line; empty when there is none. */
function commandFolder(pid: number): string {
  const words = textOf(`/proc/${pid}/cmdline`).split('\0');
  const at = words.indexOf('-D');
  return (at >= 0 && words[at + 1]) || '';
}

/** The lines are: process, data directory, time of start, port, socket folder, listening address. */
function read(file: string): Claim | undefined {
  const [pid, directory = '', , port, socketFolder, listening] = textOf(file).split('\n');
  if (!(Number(pid) > 0)) return undefined;
  const host = socketFolder || (listening ? '127.0.0.1' : undefined);
  return { pid: Number(pid), directory, address: host ? { host, port: Number(port) } : undefined };
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

/** Nothing when one of them is not there or may not be seen. */
function isSameFolder(one: string, other: string): boolean | undefined {
  try {
    const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return undefined;
  }
}

/** Nothing for a file that is not there, or has just gone. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

import { createHash } from 'node:crypto';
import { lchownSync, lstatSync, mkdtempSync, renameSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DovetailError } from '../../errors.ts';
import type { Owner } from './owner.ts';

/** A socket's path may have 107 bytes, and the server appends its own name. */
const LONGEST = 88;

const TRIES = 100;

/** Where the socket of a cluster is, and whose. */
interface SocketPlace {
  readonly host: string;
  readonly pgdata: string;
  readonly owner: Owner;
}

/**
 * The data directory's own folder, or, where its path is too long for a socket, one of its own among temporary files.
 *
 * Anybody may put something in the way there. The names follow from the cluster's password, so that every service comes
 * to the same one and nobody else can tell the next.
 */
export function chooseSocketFolder(home: string, password: string, owner: Owner): string {
  if (Buffer.byteLength(home) <= LONGEST) return home;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const name = createHash('sha256').update(`${home}\n${password}\n${attempt}`).digest('hex').slice(0, 12);
    const folder = join(tmpdir(), `dovetail-${name}`);
    if (isReady(folder, owner)) return folder;
  }
  throw unusable(`a folder in ${tmpdir()}`);
}

/** Makes the folder again where it has gone since it was chosen. *Errors* `capacity/database` when that cannot be. */
export function keepSocketFolder({ host, pgdata, owner }: SocketPlace): void {
  if (isTemporary(host, pgdata) && !isReady(host, owner)) throw unusable(host);
}

/** Removes the folder when nothing is in it: another service may have started the server again. */
export function removeSocketFolder({ host, pgdata }: Omit<SocketPlace, 'owner'>): void {
  if (!isTemporary(host, pgdata)) return;
  try {
    rmdirSync(host);
  } catch {
    // It is in use, or has gone.
  }
}

function isTemporary(host: string, pgdata: string): boolean {
  return host.startsWith('/') && host !== dirname(pgdata);
}

/** Whether there is, now at the latest, a folder that the server's account alone can use; a link is none. */
function isReady(folder: string, owner: Owner): boolean {
  if (!lstatSync(folder, { throwIfNoEntry: false })) make(folder, owner);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const account = owner.uid ?? process.getuid?.();
  return found?.isDirectory() === true && found.uid === account && (found.mode & 0o077) === 0;
}

/** Comes into place by its renaming, so that no other service finds it before it has its owner. */
function make(folder: string, { uid, gid }: Owner): void {
  let draft: string | undefined;
  try {
    draft = mkdtempSync(`${folder}-`);
    if (uid !== undefined && gid !== undefined) lchownSync(draft, uid, gid);
    renameSync(draft, folder);
  } catch {
    // Something was put there first, or nothing can be.
    if (draft) rmdirSync(draft);
  }
}

function unusable(folder: string): DovetailError {
  return new DovetailError('capacity/database', `The private PostgreSQL cannot have ${folder} for its socket.`, {
    maybe: 'use a --data directory with a shorter path, or set DATABASE_URL.',
  });
}

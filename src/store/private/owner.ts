import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DovetailError } from '../../errors.ts';

/** Who runs the server: PostgreSQL refuses to be root. Nothing for an ordinary user, who runs it himself. */
export interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** Accounts that own nothing worth having, the likeliest first. */
const ACCOUNTS = ['postgres', '_postgres', 'nobody'];

/** The account for the server of a data directory: the one that owns it already, or one without rights. */
export function ownerOf(pgdata: string): Owner {
  if (process.getuid?.() !== 0) return {};
  const stat = statSync(pgdata, { throwIfNoEntry: false });
  if (stat && stat.uid !== 0) return { uid: stat.uid, gid: stat.gid };
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const account of ACCOUNTS) {
    const fields = lines.find((line) => line.startsWith(`${account}:`))?.split(':');
    // macOS writes the number of nobody as -2.
    if (fields) return { uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Gives a file or folder to the server's account. */
export function give(path: string, { uid, gid }: Owner): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** *Errors* `capacity/database` when a folder above keeps the server's account out. */
export function mustReach(path: string, { uid, gid }: Owner): void {
  if (uid === undefined) return;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid: theirs, gid: group } = statSync(folder);
    const bit = theirs === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new DovetailError(
        'capacity/database',
        `The private PostgreSQL runs as user ${uid}, because it refuses to be root, and that user cannot enter ${folder}.`,
        {
          maybe: `start the service as an ordinary user, use another directory with --data, allow it with "chmod o+x ${folder}", or set DATABASE_URL.`,
        },
      );
    }
    if (folder === dirname(folder)) return;
  }
}

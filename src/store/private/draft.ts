import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DovetailError, messageOf } from '../../errors.ts';
import type { Binaries } from './binaries.ts';
import { give, type Owner } from './owner.ts';

/** The account of the database, and the name of the one that the service uses. */
export const USER = 'dovetail';

const PREFIX = 'draft-';

/** Making one takes seconds. */
const ABANDONED_MS = 10 * 60_000;

interface Making {
  readonly home: string;
  readonly pgdata: string;
  readonly binaries: Binaries;
  readonly owner: Owner;
  readonly port: number;
}

/**
 * Makes a data directory.
 *
 * Two processes may do this at once: each prepares one of its own beside it, and the first to rename it into place has
 * won. Who does not win throws its own away.
 */
export async function makePgdata({ home, pgdata, binaries, owner, port }: Making): Promise<void> {
  const draft = mkdtempSync(join(home, PREFIX));
  const secret = `${draft}.password`;
  try {
    give(draft, owner);
    writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    give(secret, owner);
    await initdb(binaries, owner, ['-D', draft, '--pwfile', secret]);
    renameSync(secret, join(draft, 'dovetail.password'));
    writeFileSync(join(draft, 'dovetail.port'), String(port));
    renameSync(draft, pgdata);
  } catch (thrown) {
    if (!existsSync(join(pgdata, 'PG_VERSION'))) throw thrown;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(secret, { force: true });
  }
}

/**
 * Removes the drafts of services that were killed while they made one. For when the data directory is there: should a
 * draft be in use after all, its maker has lost the race already and takes the directory that won.
 */
export async function removeAbandonedDrafts(home: string): Promise<void> {
  const drafts = readdirSync(home).filter((name) => name.startsWith(PREFIX));
  for (const path of drafts.map((name) => join(home, name))) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    // What cannot be removed does no harm but to take its room.
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true }).catch(() => undefined);
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

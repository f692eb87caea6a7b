import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arriving, type Receiving, tooLarge } from './receive.ts';

/** How the folders of bodies begin, in that of temporary files. */
const PREFIX = 'dovetail-import-';
/** No import takes longer; what is older was left by a process that was killed. */
const STALE_MS = 3_600_000;

/** A body in a file, in a folder of its own. */
export interface Spooled {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Writes a body to a file as it arrives, so that none of it has to be held, and does something with the file.
 *
 * *Limits* the bytes that it may have; the file and its folder are gone afterwards.
 */
export async function spooled(
  stream: ReadableStream<Uint8Array> | null,
  { limitBytes, hold, variable }: Omit<Receiving, 'declared'>,
  work: (body: Spooled) => Promise<void>,
): Promise<void> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    const file = join(folder, 'entries');
    const hash = createHash('sha256');
    const handle = await open(file, 'wx', 0o600);
    try {
      let size = 0;
      for await (const chunk of arriving(stream)) {
        size += chunk.length;
        if (size > limitBytes) throw tooLarge(limitBytes, variable);
        hold.atLeast(size);
        hash.update(chunk);
        await handle.write(chunk);
      }
    } finally {
      await handle.close();
    }
    await work({ file, sha256: hash.digest('hex') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes away what processes have left that were killed. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    const { mtimeMs } = (await stat(folder).catch(() => undefined)) ?? { mtimeMs: Date.now() };
    // It may be somebody else's, or gone by now.
    if (Date.now() - mtimeMs > STALE_MS) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

import { readFile, writeFile } from 'node:fs/promises';
import { DovetailError, messageOf } from '../errors.ts';

/** Reads a whole file, or standard input for `-`. *Errors* `input/file`. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    if (path !== '-') return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (cause) {
    throw new DovetailError('input/file', `Cannot read ${path}: ${messageOf(cause)}`, {
      maybe: 'check the path; "-" reads standard input.',
      cause,
    });
  }
}

/** Writes a whole file. *Errors* `input/file`. */
export async function writeBytes(path: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, data);
  } catch (cause) {
    throw new DovetailError('input/file', `Cannot write ${path}: ${messageOf(cause)}`, {
      maybe: 'check that its folder exists and can be written to.',
      cause,
    });
  }
}

import { openAsBlob } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { DovetailError, messageOf } from '../errors.ts';

/** Reads a whole file, or standard input for `-`. *Errors* `input/file`. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    if (path !== '-') return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** A file that is read as it is sent, or standard input as a whole for `-`. *Errors* `input/file`. */
export async function readBlob(path: string): Promise<Blob> {
  if (path === '-') return new Blob([await readBytes(path)]);
  try {
    // What opens a file for this says nothing of why it cannot.
    const handle = await open(path);
    const isFolder = (await handle.stat().finally(() => handle.close())).isDirectory();
    if (isFolder) throw Object.assign(new Error(), { code: 'EISDIR' });
    return await openAsBlob(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): DovetailError {
  return new DovetailError('input/file', `${path} cannot be read: ${whyOf(cause)}.`, {
    maybe: 'check the path; "-" reads standard input.',
    cause,
  });
}

/** Reads a file of text. *Errors* `input/file`, `input/syntax` for an empty file and for one that is not text. */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  const file = path === '-' ? 'Standard input' : path;
  const text = textOf(bytes);
  if (text === undefined)
    throw new DovetailError('input/syntax', `${file} is not text in UTF-8.`, {
      maybe: 'it is a binary file, such as an archive or a picture; check the path.',
    });
  if (text.trim() === '')
    throw new DovetailError('input/syntax', `${file} is empty.`, {
      maybe: 'the program that was to write it failed; run that again and read its messages.',
    });
  return text;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return bytes.includes(0) ? undefined : decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What the system's codes mean; it names the path itself. */
const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['EACCES', 'it may not be opened'],
  ['EISDIR', 'it is a folder'],
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'a part of its path is not a folder'],
]);

function whyOf(cause: unknown): string {
  return REASONS.get((cause as NodeJS.ErrnoException).code) ?? messageOf(cause);
}

/** Writes a whole file. *Errors* `input/file`. */
export async function writeBytes(path: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, data);
  } catch (cause) {
    throw new DovetailError('input/file', `${path} cannot be written: ${whyOf(cause)}.`, {
      maybe: 'check that its folder exists and can be written to.',
      cause,
    });
  }
}

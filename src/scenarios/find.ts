import { glob, readdir, stat } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { DovetailError } from '../errors.ts';

const ENDINGS = /\.(ya?ml|json)$/i;

/**
 * The scenario files that arguments mean: files, folders with everything below them, and globs.
 *
 * *Shapes* each file once, sorted by its path. *Errors* `input/file` for an argument that means none.
 */
export async function findScenarios(args: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const arg of args) {
    const files = await filesOf(arg);
    for (const file of files) found.add(normalize(file));
    if (files.length > 0) continue;
    throw new DovetailError('input/file', `There is no scenario file at ${arg}.`, {
      maybe: 'check the path; a folder is searched for .yaml, .yml and .json.',
    });
  }
  return [...found].sort();
}

async function filesOf(arg: string): Promise<string[]> {
  const there = await stat(arg).catch(() => undefined);
  if (there?.isFile()) return [arg];
  if (there?.isDirectory()) return filesIn(arg);
  const files: string[] = [];
  for await (const path of glob(arg)) files.push(...((await stat(path)).isFile() ? [path] : await filesIn(path)));
  return files.filter((path) => ENDINGS.test(path));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && ENDINGS.test(entry.name));
  return files.map(({ name, parentPath }) => join(parentPath, name));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

/** The folders at the top of the repository. */
const FOLDERS = ['bench', 'bin', 'docs', 'models', 'scripts', 'src', 'test'];

/** Every folder at the top that is neither one of the house nor hidden nor ignored by git, such as what a tool has left there. */
export function folderFaults(names: readonly string[] = foldersAtTop()): string[] {
  const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replaceAll('/', ''));
  const known = new Set([...FOLDERS, ...ignored]);
  return names
    .filter((name) => !name.startsWith('.') && !known.has(name))
    .map((name) => `${name} is not a folder of the house; remove it, or add it to folders.ts or .gitignore`);
}

function foldersAtTop(): string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

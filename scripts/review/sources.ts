import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One import of one file. */
export interface Import {
  /** Path of the importing file from the root, with `/`. */
  readonly from: string;
  /** Path from the root for a file of ours, the package's name otherwise. */
  readonly to: string;
  readonly isOurs: boolean;
}

/** Every file below the given folders whose name ends so, from the root. */
export function filesOf(folders: readonly string[], endings: readonly string[] = ['.ts']): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => endings.some((ending) => name.endsWith(ending)))
      .map((name) => `${folder}/${name}`)
      .sort(),
  );
}

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

/** The imports of a file, types and lazy ones included; what stands in a comment does not count. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replace(/^\s*(?:\*|\/\/).*$/gm, '');
  return [...text.matchAll(IMPORT)].map((match) => {
    const target = (match[1] ?? match[2] ?? match[3])!;
    if (!target.startsWith('.')) return { from: file, to: packageOf(target), isOurs: false };
    return { from: file, to: relative(ROOT, join(ROOT, dirname(file), target)), isOurs: true };
  });
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

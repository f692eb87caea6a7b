import { globSync, readFileSync } from 'node:fs';
import { ALONE, PURE } from '../../vitest.config.ts';
import { ROOT } from './sources.ts';

/** What replaces a module for every file of its process. */
const REPLACES_A_MODULE = /^\s*vi\.(?:mock|doMock)\(/m;

/** Every test that replaces a module although it shares its process with others, as a sentence. */
export function isolationFaults(shared: readonly string[] = sharedTests(), read = textOf): string[] {
  return shared
    .filter((file) => REPLACES_A_MODULE.test(read(file)))
    .map((file) => `${file} replaces a module for all tests of its process; add it to ALONE in vitest.config.ts`);
}

function sharedTests(): string[] {
  const alone = new Set(globSync(ALONE, { cwd: ROOT }));
  return globSync(PURE, { cwd: ROOT }).filter((file) => !alone.has(file));
}

function textOf(file: string): string {
  return readFileSync(`${ROOT}/${file}`, 'utf8');
}

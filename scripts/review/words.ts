import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, ROOT } from './sources.ts';

/** Words that belong to one domain model; the rest of the house speaks of items, places, who and at. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  staffing: ['staffing', 'employee', 'juicer', 'rotation', 'pairing', 'supervisor', 'retail'],
  sessions: ['student', 'caseload', 'teacher', 'bells'],
};

/** Where such a word may stand, by the reason. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'the composition root, which knows everybody': ['src/commands.ts'],
  'what the service takes and gives, generated from the schemas of the models': ['src/client/models.ts'],
  'an example in the description of the interface': ['src/http/requestSchemas.ts'],
};

/** Every word of a domain model in code outside its folder; comments may give examples. */
export function wordFaults(files: readonly string[] = filesOf(['src'])): string[] {
  const allowed = new Set(Object.values(ALLOWED).flat());
  const used = new Set<string>();
  const faults = files.flatMap((file) => {
    const words = wordsIn(readFileSync(join(ROOT, file), 'utf8'));
    if (words.length > 0) used.add(file);
    return allowed.has(file) ? [] : words.map((word) => `${file} speaks of ${word}, which belongs to a domain model`);
  });
  const idle = [...allowed].filter((file) => files.includes(file) && !used.has(file));
  return [...faults, ...idle.map((file) => `${file} is excused and needs it no more; take it out of words.ts`)];
}

/** The words of domain models in a text, without its comments. */
export function wordsIn(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '').toLowerCase();
  return Object.values(WORDS)
    .flat()
    .filter((word) => new RegExp(`(?<![a-z])${word}`).test(code));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, ROOT } from './sources.ts';

const NOUNS =
  'address array change CSV cursor error fault file folder input interval item JSON key list model name number object place plan proof question run schedule scope success text trace UTF-8 YAML';

/** Phrases that are no English, or hard to understand, with what to write instead. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bso many\b/i, '"this many", or the number'],
  [/\bthat there (is|are) not\b/, '"unknown", or "that does not exist"'],
  [/\bof (his|her) own\b/, '"its own", or "their own"'],
  [/\b(which|that|it) does not do\b/, '"is not enough", or what it fails to do'],
  [/\b(it|key) (is|was) no option\b/i, '"there is no option for ..."'],
  [/\bto no effect\b/, '"that has no effect"'],
  [/\bwhat is not placed is not\b/, '"the reason for everything that has no place"'],
  [/\bis not kept at any price\b/, '"is a wish, which costs ... where it is missed"'],
  [/\bwhat becomes of (it|them)\b/, '"the state of it", or what happens with it'],
  [/\bno living\b/, '"no valid"'],
  [/\bhow a run is\b/i, '"the state of a run"'],
  [new RegExp(`(?<!here )\\b(is|was) no (${NOUNS.replaceAll(' ', '|')})\\b(?! (for|left|to)\\b)`), '"is not a ..."'],
];

/** Every such phrase in code and pages. */
export function phraseFaults(
  files: readonly string[] = [
    ...filesOf(['src', 'models', 'bench', 'test', 'scripts/generate', 'docs'], ['.ts', '.md', '.yaml']),
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
  ],
): string[] {
  return files.flatMap((file) => phrasesIn(readFileSync(join(ROOT, file), 'utf8')).map((told) => `${file}${told}`));
}

/** Such phrases in a text, each with its line and what to write instead. */
export function phrasesIn(text: string): string[] {
  return text.split('\n').flatMap((line, at) =>
    PHRASES.flatMap(([phrase, instead]) => {
      const [found] = phrase.exec(line) ?? [];
      return found === undefined ? [] : [`:${at + 1} says "${found}"; write ${instead}`];
    }),
  );
}

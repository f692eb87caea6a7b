import { createHash } from 'node:crypto';
import { changeOptions } from './change.ts';
import type { Edits } from './domains.ts';

/** The input that a schedule was made for: a digest of it as it was solved, and the options that made it of its file. */
export interface MadeFor {
  readonly sha256: string;
  /** As they are typed; the empty text where the file was solved as it is. */
  readonly options: string;
}

/** What to write into the file of a schedule about its input. */
export function madeFor(value: unknown, edits: Edits): MadeFor {
  return { sha256: digestOf(value), options: editsText(edits) };
}

/** The options that make an input of its file, as they are typed. */
export function editsText({ change = [], reopen = [], strategy }: Edits): string {
  const named = strategy === undefined ? '' : `--strategy ${strategy}`;
  return [changeOptions(change), named, ...reopen.map((what) => `--reopen ${what}`)].filter(Boolean).join(' ');
}

/** A warning where a schedule was made for another input than the one that it is given with; nothing where it was not. */
export function otherInput(value: unknown, made: unknown): string | undefined {
  if (!isMadeFor(made) || made.sha256 === digestOf(value)) return undefined;
  const help =
    made.options === '' ? 'solve again, or give the input as it was' : `give the same options again: ${made.options}`;
  return `it was made for another input than this one; what follows is about this one.\nMaybe ${help}.`;
}

function isMadeFor(value: unknown): value is MadeFor {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'options' in value;
}

/** The same for equal inputs, in whatever order their fields are written. */
function digestOf(value: unknown): string {
  const sorted = (_: string, part: unknown): unknown =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
      : part;
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
}

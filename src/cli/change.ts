import { InvalidArgumentError } from 'commander';
import { readDocument } from '../scenarios/document.ts';
import type { Change } from '../solve/change.ts';

/** The path before the first operator, which may contain no `=`; everything after it is a value or an id. */
const FORM = /^\s*([^=]+?)\s*(\+=|-=|=)\s*(\S[\s\S]*?)\s*$/;

const SAMPLES = '"rules += {id: S4, weight: 80}", "rules/S4/weight = 80" or "rules -= S4"';

/**
 * A change as it is typed, after those before it: `path += value` adds to a list, `path = value` sets a field,
 * `path -= id` removes an entry. Values are YAML, and so JSON.
 */
export function changeOf(text: string, before: readonly Change[] = []): readonly Change[] {
  const [, path, operator, rest] = FORM.exec(text) ?? [];
  if (path === undefined || rest === undefined)
    throw new InvalidArgumentError(`"${text}" is not a change. Maybe write it like ${SAMPLES}.`);
  if (operator === '-=') {
    const id = rest.replaceAll('~', '~0').replaceAll('/', '~1');
    return [...before, { remove: `${path}/${id}` }];
  }
  const document = readDocument(rest);
  if ('faults' in document)
    throw new InvalidArgumentError(
      `The value of "${text}" cannot be read: ${document.faults[0]!.message} Maybe write it like ${SAMPLES}.`,
    );
  const { value } = document;
  return [...before, operator === '+=' ? { add: path, value } : { set: path, value }];
}

/** A change as it is typed; the inverse of {@link changeOf}. */
export function changeText(change: Change): string {
  if ('remove' in change) {
    const at = change.remove.lastIndexOf('/');
    const id = change.remove
      .slice(at + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    return `${change.remove.slice(0, Math.max(0, at))} -= ${id}`;
  }
  const value = JSON.stringify(change.value);
  return 'set' in change ? `${change.set} = ${value}` : `${change.add} += ${value}`;
}

/** Changes as options of a command, for a shell; the empty text without any. */
export function changeOptions(changes: readonly Change[]): string {
  return changes.map((change) => `--change '${changeText(change).replaceAll("'", `'\\''`)}'`).join(' ');
}

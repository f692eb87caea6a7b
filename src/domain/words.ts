/** At most this many names are listed in a sentence. */
const LISTED = 5;

/** Names in a sentence, shortened. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Names of which all are meant: `Ann`, `Ann and Bob`, `Ann, Bob and Cid`. */
export function allOf(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

/** A number with what it counts: `1 day`, `2 days`, `1 person`, `2 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** That an entry of a list is there twice: people count entries from 1, as pointers count them from 0. */
export function alreadyAs(position: number): string {
  return `already, as entry ${position + 1}`;
}

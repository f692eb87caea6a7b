/** At most this many names are listed in a sentence. */
const LISTED = 5;

/** Names in a sentence, shortened. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

import { DIRECTIONS, type Direction } from '../../src/domain/rules/input.ts';

/** Plain words for weights: each names the template of the soft rules that it means. */
export const KEYWORDS = {
  affinity: 'affinity',
  balance: 'balance',
  changes: 'keep',
  compactness: 'proximity',
  coverage: 'place',
  daily: 'lead-daily',
  deadlines: 'urgency',
  duplicates: 'duplicate-per-day',
  equality: 'fairness',
  excess: 'weekly-excess',
  fairness: 'fairness',
  importance: 'type-priority',
  kindness: 'affinity',
  misuse: 'role-misuse',
  opening: 'lead-block',
  peaks: 'balance',
  placement: 'place',
  proximity: 'proximity',
  rotation: 'rotation',
  specialisation: 'role-misuse',
  stability: 'keep',
  supervision: 'follower-choice',
  types: 'type-priority',
  urgency: 'urgency',
  variety: 'duplicate-per-day',
} as const satisfies Record<string, string>;

export type Keyword = keyof typeof KEYWORDS;

const SPELLINGS: ReadonlyMap<string, Direction> = new Map([
  ['minimize', 'minimise'],
  ['maximize', 'maximise'],
]);

/**
 * A preference said in two plain words, a direction and a keyword in either order, such as `boost fairness`.
 *
 * *Means* the effective weight of every rule of the keyword's template is `round(weight x multiplier)`.
 * *Errors* none: undefined when the words are not a direction and a keyword.
 */
export function preferenceInWords(
  words: string,
): { readonly keyword: Keyword; readonly direction: Direction } | undefined {
  const list = words.trim().toLowerCase().split(/\s+/);
  if (list.length !== 2) return undefined;
  const direction = list.map((word) => SPELLINGS.get(word) ?? word).find(isDirection);
  const keyword = list.find(isKeyword);
  return direction && keyword ? { keyword, direction } : undefined;
}

/** Whether a word is a keyword of {@link KEYWORDS}. */
export function isKeyword(word: string): word is Keyword {
  return Object.hasOwn(KEYWORDS, word);
}

function isDirection(word: string): word is Direction {
  return Object.hasOwn(DIRECTIONS, word);
}

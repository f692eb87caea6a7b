import type { RuleBook } from '../../src/domain/rules/book.ts';
import { PROFILES, type ProfileName } from './profiles.ts';
import { TEMPLATES } from './rules/index.ts';
import type { Workshop } from './world.ts';

/** Plain words for weights: each names the template of the soft rules that it means. */
export const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['balance', 'balance'],
  ['changes', 'keep'],
  ['cost', 'cost'],
  ['coverage', 'place'],
  ['due dates', 'tardiness'],
  ['flow', 'flow-time'],
  ['lateness', 'tardiness'],
  ['makespan', 'makespan'],
  ['placement', 'place'],
  ['stability', 'keep'],
]);

/** Everything that an input may say about rules. */
export const BOOK: RuleBook<Workshop> = {
  templates: TEMPLATES,
  rulesOf: (profile) => PROFILES[profile as ProfileName],
  keywords: KEYWORDS,
};

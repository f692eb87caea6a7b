import type { RuleConflict } from '../solve/infeasible/conflictingRules.ts';
import type { Conflict } from '../solve/issue.ts';

/** Conflicts before anything else, one line each, with what helps; nothing when there are none. */
export function conflictsText(conflicts: readonly Conflict[]): string {
  if (conflicts.length === 0) return '';
  const lines = conflicts.map(({ items, rule, text }) => `  ${items.join(', ')} (${rule}): ${text}`);
  const reopenings = [...new Set(conflicts.flatMap(({ reopen }) => reopen ?? []))];
  const help = reopenings.map((what) => `Try --reopen ${what} to have such work placed anew, with least change.\n`);
  return `${countOf(conflicts.length)}: work that is given and breaks a rule by itself.\n\n${lines.join('\n')}\n\n${help.join('')}${help.length ? '\n' : ''}`;
}

/** What may be said of a solution that breaks no rule itself. */
export function holdsText({ length }: readonly Conflict[]): string {
  if (length === 0) return 'every hard rule holds';
  return `no hard rule is broken but by given work (${countOf(length)})`;
}

/** The rules of a conflict, each with what it means. */
export function meaningsText({ rules }: RuleConflict): string[] {
  return rules.map(({ id, meaning }) => `  ${id}: ${meaning}`);
}

function countOf(conflicts: number): string {
  return conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`;
}

import type { Warning } from '../solve/issue.ts';
import type { Ruled } from './parts.ts';
import type { RuleBook } from './rules/book.ts';
import { concerns } from './rules/inForce.ts';
import type { Declared } from './rules/profile.ts';
import type { World } from './world.ts';

/**
 * What the rules and preferences that an input gives itself cannot do in it.
 *
 * *Means* a rule of the profile that decides nothing is none of the input's business; one that the input lists is.
 */
export function ruleWarnings<W extends World>(
  book: RuleBook<W>,
  { problem, rules }: Pick<Ruled<W>, 'problem' | 'rules'>,
  declared: readonly Declared[],
): Warning[] {
  const positions = new Map(declared.map(({ id, at }) => [id, at]));
  const idle = rules.flatMap((active): Warning[] => {
    const at = positions.get(active.id);
    const why = at === undefined ? undefined : active.rule.idle?.(active, problem);
    if (why === undefined) return [];
    const message = `${active.id} decides nothing: ${why.text} Maybe ${why.maybe}`;
    return [{ pointer: `/rules/${at}`, code: 'rule-idle', message }];
  });
  return [...idle, ...preferenceWarnings(book, problem.input.preferences, declared)];
}

function preferenceWarnings<W extends World>(
  book: RuleBook<W>,
  preferences: W['problem']['input']['preferences'],
  declared: readonly Declared[],
): Warning[] {
  return preferences.flatMap((preference, at): Warning[] => {
    const meant = declared.filter((rule) => concerns(book, preference, rule));
    if (meant.some(({ enabled, weight }) => enabled && weight !== 0)) return [];
    const ids = meant.map(({ id }) => id).join(', ');
    const message = `The preference for ${preference.rule ?? preference.keyword} decides nothing: ${ids} is off or weighs 0. Maybe switch it on, or leave the preference out.`;
    return [{ pointer: `/preferences/${at}`, code: 'preference-idle', message }];
  });
}

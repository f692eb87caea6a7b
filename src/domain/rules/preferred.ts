import type { Change } from '../../solve/change.ts';
import type { InputList } from '../../solve/inputLists.ts';
import { entryPath, pathOf } from '../../solve/inputLists.ts';
import type { PreferenceInput, RuledInput } from './input.ts';

/** What a preference is about: one rule, or a keyword. */
export type PreferenceName = { readonly rule: string } | { readonly keyword: string };

/** The list of preferences, as every rule-based domain model has it. */
const PREFERENCES: InputList = { list: 'preferences', key: ['rule', 'keyword', 'setAt'] };

/**
 * The changes of an input that set how much a rule or keyword matters, instead of what was said of it before; that take
 * it back where nothing is said.
 */
export function preferred(
  { preferences }: Pick<RuledInput, 'preferences'>,
  name: PreferenceName,
  said?: Pick<PreferenceInput, 'direction' | 'multiplier' | 'setAt' | 'setBy'>,
): Change[] {
  const isAbout = ({ keyword, rule }: PreferenceInput): boolean =>
    'rule' in name ? rule === name.rule : keyword === name.keyword && rule === undefined;
  const before = preferences.filter(isAbout).map((one) => ({ remove: entryPath(PREFERENCES, one) }));
  return said ? [...before, { add: pathOf(PREFERENCES.list), value: { ...name, ...said } }] : before;
}

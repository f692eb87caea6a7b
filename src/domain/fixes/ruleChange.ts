import type { Change } from '../../solve/change.ts';
import type { RuledInput, RuleInput } from '../rules/input.ts';

/** The changes that make an input say something about a rule, which it may not have mentioned before. */
export function ruleChange(
  input: Pick<RuledInput, 'rules'>,
  id: string,
  say: Partial<Omit<RuleInput, 'id'>>,
): Change[] {
  const at = input.rules.findIndex((rule) => rule.id === id);
  if (at < 0) return [{ add: 'rules', value: { id, ...say } }];
  const entry = input.rules[at]!;
  return Object.entries(say).map(([key, value]) => ({
    set: `rules/${pathPart(id, at)}/${key}`,
    value: key === 'parameters' ? { ...entry.parameters, ...(value as object) } : value,
  }));
}

/** How a path names an entry of a list: by its id, or by its position where the id looks like one. */
export function pathPart(id: string, position: number): string {
  return /^\d+$/.test(id) ? String(position) : id.replaceAll('~', '~0').replaceAll('/', '~1');
}

import { changed, withRule } from '../solve/change.ts';
import type { Twin } from './scenario.ts';

const NONE: ReadonlyMap<string, number> = new Map();

/**
 * The changes that make a scenario its twin.
 *
 * *Means* every domain model lists rules by `id`, with `enabled` and `weight`, under `rules`, and multipliers of rules'
 * weights under `preferences`.
 */
export function twinOf(
  input: unknown,
  { without = [], weights = NONE, multipliers = NONE, changes = [] }: Twin,
): unknown {
  let twin = changed(input, changes);
  for (const id of [without].flat()) twin = withRule(twin, id, { enabled: false });
  for (const [id, weight] of weights) twin = withRule(twin, id, { weight });
  return changed(
    twin,
    [...multipliers].map(([rule, multiplier]) => ({ add: 'preferences', value: { rule, multiplier } })),
  );
}

/** How a twin is called: what is different. */
export function labelOf({ why, without = [], weights = NONE, multipliers = NONE, reopen }: Twin): string {
  const parts = [
    ...[without].flat().map((id) => `without ${id}`),
    ...[...weights].map(([id, weight]) => `${id} at weight ${weight}`),
    ...[...multipliers].map(([id, multiplier]) => `${id} times ${multiplier}`),
    ...(reopen ? [`reopening ${reopen.join(', ') || 'nothing'}`] : []),
  ];
  return parts.join(', ') || (why ?? 'changed');
}

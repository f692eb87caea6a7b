import type { HardRule, Relaxation } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import type { Relief } from '../rules/relief.ts';
import type { ActiveRule } from '../rules/rule.ts';
import { staffFor } from '../staffingOf.ts';
import { changesOf } from './changesOf.ts';

/** The hard rules of an input, each with the next milder form and none at all, where it can do without. */
export function hardRules(input: Input): HardRule[] {
  const { problem, rules } = staffFor(input);
  return rules
    .filter(({ rule }) => rule.hard)
    .map((active) => ({
      id: active.id,
      meaning: active.rule.meaning,
      relaxations: reliefsOf(active).flatMap((relief): Relaxation[] => {
        const said = changesOf(problem, input, { rule: active, relief });
        return said ? [{ ...said, rules: [active.id], items: [] }] : [];
      }),
    }));
}

function reliefsOf({ parameters, rule }: ActiveRule): Relief[] {
  if (rule.isEssential) return [];
  const milder = rule.milder?.(parameters) ?? {};
  return [
    ...(Object.keys(milder).length > 0 ? [{ kind: 'parameters', parameters: milder } as const] : []),
    { kind: 'off' },
  ];
}

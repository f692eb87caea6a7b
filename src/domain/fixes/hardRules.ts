import type { HardRule, Relaxation } from '../../solve/whatIf.ts';
import type { Ruled } from '../parts.ts';
import type { ActiveRule } from '../rules/rule.ts';
import { sentencesOf } from '../rules/sentence.ts';
import type { World } from '../world.ts';
import { said } from './said.ts';
import type { WholeRelief } from './wholeRelief.ts';

/** The hard rules of an input, each with the next milder form and none at all, where it can do without. */
export function hardRules<W extends World>(ruled: Ruled<W>): HardRule[] {
  const { parts, problem, rules } = ruled;
  const sentences = sentencesOf(ruled);
  return rules
    .filter(({ hardness }) => hardness === 'hard')
    .map((active) => ({
      id: active.id,
      meaning: sentences.get(active.id)!,
      isEssential: active.rule.isEssential === true,
      relaxations: reliefsOf(active).flatMap((relief): Relaxation[] => {
        const whole = said(parts, { problem, input: problem.input }, { rule: active, relief });
        return whole ? [{ ...whole, rules: [active.id], items: [] }] : [];
      }),
    }));
}

function reliefsOf<W extends World>({ parameters, rule }: ActiveRule<W>): WholeRelief[] {
  if (rule.isEssential) return [];
  const milder = (rule.milder?.(parameters) ?? {}) as Record<string, unknown>;
  return [
    ...(Object.keys(milder).length > 0 ? [{ kind: 'parameters', parameters: milder } as const] : []),
    { kind: 'off' },
  ];
}

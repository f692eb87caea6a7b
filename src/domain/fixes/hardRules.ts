import type { Change } from '../../solve/change.ts';
import type { HardRule, Relaxation } from '../../solve/whatIf.ts';
import type { ActiveRule } from '../rules/rule.ts';
import type { World } from '../world.ts';

/** A relief as an input is to say it. */
export interface Said {
  readonly text: string;
  readonly changes: readonly Change[];
}

/** A way to make a rule milder as a whole: with other parameters, or off. */
export type WholeRelief =
  | { readonly kind: 'parameters'; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly kind: 'off' };

/** The hard rules of an input, each with the next milder form and none at all, where it can do without. */
export function hardRules<W extends World>(
  rules: readonly ActiveRule<W>[],
  say: (rule: ActiveRule<W>, relief: WholeRelief) => Said | undefined,
): HardRule[] {
  return rules
    .filter(({ rule }) => rule.hard)
    .map((active) => ({
      id: active.id,
      meaning: active.rule.meaning,
      relaxations: reliefsOf(active).flatMap((relief): Relaxation[] => {
        const said = say(active, relief);
        return said ? [{ ...said, rules: [active.id], items: [] }] : [];
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

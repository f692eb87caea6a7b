import type { Parts, Ruled } from './parts.ts';
import type { ActiveRule } from './rules/rule.ts';
import type { World } from './world.ts';

/** A problem in counted form with the rules in force, which narrow what may be combined before any work is looked at. */
export function ruledFrom<W extends World>(
  parts: Parts<W>,
  problem: W['problem'] & { readonly domains: W['domains'] },
  rules: readonly ActiveRule<W>[],
): Ruled<W> {
  for (const active of rules) if (active.hardness === 'hard') active.rule.narrows?.(active, problem.domains, problem);
  return { parts, problem, rules };
}

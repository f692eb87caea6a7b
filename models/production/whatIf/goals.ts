import { declaredRules } from '../../../src/domain/rules/inForce.ts';
import { added, emphasised, leastChangeGoal } from '../../../src/domain/whatIf/goals.ts';
import type { Goal } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { productionFor } from '../productionOf.ts';
import { BOOK } from '../ruleBook.ts';

/** By the input's own weights; with short flow times; at low cost; with least change, where something can change. */
export function goals(input: Input, previous: unknown): Goal[] {
  const production = productionFor(input);
  const declared = declaredRules(BOOK, input.profile, input.rules);
  const aimed = { input, declared };
  const about = (name: string, template: string): Goal => {
    return { name, changes: emphasised(production, template) ?? added(aimed, template) };
  };
  return [
    { name: 'cheapest', changes: [] },
    about('short flow times', 'flow-time'),
    ...(input.resources.some(({ costPerHour }) => costPerHour > 0) ? [about('low cost', 'cost')] : []),
    ...leastChangeGoal(production, aimed, { previous, template: 'keep' }),
  ];
}

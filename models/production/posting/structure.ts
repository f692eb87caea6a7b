import { compare } from '../../../src/language/constraints/linear.ts';
import { minus, not, sum, term } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import { difference } from '../posting.ts';
import type { OperationVars } from './operations.ts';

/** One number of batches, one machine and one crew for each of them; and how long phases take that are no block. */
export function postStructure(posting: Posting, { batches, counts, item, presence }: OperationVars): void {
  const { builder } = posting;
  if (counts.length > 1) {
    builder.add({ kind: 'exactlyOne', literals: [...counts.map(({ literal }) => literal), not(presence)] });
  }
  for (const { choices, phases } of batches) {
    for (const { batches: count, literal } of counts) {
      const own = choices.filter((choice) => choice.batches === count);
      if (own.length < 2) continue;
      const literals = own.map((choice) => choice.literal);
      if (posting.isSure(literal)) builder.add({ kind: 'exactlyOne', literals });
      else builder.add({ kind: 'exactlyOne', literals: [...literals, not(literal)] });
    }
    for (const choice of choices) {
      choice.phases.forEach(({ crews, minutes }, p) => {
        if (crews.length > 1) {
          builder.add(compare(minus(sum(crews.map(({ literal }) => literal)), term(choice.literal)), '=', 0));
        }
        const phase = phases[p];
        if (!phase || item.isInterruptible) return;
        builder.add(difference(term(phase.to), term(phase.from), minutes, minutes), posting.when(choice.literal));
      });
    }
  }
}

/** The time between phases that are no block. */
export function postIdle(posting: Posting, { batches, item }: OperationVars): void {
  for (const { phases, present } of batches) {
    phases.slice(1).forEach(({ from }, i) => {
      const gap = difference(term(from), term(phases[i]!.to), item.idle.min, item.idle.max);
      for (const literal of present) posting.add(gap, posting.when(literal));
    });
  }
}

/** That a block is over within the horizon; everything else is said by the domains of starts and ends. */
export function postWindow(posting: Posting, { batches }: OperationVars): void {
  for (const { choices, end, phases, present } of batches) {
    const isSaid = phases.length > 0 || choices.every(({ duration }) => duration === choices[0]!.duration);
    if (isSaid) continue;
    for (const literal of present) posting.add(compare(end, '<=', posting.problem.horizon), posting.when(literal));
  }
}

import { compare } from '../../../src/language/constraints/linear.ts';
import { constant, type Expression, minus, not, plus, term } from '../../../src/language/expression.ts';
import { type Posting, valueAt } from '../posting.ts';
import type { OperationVars } from './operations.ts';

/** Adds `amount` for each minute that an operation waits after what comes before it, and between its phases. */
export function postIdleTime(posting: Posting, operation: OperationVars, amount: number): void {
  const { batches, item, presence } = operation;
  for (const { phases, present } of batches) {
    phases.slice(1).forEach(({ from }, i) => {
      const to = phases[i]!.to;
      const gap = plus(minus(term(from), term(to)), constant(-item.idle.min));
      costOf(posting, amount, { wait: gap, present });
    });
  }
  const ready = item.before.map(({ item: index, min }): Expression => {
    const before = posting.of(index);
    return plus(before ? posting.endOf(before) : constant(posting.fixed.endOf([index])), constant(min));
  });
  if (ready.length === 0) return;
  const start = posting.startOf(operation);
  const waits = ready.map((time) => minus(start, time));
  if (waits.length === 1) {
    costOf(posting, amount, { wait: waits[0]!, present: [presence] });
    return;
  }
  // Of several, what is over last counts; it is the one that makes the wait shortest.
  const { horizon } = posting.problem;
  const least = (values: Float64Array): number => Math.min(...waits.map((wait) => valueAt(wait, values)));
  const isHere = (values: Float64Array): boolean => values[presence] === 1;
  const minutes = posting.integer(0, horizon, (_, values) => (isHere(values) ? Math.max(0, least(values)) : 0));
  posting.costs.add(minutes, amount);
  const isLast = waits.map((wait, i) => {
    const isIt = posting.boolean((_, values) => {
      const isLeast = (one: Expression): boolean => valueAt(one, values) === least(values);
      return isHere(values) && isLeast(wait) && !waits.slice(0, i).some(isLeast);
    });
    posting.add(compare(term(minutes), '>=', wait), { enforce: [isIt] });
    return isIt;
  });
  posting.add({ kind: 'exactlyOne', literals: [...isLast, not(presence)] });
}

interface Wait {
  readonly wait: Expression;
  readonly present: readonly number[];
}

function costOf(posting: Posting, amount: number, { wait, present }: Wait): void {
  const minutes = posting.integer(0, posting.problem.horizon, (_, values) =>
    present.some((one) => values[one] === 1) ? Math.max(0, valueAt(wait, values)) : 0,
  );
  for (const one of present) posting.add(compare(term(minutes), '>=', wait), posting.when(one));
  posting.costs.add(minutes, amount);
}

import { compare } from '../../../src/language/constraints/linear.ts';
import { constant, type Expression, type Literal, minus, not, sum, term } from '../../../src/language/expression.ts';
import { type Posting, valueAt } from '../posting.ts';
import type { OrderInfo } from '../problem.ts';
import type { Schedule } from '../schedule.ts';

/** Something of an order that may be the last of it: a batch, or what is fixed. */
interface End {
  readonly end: Expression;
  /** One of them is true where it is there; none for what is fixed. */
  readonly present: readonly Literal[];
}

/** Adds `amount` for each minute from the end of an order to its due time. */
export function postEarliness(posting: Posting, { due, items }: OrderInfo, amount: number): void {
  const given = posting.fixed.endOf(items);
  if (!Number.isFinite(due) || given >= due) return;
  const ends: End[] = items
    .flatMap((item) => posting.of(item)?.batches ?? [])
    .map(({ end, present }) => ({ end, present }));
  if (Number.isFinite(given)) ends.push({ end: constant(given), present: [] });
  if (ends.length === 0) return;
  const earlyIn = (schedule: Schedule): number => {
    const end = schedule.endOf(items);
    return Number.isFinite(end) ? Math.max(0, due - end) : 0;
  };
  const early = posting.integer(0, due, earlyIn);
  posting.costs.add(early, amount);
  const isLast = ends.map(({ end, present }, i) => {
    const isIt = posting.boolean((schedule, values) => {
      const isHere = ({ present: ones }: End): boolean => ones.length === 0 || ones.some((one) => values[one] === 1);
      const isEnd = (one: End): boolean => isHere(one) && valueAt(one.end, values) === schedule.endOf(items);
      return isEnd(ends[i]!) && !ends.slice(0, i).some(isEnd);
    });
    posting.add(compare(term(early), '>=', minus(constant(due), end)), { enforce: [isIt] });
    if (present.length > 0) posting.add({ kind: 'boolOr', literals: [not(isIt), ...present] });
    return isIt;
  });
  // Where something is there, one of them is what the minutes are counted from; the last one costs least.
  for (const { present } of ends) {
    if (present.length === 0) posting.add({ kind: 'boolOr', literals: isLast });
    for (const one of present) posting.add({ kind: 'boolOr', literals: [not(one), ...isLast] });
  }
  posting.add(compare(sum(isLast), '<=', 1));
}

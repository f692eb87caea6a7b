import { constant, type Expression, type Literal, not } from '../../../src/language/expression.ts';
import { difference, type Posting } from '../posting.ts';
import { endOf, startOf } from '../problem.ts';

/** Before everything. */
const BEFORE = -(2 ** 20);

/** A change of a stock at a time. */
interface Step {
  readonly at: number;
  readonly by: number;
}

/** A reservoir for each material that something consumes. */
export function postMaterials(posting: Posting): void {
  const { items, materials } = posting.problem;
  const sure = posting.builder.constant(1);
  for (const { deliveries, index, stock } of materials) {
    const changes: { time: Expression; change: number; active: Literal }[] = [];
    const given: Step[] = deliveries.map(({ at, quantity }) => ({ at, by: quantity }));
    const amountOf = (uses: (typeof items)[number]['consumes']): number =>
      uses.reduce((sum, { material, quantity }) => sum + (material === index ? quantity : 0), 0);
    const change = (time: Expression, by: number, active: Literal): void => {
      if (by !== 0) changes.push({ time, change: by, active });
    };
    for (const run of posting.fixed.assignments) {
      const { consumes, produces } = items[run.item]!;
      given.push({ at: startOf(run), by: -amountOf(consumes) }, { at: endOf(run), by: amountOf(produces) });
    }
    const { later, level, until } = afterShortage(stock, given);
    change(constant(BEFORE), level, sure);
    for (const { at, by } of later) change(constant(at), by, sure);
    let isOpen = false;
    for (const operation of posting.operations) {
      const [out, back] = [amountOf(operation.item.consumes), amountOf(operation.item.produces)];
      isOpen ||= out > 0;
      if (out > 0 && until === Number.POSITIVE_INFINITY) {
        posting.add({ kind: 'boolAnd', literals: [not(operation.presence)] });
      } else if (out > 0 && until > BEFORE) {
        posting.add(difference(posting.startOf(operation), constant(until), 0), posting.when(operation.presence));
      }
      if (out > 0) change(posting.startOf(operation), -out, operation.presence);
      if (back > 0) change(posting.endOf(operation), back, operation.presence);
    }
    if (!isOpen) continue;
    const most = changes.reduce((sum, one) => sum + Math.max(0, one.change), 0);
    posting.add({
      kind: 'reservoir',
      times: changes.map(({ time }) => time),
      changes: changes.map((one) => constant(one.change)),
      actives: changes.map(({ active }) => active),
      minLevel: 0,
      maxLevel: most,
    });
  }
}

/**
 * What is there once given work no longer takes more than there is, and what changes later.
 *
 * *Means* a shortage of what is given is a conflict of the input; until it is over, at `until`, a run takes nothing.
 * *Limits* what the run itself makes ends no such shortage.
 */
function afterShortage(stock: number, given: readonly Step[]): { level: number; later: Step[]; until: number } {
  const at = new Map<number, number>();
  for (const one of given) at.set(one.at, (at.get(one.at) ?? 0) + one.by);
  const steps = [...at].sort(([a], [b]) => a - b);
  let last = -1;
  let level = stock;
  steps.forEach(([, by], i) => {
    level += by;
    if (level < 0) last = i;
  });
  if (last < 0) return { level: stock, later: [...given], until: BEFORE };
  const ends = steps[last + 1];
  if (!ends) return { level: 0, later: [], until: Number.POSITIVE_INFINITY };
  const there = steps.slice(0, last + 2).reduce((sum, [, by]) => sum + by, stock);
  return { level: there, later: steps.slice(last + 2).map(([at, by]) => ({ at, by })), until: ends[0] };
}

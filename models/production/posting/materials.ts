import { constant, type Expression, type Literal } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import { endOf, startOf } from '../problem.ts';

/** Before everything. */
const BEFORE = -(2 ** 20);

/** A reservoir for each material that something consumes. */
export function postMaterials(posting: Posting): void {
  const { items, materials } = posting.problem;
  const sure = posting.builder.constant(1);
  for (const { deliveries, index, stock } of materials) {
    const changes: { time: Expression; change: number; active: Literal }[] = [];
    const amountOf = (uses: (typeof items)[number]['consumes']): number =>
      uses.reduce((sum, { material, quantity }) => sum + (material === index ? quantity : 0), 0);
    const change = (time: Expression, by: number, active: Literal): void => {
      if (by !== 0) changes.push({ time, change: by, active });
    };
    change(constant(BEFORE), stock, sure);
    for (const { at, quantity } of deliveries) change(constant(at), quantity, sure);
    for (const run of posting.fixed.assignments) {
      const { consumes, produces } = items[run.item]!;
      change(constant(startOf(run)), -amountOf(consumes), sure);
      change(constant(endOf(run)), amountOf(produces), sure);
    }
    let isOpen = false;
    for (const operation of posting.operations) {
      const [out, back] = [amountOf(operation.item.consumes), amountOf(operation.item.produces)];
      isOpen ||= out > 0;
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

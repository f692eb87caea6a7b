import type { ReportFault } from '../../../src/domain/fault.ts';
import { check } from '../../../src/domain/review.ts';
import type { FaultCode } from '../faults.ts';
import type { Input } from '../input.ts';
import { productionFor } from '../productionOf.ts';
import { Schedule } from '../schedule.ts';
import { MOST_CREWS } from '../teams.ts';

/** Faults that only show once everything else is sound: pins and frozen work that break hard rules, and too many crews. */
export function validateDeep(
  input: Input,
  report: ReportFault<FaultCode>,
  pinAt: (pin: Input['pins'][number]) => number,
): void {
  const production = productionFor(input);
  const { items, orders } = production.problem;
  for (const item of items) {
    const phase = item.phases.find(({ crews }) => crews.length > MOST_CREWS);
    if (!phase) continue;
    const at = input.orders.findIndex(({ id }) => id === orders[item.order]!.id);
    const text = `The ${phase.kind} of ${item.id} can be done by more than ${MOST_CREWS} crews of ${phase.count} operators.`;
    report(['orders', at, 'operations'], 'too-many-crews', text, 'ask for a skill that fewer of them have.');
    return;
  }
  const { breaches } = check(production, new Schedule(production.problem, production.problem.fixed));
  for (const { assignments, rule, text } of breaches) {
    // What comes before fixed work may still be placed.
    if (rule === 'precedence' && assignments.length < 2) continue;
    for (const run of assignments.filter(({ origin }) => origin === 'pin')) {
      const item = items[run.item]!;
      const order = orders[item.order]!.id;
      const isIt = (one: { readonly order: string; readonly operation: string }): boolean =>
        one.order === order && one.operation === item.operation;
      const pin = input.pins.find(isIt);
      if (pin) {
        const what = `The pin of ${run.id} breaks ${rule}: ${text}`;
        report(['pins', pinAt(pin)], 'pin-breaks-rule', what, 'pin it elsewhere, or leave it to the run.');
        continue;
      }
      const at = input.previous!.operations.findIndex(isIt);
      const what = `${run.id} stays because of the frozen time, and breaks ${rule}: ${text}`;
      const maybe = 'end the frozen time earlier, or take the operation out of the earlier schedule.';
      report(['previous', 'operations', at], 'frozen-breaks-rule', what, maybe);
    }
  }
}

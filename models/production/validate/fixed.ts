import { each, requireKnown } from '../../../src/domain/entries.ts';
import type { Context } from './context.ts';

/** Faults of what is posted and pinned: names, and operations that are there twice. */
export function validateFixed(context: Context): void {
  const { given, machines, operators, orders, report } = context;
  const operationsOf = new Map<string, ReadonlySet<string>>();
  each(given.orders, ({ id, operations }) => {
    // Of two orders with one id, which is a fault of its own, work of either is known.
    const own = operationsOf.get(id) ?? [];
    operationsOf.set(id, new Set([...own, ...operations.map((one) => one.id)]));
  });
  const seen = new Map<string, Map<string, { readonly section: string; readonly mayMove: boolean }>>();
  for (const section of ['posted', 'pins'] as const) {
    each(given[section], ({ order, operation, machine, operators: named = [], ...more }, index) => {
      const path = [section, index];
      requireKnown(context, order, { path: [...path, 'order'], code: 'unknown-order', what: 'order', known: orders });
      const known = operationsOf.get(order);
      if (known) {
        requireKnown(context, operation, {
          path: [...path, 'operation'],
          code: 'unknown-operation',
          what: 'operation',
          known,
        });
      }
      requireKnown(context, machine, {
        path: [...path, 'machine'],
        code: 'unknown-machine',
        what: 'machine',
        known: machines,
      });
      named.forEach((one, i) => {
        const at = {
          path: [...path, 'operators', i],
          code: 'unknown-operator',
          what: 'operator',
          known: operators,
        } as const;
        requireKnown(context, one, at);
      });
      const own = seen.get(order) ?? new Map();
      seen.set(order, own);
      const first = own.get(operation);
      own.set(operation, { section, mayMove: 'movable' in more && more.movable });
      // What may move may be pinned elsewhere.
      if (first === undefined || (first.mayMove && section === 'pins')) return;
      const text = `${operation} of ${order} is in ${first.section} already.`;
      report(path, 'duplicate-fixed', text, 'keep one of the two.');
    });
  }
  each(given.posted, ({ batches = [] }, index) => {
    batches.forEach(({ machine, phases }, b) => {
      const path = ['posted', index, 'batches', b];
      requireKnown(context, machine, {
        path: [...path, 'machine'],
        code: 'unknown-machine',
        what: 'machine',
        known: machines,
      });
      if (phases.length === 0)
        report(
          [...path, 'phases'],
          'missing-field',
          'A batch has no phases.',
          'list its phases, each with from, to and operators.',
        );
      for (const [p, phase] of phases.entries()) {
        phase.operators.forEach((one, i) => {
          const at = [...path, 'phases', p, 'operators', i];
          requireKnown(context, one, { path: at, code: 'unknown-operator', what: 'operator', known: operators });
        });
      }
    });
  });
}

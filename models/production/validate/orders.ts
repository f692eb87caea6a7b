import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import { alreadyAs, listed } from '../../../src/domain/words.ts';
import type { OrderInput } from '../input.ts';
import type { Context } from './context.ts';

/** Operations of a circle that a message names. */
const MOST_NAMED = 12;

/** Faults of orders and their operations: names, bounds, and operations that wait for each other. */
export function validateOrders(context: Context): void {
  const { given, report } = context;
  const seen = new Map<string, number>();
  each(given.orders, ({ id, operations }, index) => {
    const own = new Set(operations.map((one) => one.id));
    operations.forEach((operation, i) => {
      const path = ['orders', index, 'operations', i];
      // What people call it has to be its own, also where ids have a slash.
      const called = [id, operation.id].join('/');
      const first = seen.get(called);
      if (first === undefined) seen.set(called, index);
      else {
        const text = `The operation ${called} is in the order ${alreadyAs(first)}.`;
        report([...path, 'id'], 'duplicate-operation', text, 'give each its own id.');
      }
      validateOperation(context, operation, { path, own });
    });
    for (const circle of circlesIn(operations)) {
      const text = `Operations of ${id} wait for each other: ${named(circle)}.`;
      report(['orders', index, 'operations'], 'circular', text, 'leave one of the links out.');
    }
  });
}

function validateOperation(
  context: Context,
  { after, consumes, idle, machines, produces }: OrderInput['operations'][number],
  { path, own }: { readonly path: readonly PropertyKey[]; readonly own: ReadonlySet<string> },
): void {
  const { report } = context;
  after.forEach(({ max, min, operation }, i) => {
    const at = [...path, 'after', i];
    requireKnown(context, operation, {
      path: [...at, 'operation'],
      code: 'unknown-operation',
      what: 'operation',
      known: own,
    });
    if (max === undefined || min <= max) return;
    report(
      [...at, 'max'],
      'idle-reversed',
      `At least ${min} and at most ${max} minutes are asked for.`,
      'exchange the two.',
    );
  });
  if (idle.min > idle.max) {
    const text = `At least ${idle.min} and at most ${idle.max} minutes are asked for.`;
    report([...path, 'idle', 'max'], 'idle-reversed', text, 'exchange the two, or say the greatest time.');
  }
  eachRepeated(
    machines,
    ({ machine }) => machine,
    ({ machine }, i, first) => {
      const text = `The machine ${machine} is there ${alreadyAs(first)}.`;
      report([...path, 'machines', i, 'machine'], 'duplicate-machine', text, 'name each once, with its minutes.');
    },
  );
  machines?.forEach(({ machine }, i) => {
    const known = { code: 'unknown-machine', what: 'machine', known: context.machines } as const;
    requireKnown(context, machine, { path: [...path, 'machines', i, 'machine'], ...known });
  });
  for (const [section, uses] of [
    ['consumes', consumes],
    ['produces', produces],
  ] as const) {
    uses.forEach(({ material }, i) => {
      const known = { code: 'unknown-material', what: 'material', known: context.materials } as const;
      requireKnown(context, material, { path: [...path, section, i, 'material'], ...known });
    });
  }
}

/**
 * Operations each of which comes after the one before, from one to itself.
 *
 * *Means* of circles that share an operation one is found; the others remain to be seen when it is broken.
 */
function circlesIn(operations: OrderInput['operations']): string[][] {
  const circles: string[][] = [];
  const afterOf = new Map(operations.map(({ id, after }) => [id, after.map(({ operation }) => operation)]));
  const state = new Map<string, 'open' | 'done'>();
  for (const { id } of operations) {
    const trail: { id: string; next: number }[] = [{ id, next: 0 }];
    while (trail.length > 0) {
      const here = trail.at(-1)!;
      if (here.next === 0 && state.get(here.id) === 'done') {
        trail.pop();
        continue;
      }
      state.set(here.id, 'open');
      const before = afterOf.get(here.id)?.[here.next++];
      if (before === undefined) {
        state.set(here.id, 'done');
        trail.pop();
        continue;
      }
      if (state.get(before) === 'open') {
        const circle = trail.splice(trail.findIndex(({ id }) => id === before)).map((one) => one.id);
        circles.push([...circle, before].reverse());
        for (const one of circle) state.set(one, 'done');
        continue;
      }
      if (afterOf.has(before)) trail.push({ id: before, next: 0 });
    }
  }
  return circles;
}

function named(circle: readonly string[]): string {
  return circle.length <= MOST_NAMED ? circle.join(', then ') : `${listed(circle)}, and back to ${circle[0]}`;
}

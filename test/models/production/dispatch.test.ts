import { expect, test } from 'vitest';
import { keysBy } from '../../../models/production/dispatch/rules.ts';
import { serially } from '../../../models/production/dispatch/serial.ts';
import { production } from '../../../models/production/index.ts';
import type { Input } from '../../../models/production/input.ts';
import { productionOf } from '../../../models/production/productionOf.ts';
import { Schedule } from '../../../models/production/schedule.ts';
import { solutionOf } from '../../../models/production/solution.ts';
import { check } from '../../../src/domain/review.ts';

const part = [{ material: 'part', quantity: 1 }];

/** Two machines that are always there; `use` is urgent and due first, and needs a part that `make` is to make. */
function workshop(more: Record<string, unknown> = {}, make: Record<string, unknown> = {}) {
  return {
    horizon: { from: '2026-05-04', to: '2026-05-06' },
    resources: ['a', 'b'].map((id) => ({ id, kind: 'machine', capabilities: [{ does: id }] })),
    materials: [{ id: 'part' }],
    orders: [
      {
        id: 'make',
        due: '2026-05-06T12:00',
        operations: [
          { id: 'first', kind: 'a', core: { minutes: 30 } },
          { id: 'then', kind: 'a', after: [{ operation: 'first' }], core: { minutes: 30 }, produces: part, ...make },
        ],
      },
      {
        id: 'use',
        due: '2026-05-04T02:00',
        priority: 'urgent',
        operations: [{ id: 'it', kind: 'b', core: { minutes: 20 }, consumes: part }],
      },
      { id: 'other', due: '2026-05-04T04:00', operations: [{ id: 'it', kind: 'a', core: { minutes: 60 } }] },
    ],
    ...more,
  };
}

/** When each operation begins by each dispatch rule, in minutes; every schedule is legal. */
function starts(input: unknown): Record<string, Record<string, number>> {
  const production_ = productionOf(production.parse(input) as Input);
  const { problem } = production_;
  return Object.fromEntries(
    Object.entries(keysBy(problem)).map(([rule, keys]) => {
      const runs = serially(problem, keys);
      expect(check(production_, new Schedule(problem, runs)).breaches, rule).toEqual([]);
      return [rule, Object.fromEntries(runs.map(({ batches, id }) => [id, batches[0]!.phases[0]!.from]))];
    }),
  );
}

test('what uses a part is placed after what makes it, whichever is more urgent, and what makes it is as urgent', () => {
  const all = starts(workshop());
  for (const at of Object.values(all)) {
    expect(Object.keys(at).sort()).toEqual(['make/first', 'make/then', 'other/it', 'use/it']);
    expect(at['use/it']).toBe(at['make/then']! + 30);
  }
  // By due date the part is made before the other order, though its own order is due later.
  expect(all['due-date']).toEqual({ 'make/first': 0, 'make/then': 30, 'use/it': 60, 'other/it': 60 });
});

test('a part that is made sooner than it is delivered is not waited for', () => {
  const delivered = { materials: [{ id: 'part', deliveries: [{ at: '2026-05-05T12:00', quantity: 5 }] }] };
  for (const at of Object.values(starts(workshop(delivered)))) expect(at['use/it']).toBe(at['make/then']! + 30);
});

test('a part whose maker has no place, or waits for the part itself, is done without', () => {
  const delivered = { materials: [{ id: 'part', deliveries: [{ at: '2026-05-04T12:00', quantity: 5 }] }] };
  const never = workshop(delivered, { core: { minutes: 9000 } });
  for (const at of Object.values(starts(never))) expect(at).toMatchObject({ 'use/it': 720 });
  const circle = workshop(delivered, { consumes: part });
  for (const at of Object.values(starts(circle))) expect(at).toMatchObject({ 'make/then': 720, 'use/it': 720 });
  for (const at of Object.values(starts(workshop({}, { consumes: part }))))
    expect(Object.keys(at)).not.toContain('use/it');
});

test('a sequence is built as it is given, where a maker comes first', () => {
  const input = production.parse(workshop()) as Input;
  const sequence = ['make/first', 'make/then', 'use/it', 'other/it'].map((id) => {
    const [order, operation] = id.split('/') as [string, string];
    return { order, operation };
  });
  const { problem } = productionOf(input);
  const keys = Float64Array.from(problem.items, ({ id }) =>
    sequence.findIndex((one) => `${one.order}/${one.operation}` === id),
  );
  expect(solutionOf(problem, serially(problem, keys)).sequence).toEqual(expect.arrayContaining(sequence));
});

test('given work that overlaps holds its machine for all of its time', () => {
  const posted = [
    // From 0:00 to 1:00 and from 0:50 to 1:20 on machine a, so that the other order begins at 1:20.
    { order: 'other', operation: 'it', machine: 'a', start: '2026-05-04T00:00' },
    { order: 'make', operation: 'first', machine: 'a', start: '2026-05-04T00:50' },
  ];
  const late = { id: 'late', operations: [{ id: 'it', kind: 'a', core: { minutes: 10 } }] };
  const { orders, ...rest } = workshop({ posted });
  const { problem } = productionOf(production.parse({ ...rest, orders: [orders[2], orders[0], late] }) as Input);
  for (const keys of Object.values(keysBy(problem))) {
    const runs = serially(problem, keys);
    expect(Math.min(...runs.map(({ batches }) => batches[0]!.phases[0]!.from))).toBe(80);
  }
});

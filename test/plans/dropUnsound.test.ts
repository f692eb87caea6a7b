import { expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { DovetailError } from '../../src/errors.ts';
import { dropUnsound, type Imported } from '../../src/plans/dropUnsound.ts';
import { listsOfPlan } from '../../src/plans/keptLists.ts';
import { inputOf, type Rows, rowsOf } from '../../src/plans/rows.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';

const lists = listsOfPlan(DOMAIN_MODELS.staffing);
const domain = { ...DOMAIN_MODELS.staffing, lists } as unknown as DomainModel;

/** A week, and twelve weeks before it, each with an event that is done. */
function rows(change: (event: Record<string, unknown>, week: number) => void = () => undefined): Rows {
  const dayOf = (week: number): string => new Date(Date.UTC(2026, 0, 5 - 7 * week)).toISOString().slice(0, 10);
  const events = Array.from({ length: 13 }, (_, week) => {
    const event = { id: `e${week}`, type: 'a', start: dayOf(week), due: dayOf(week - 1) };
    change(event, week);
    return event;
  });
  const input = {
    ...{ profile: 'plain', horizon: { from: dayOf(0), to: '2026-01-11' }, types: { a: {} } },
    employees: [{ id: 'ann', role: 'crew' }],
    events,
    posted: events.map(({ id, start }) => ({ event: id, employee: 'ann', day: start })),
  };
  return rowsOf(lists, input);
}

/** What is left, or what is said of the faults; people have put in place what `peoples` names. */
function checked(all: Rows, atOnce: number, peoples: readonly string[] = []): unknown {
  const mine = new Map([['posted', new Set(peoples)]]);
  const dropped: string[] = [];
  const imported: Imported = {
    arrived: { rows: all, lines: new Map(Array.from({ length: 13 }, (_, week) => [`e${week}`, week + 2])) },
    refreshed: {
      ...{ peoples: mine, dropped: [], counts: { created: 0, changed: 0, kept: 0 } },
      effects: () => [],
      originOf: () => ({ was: null, is: null }),
      drop(list, id) {
        all.get(list)!.delete(id);
        mine.get(list)!.delete(id);
        dropped.push(id);
      },
    },
    isOther: (list, entry) => {
      const { day, start } = entry as { day?: string; start?: string };
      return ['events', 'posted'].includes(list) && (day ?? start ?? '') < '2026-01-05';
    },
  };
  try {
    dropUnsound(domain, all, imported, atOnce);
    return { dropped, left: inputOf(all) };
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    return thrown.faults.map(({ line, pointer }) => ({ line, pointer }));
  }
}

test('years around a plan are checked in parts, with the same result as together', () => {
  const whole = checked(rows(), 1000) as { left: { events: unknown[] } };
  expect(whole.left.events).toHaveLength(13);
  for (const atOnce of [1, 5, 26]) expect(checked(rows(), atOnce)).toEqual(whole);
});

test('a fault of another day has its line, whichever part it is in', () => {
  const wrong = () => rows((event, week) => void (week === 9 && Object.assign(event, { type: 'b' })));
  const told = [{ line: 11, pointer: '/events/e9/type' }];
  for (const atOnce of [1, 5, 1000]) expect(checked(wrong(), atOnce), `${atOnce}`).toEqual(told);
});

test('work of people that the plan cannot have on another day is dropped', () => {
  const gone = () => {
    const all = rows();
    all.get('posted')!.set('e7', { event: 'e7', employee: 'bob', day: '2025-11-17' });
    return all;
  };
  expect(checked(gone(), 4)).toEqual([{ line: 9, pointer: '/posted/e7/employee' }]);
  for (const atOnce of [1, 4, 1000]) {
    const { dropped, left } = checked(gone(), atOnce, ['e7']) as { dropped: string[]; left: { posted: unknown[] } };
    expect(dropped, `${atOnce}`).toEqual(['e7']);
    expect(left.posted).toHaveLength(12);
  }
});

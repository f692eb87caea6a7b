import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import { scheduleCalendar } from '../../../src/exchange/scheduleCalendar.ts';
import { scheduleCsv } from '../../../src/exchange/scheduleCsv.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

/** One operation of ten hours on a machine that is there from 08:00 to 17:00, in a zone; placed at 14:00 on a Monday. */
function timelineOf(operation: object, phases: readonly object[]) {
  const input = production.parse({
    horizon: { from: '2026-09-07', to: '2026-09-09' },
    timeZone: 'Europe/Berlin',
    calendars: [{ id: 'day', shifts: [{ day: ['monday', 'tuesday', 'wednesday'], from: '08:00', to: '17:00' }] }],
    resources: [{ id: 'saw', kind: 'machine', calendar: 'day', capabilities: [{ does: 'cut' }] }],
    orders: [{ id: 'bed', operations: [{ id: 'cut', ...operation }] }],
  });
  const batches = [{ machine: 'saw', quantity: 1, phases }];
  return production.timeline(input, { operations: [{ order: 'bed', operation: 'cut', batches }], sequence: [] });
}

test('interruptible work has the stretches in which its machine is there', () => {
  // Three hours are left on Monday, and seven are done by Tuesday 15:00.
  const { bars } = timelineOf({ core: { minutes: 600 }, interruptible: true }, [
    { from: '2026-09-07T14:00', to: '2026-09-08T15:00', operators: [] },
  ]);
  expect(bars).toMatchObject([{ from: 14 * 60, to: 24 * 60 + 15 * 60 }]);
  expect(bars[0]!.worked).toEqual([
    [14 * 60, 17 * 60],
    [32 * 60, 39 * 60],
  ]);
});

test('operators have lanes of their own, with the time in which they are engaged', async () => {
  // Ann sets up for half an hour; the saw works on without her.
  const value = {
    horizon: { from: '2026-09-07', to: '2026-09-07' },
    calendars: [{ id: 'day', shifts: [{ day: 'monday', from: '08:00', to: '17:00' }] }],
    resources: [
      { id: 'saw', kind: 'machine', calendar: 'day', capabilities: [{ does: 'cut' }] },
      { id: 'ann', name: 'Ann', kind: 'operator', calendar: 'day', skills: ['set'] },
    ],
    orders: [
      {
        id: 'bed',
        operations: [{ id: 'cut', setup: { minutes: 30, operators: { skills: ['set'] } }, core: { minutes: 120 } }],
      },
    ],
  };
  const { answer } = await solveDomain(production, value);
  const timeline = production.timeline(production.parse(value), answer!.solution);
  const [begin, set, done] = [8 * 60, 8 * 60 + 30, 10 * 60 + 30];
  expect(timeline.bars.map(({ from, lane, to }) => [lane, from, to])).toEqual([['saw', begin, done]]);
  expect(timeline.people!.bars.map(({ from, lane, to }) => [lane, from, to])).toEqual([['ann', begin, set]]);
  expect(scheduleCsv(timeline, { lane: 'Ann' })).toContain('08:30');
  const calendar = scheduleCalendar(timeline, { name: 'week', lane: 'ann' });
  expect(calendar).toContain('DTEND:20260907T083000');
  // An event of the machine and one of its operator are two, also in one calendar.
  const uidsOf = (text: string): string[] => text.match(/UID:\S+/g) ?? [];
  expect(uidsOf(calendar)).toHaveLength(1);
  expect(uidsOf(scheduleCalendar(timeline, { name: 'week', lane: 'saw' }))).not.toEqual(uidsOf(calendar));
});

test('work without a pause has none, and phases apart are stretches too', () => {
  const single = timelineOf({ core: { minutes: 60 } }, [
    { from: '2026-09-07T14:00', to: '2026-09-07T15:00', operators: [] },
  ]);
  expect(single.bars[0]).not.toHaveProperty('worked');
  const setupBefore = timelineOf({ setup: { minutes: 60 }, core: { minutes: 60 } }, [
    { from: '2026-09-07T16:00', to: '2026-09-07T17:00', operators: [] },
    { from: '2026-09-08T08:00', to: '2026-09-08T09:00', operators: [] },
  ]);
  expect(setupBefore.bars[0]!.worked).toEqual([
    [16 * 60, 17 * 60],
    [32 * 60, 33 * 60],
  ]);
});

import { describe, expect, test } from 'vitest';
import { sessions } from '../../../models/sessions/index.ts';
import { inputAsked } from '../../../src/solve/asked.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

/** Sam is at a meeting on Monday until ten, when Ann and Bob have posted sessions; Cid's is later. */
const WEEK = {
  grid: { days: ['monday', 'tuesday'], startsEvery: 30, from: '09:00', to: '11:00' },
  sites: [{ id: 'oak' }],
  providers: [{ id: 'sam' }, { id: 'kim' }],
  students: ['ann', 'bob', 'cid'].map((id) => ({ id, site: 'oak', sessions: 1, minutes: 30, providers: ['sam'] })),
  blocked: [{ provider: 'sam', day: 'monday', from: '09:00', to: '10:00', reason: 'a meeting' }],
  posted: [
    { student: 'ann', provider: 'sam', day: 'monday', start: '09:00' },
    { student: 'bob', provider: 'sam', day: 'monday', start: '09:30', deliveredBy: 'kim' },
    { student: 'cid', provider: 'sam', day: 'monday', start: '10:30' },
  ],
  rules: [{ id: 'lunch', enabled: false }],
};

describe('sessions of people who are away', () => {
  test('are conflicts that say how the work is given back', async () => {
    const { answer } = await solveDomain(sessions, WEEK, { ticks: 2000 });
    // Kim is there for Bob, and Kim has no meeting.
    expect(answer!.result.conflicts.map(({ items, reopen }) => [items, reopen])).toEqual([[['ann#1'], 'absent']]);
    expect(answer!.result.counts.items).toBe(0);
  });

  test('are placed anew when they are reopened, and nothing else is', async () => {
    const input = inputAsked(sessions, WEEK, { reopen: ['absent'] });
    const { answer } = await solveDomain(sessions, input, { ticks: 2000 });
    expect(answer!.result.conflicts).toEqual([]);
    expect(answer!.result.moved.map(({ item, from }) => [item, from.at])).toEqual([
      ['ann#1', { day: 'monday', start: '09:00', site: 'oak' }],
    ]);
    expect(answer!.result.placed.map(({ item }) => item)).toEqual(['ann#1']);
  });

  test('a pin then is taken out, which would be a fault otherwise', () => {
    const pinned = { ...WEEK, posted: [], pins: [{ student: 'ann', provider: 'sam', day: 'monday', start: '09:30' }] };
    expect(() => sessions.parse(pinned)).toThrow(/breaks blocked/);
    expect(inputAsked(sessions, pinned, { reopen: ['absent'] })).toEqual({ ...pinned, pins: [] });
  });

  test('those of a frozen day stay', () => {
    expect(inputAsked(sessions, { ...WEEK, frozenDays: ['monday'] }, { reopen: ['absent'] })).toMatchObject({
      posted: WEEK.posted,
    });
  });
});

test('the load of a provider is told by day, with the time that is free', async () => {
  const { answer } = await solveDomain(sessions, WEEK, { ticks: 2000 });
  // Sam works whenever the grid is open, which Kim, who serves nobody's site, does too; a meeting is no free time.
  // On Monday Sam has Ann's session in the meeting and Cid's at 10:30, Kim has Bob's.
  expect(answer!.result.loads).toEqual([
    {
      who: 'kim',
      day: 'monday',
      items: 1,
      busy: 30,
      free: 90,
      gaps: [
        { from: '09:00', to: '09:30' },
        { from: '10:00', to: '11:00' },
      ],
    },
    { who: 'kim', day: 'tuesday', items: 0, busy: 0, free: 120, gaps: [{ from: '09:00', to: '11:00' }] },
    { who: 'sam', day: 'monday', items: 2, busy: 60, free: 30, gaps: [{ from: '10:00', to: '10:30' }] },
    { who: 'sam', day: 'tuesday', items: 0, busy: 0, free: 120, gaps: [{ from: '09:00', to: '11:00' }] },
  ]);
});

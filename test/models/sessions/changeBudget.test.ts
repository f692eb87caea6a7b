import { expect, test } from 'vitest';
import { sessions } from '../../../models/sessions/index.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

/** Sam has a meeting all Monday, when Ann and Bob have sessions that may move to Kim or to Tuesday; Cid has none yet. */
const week = (parameters: object) => ({
  grid: { days: ['monday', 'tuesday'], startsEvery: 30, from: '09:00', to: '11:00' },
  sites: [{ id: 'oak' }],
  providers: [{ id: 'sam' }, { id: 'kim' }],
  students: ['ann', 'bob', 'cid'].map((id) => ({
    id,
    site: 'oak',
    sessions: 1,
    minutes: 30,
    providers: ['sam', 'kim'],
  })),
  blocked: [{ provider: 'sam', day: 'monday', from: '09:00', to: '11:00', reason: 'a meeting' }],
  posted: [
    { student: 'ann', provider: 'sam', day: 'monday', start: '09:00', movable: true },
    { student: 'bob', provider: 'sam', day: 'monday', start: '09:30', movable: true },
  ],
  rules: [
    { id: 'lunch', enabled: false },
    { id: 'budget', template: 'change-budget', parameters },
  ],
});

test.each([
  // Ann's and Bob's sessions are not where they were in any case; Cid's is new, and no change.
  [{ assignments: 1 }, undefined],
  [{ assignments: 2 }, ['ann#1', 'bob#1', 'cid#1']],
  // Sam loses them in any case.
  [{ people: 0 }, undefined],
  [{ people: 1 }, ['ann#1', 'bob#1', 'cid#1']],
])('without an earlier schedule, posted sessions that may move are counted: %j', async (parameters, placed) => {
  const { answer, solved } = await solveDomain(sessions, week(parameters));
  expect(solved.outcome.proof).toBe(placed ? 'optimal' : 'infeasible');
  expect(answer?.result.placed.map(({ item }) => item).sort()).toEqual(placed);
});

import { describe, expect, test } from 'vitest';
import { sessions } from '../../models/sessions/index.ts';
import { staffing } from '../../models/staffing/index.ts';
import { inputAsked } from '../../src/solve/asked.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';

/** One session of a student of a grade, and places that two weights of the profile tell apart. */
const WEEK = {
  grid: { days: ['monday'], startsEvery: 60, from: '11:00', to: '14:00' },
  sites: [{ id: 'oak' }],
  providers: [{ id: 'sam' }],
  students: [
    {
      ...{ id: 'ann', site: 'oak', sessions: 1, minutes: 60, providers: ['sam'] },
      prefer: [{ day: 'monday', from: '12:00', to: '14:00' }],
    },
  ],
  // Without it, sam would have no 30 free minutes between 11 and 13 when Ann sits there from 12 on.
  rules: [{ id: 'lunch', enabled: false }],
};

async function startUnder(strategy?: string): Promise<unknown> {
  const { answer } = await solveDomain(sessions, inputAsked(sessions, WEEK, { strategy }), { ticks: 2000 });
  return answer!.result.placed[0]!.at.start;
}

describe('a strategy that is asked for', () => {
  test('weighs the rules: a wish of 20 gives way to mornings of 40, and to nothing else', async () => {
    // Outside of the preferred time costs 20; at 12:00 or later costs 0 by `balanced`, and 40 by `morning-first`.
    expect(await startUnder()).not.toBe('11:00');
    expect(await startUnder('balanced')).not.toBe('11:00');
    expect(await startUnder('morning-first')).toBe('11:00');
  });

  test('goes before the strategy of the input, and leaves the input as it is', () => {
    const input = { ...WEEK, strategy: 'balanced' };
    expect(inputAsked(sessions, input, { strategy: 'grade-grouped' })).toEqual({ ...WEEK, strategy: 'grade-grouped' });
    expect(input.strategy).toBe('balanced');
  });

  test('is one of the model, or refused with those that there are', () => {
    expect(() => inputAsked(sessions, WEEK, { strategy: 'evening-first' })).toThrow(
      /no strategy "evening-first".*balanced, grade-grouped, teacher-grouped, morning-first/s,
    );
    expect(() => inputAsked(staffing, {}, { strategy: 'balanced' })).toThrow(
      /staffing has no strategy .*leave it out/s,
    );
  });

  test('does not hide that there is no input at all', () => {
    for (const value of [null, 7, []]) expect(inputAsked(sessions, value, { strategy: 'balanced' })).toBe(value);
  });
});

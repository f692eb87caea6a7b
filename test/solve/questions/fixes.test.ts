import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { changed } from '../../../src/solve/change.ts';
import { type Fix, type FixOptions, fixes, ranked } from '../../../src/solve/questions/fixes.ts';
import { resolve } from '../../../src/solve/questions/resolve.ts';
import { date } from '../../models/staffing/support/inputs.ts';
import { someInputs } from '../../models/staffing/support/smallInputs.ts';
import { cases } from '../../support/deep.ts';

async function menu(value: unknown, options: FixOptions & { readonly solution?: unknown } = {}): Promise<Fix[]> {
  const found: Fix[] = [];
  for await (const fix of fixes(staffing, value, { timeLimitMs: 60_000, ...options })) found.push(fix);
  return found;
}

/** One person, one day, two events, one a day: one has to stay out. */
const FULL = {
  profile: 'plain',
  horizon: { from: date(0), to: date(1) },
  types: { a: {} },
  employees: [{ id: 'ann', role: 'crew', weekly: { tuesday: false } }],
  events: ['e1', 'e2'].map((id) => ({ id, type: 'a', start: date(0), due: date(1) })),
  rules: [{ id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } }],
};

describe('fixes', () => {
  test('offers what the rule in the way asks for, with its effect', async () => {
    const { found } = await resolve(staffing, FULL, {});
    const [fix, ...others] = await menu(FULL, { solution: found!.solution });
    expect(fix).toMatchObject({
      text: 'Let ann have up to 2 where the rule daily allows 1.',
      changes: [{ set: 'employees/ann/caps', value: { daily: 2 } }],
      rules: ['daily'],
      penalty: 0,
      lost: [],
      isProved: true,
    });
    expect(fix!.gained).toHaveLength(1);
    expect(fix!.penaltyBefore! - fix!.penalty).toBe(fix!.gainPerChange);
    expect(others).toEqual([]);
  });

  test('an input that has no solution is offered what conflicts, and nothing else', async () => {
    // One event a week at least, and nobody there: no schedule. Less than one a week is one.
    const rules = [
      { id: 'busy', template: 'min-per-week', parameters: { types: ['a'], min: 1 } },
      { id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } },
    ];
    const none = { ...FULL, events: [], rules };
    expect((await resolve(staffing, none, {})).outcome.proof).toBe('infeasible');
    const found = await menu(none);
    expect(found.map(({ text }) => text)).toEqual([
      'Let busy have min 0 instead of 1: At least 0 a events a week for one employee.',
      'Switch busy off: At least 1 a event a week for one employee.',
    ]);
    expect(found[0]).toMatchObject({ penalty: 0, isProved: true, gained: [] });
  });

  test('a pin may be what has to go', async () => {
    const at = (event: string, day: number) => ({ event, employee: 'ann', day: date(day) });
    const pinned = {
      ...FULL,
      employees: [{ id: 'ann', role: 'crew' }],
      events: FULL.events.map((event) => ({ ...event, due: date(2) })),
      pins: [at('e1', 1)],
      previous: { assignments: [at('e1', 0), { event: 'e2', employee: 'gone', day: date(0) }] },
      rules: [{ id: 'budget', template: 'change-budget', parameters: { assignments: 1 } }],
    };
    const found = await menu(pinned);
    // The pin is one change, and e2 the other, placed or not. Without the pin, e1 stays, and e2 is the one change.
    expect(found.map(({ text, gained }) => [text, gained])).toEqual([
      [
        'Let budget have assignments 2 instead of 1: Of the earlier schedule, at most 2 assignments may change.',
        ['e1', 'e2'],
      ],
      [expect.stringMatching(/^Switch budget off/), ['e1', 'e2']],
      ['Take out the pin of e1.', ['e1', 'e2']],
    ]);
  });

  test('is lazy, and ends when it is told to', async () => {
    const { found } = await resolve(staffing, FULL, {});
    const stop = new AbortController();
    const menu = fixes(staffing, FULL, { solution: found!.solution, signal: stop.signal });
    stop.abort();
    expect((await menu.next()).done).toBe(true);
  });

  test('with no time, nothing is tried', async () => {
    const { found } = await resolve(staffing, FULL, {});
    expect(await menu(FULL, { solution: found!.solution, timeLimitMs: 0.001 })).toEqual([]);
  });

  test('are ranked by what they gain for each change', () => {
    const fix = (text: string, gain: number, changes: number): Fix => ({
      text,
      rules: [],
      items: [],
      changes: Array.from({ length: changes }, () => ({ remove: text })),
      penalty: 1000 - gain,
      penaltyChanges: {},
      gained: [],
      lost: [],
      isProved: true,
      gainPerChange: gain / changes,
      solution: undefined,
    });
    const found = [fix('two for 300', 300, 2), fix('one for 200', 200, 1), fix('two for 400', 400, 2)];
    // 150, 200 and 200 for each change; of two that are equal, the one that gains more first.
    expect(ranked(found).map(({ text }) => text)).toEqual(['two for 400', 'one for 200', 'two for 300']);
  });

  const RUNS = cases(40, 100);

  test(`over ${RUNS} incomplete runs, every fix has at least the effect that it states, by trying everything`, async () => {
    let [runs, tried] = [0, 0];
    for (const value of someInputs(400, 5)) {
      const { found } = await resolve(staffing, value, {});
      const isComplete = found!.placements.length === (value.events as unknown[]).length;
      if (isComplete) continue;
      if (runs === RUNS) break;
      runs++;
      for (const fix of await menu(value, { solution: found!.solution })) {
        tried++;
        const relaxed = changed(value, fix.changes);
        const oracle = await resolve(staffing, relaxed, { engine: 'exhaustive' });
        expect(oracle.isProved).toBe(true);
        expect(oracle.found!.review.penalty).toBeLessThanOrEqual(fix.penalty);
        if (fix.isProved) expect(fix.penalty).toBe(oracle.found!.review.penalty);
        // What it shows is a legal solution of the changed input, with the events that it says.
        const input = staffing.parse(relaxed);
        const review = staffing.review(input, fix.solution);
        expect([review.isLegal, review.penalty]).toEqual([true, fix.penalty]);
        const items = staffing.whatIf.placements(input, fix.solution).map(({ item }) => item);
        expect(items).toEqual(expect.arrayContaining([...fix.gained]));
        expect(oracle.found!.placements.length).toBeGreaterThanOrEqual(items.length);
      }
    }
    expect(runs).toBe(RUNS);
    expect(tried).toBeGreaterThan(2 * RUNS);
  });
});

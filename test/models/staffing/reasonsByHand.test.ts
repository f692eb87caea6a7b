import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

const DAY = { start: '2026-02-03', due: '2026-02-04' };

/** What a run of one day, a Tuesday, gives for the events that it leaves out. */
async function reasonsOf(input: Record<string, unknown>) {
  const run = await solveDomain(
    staffing,
    { horizon: { from: DAY.start, to: DAY.start }, ...input },
    { ticks: 200_000 },
  );
  expect(run.solved.outcome.proof).toBe('optimal');
  const { notPlaced } = run.answer!.result;
  return Object.fromEntries(notPlaced.map(({ item, reason }) => [item, reason]));
}

test('two events that each keep out a third for a rule of its own are both named', async () => {
  // The audit excludes tours on its day, and the fair, of 8 hours, other main work of the same person.
  const { tour } = await reasonsOf({
    types: { audit: {}, fair: { minutes: 480 }, tour: { minutes: 60 } },
    employees: [{ id: 'kim', role: 'guide' }],
    rules: [
      { id: 'quiet', template: 'exclusive-days', parameters: { types: ['audit'], excludes: ['tour'] } },
      { id: 'long', template: 'full-day', parameters: { minutes: 480, types: ['tour', 'fair'] } },
    ],
    events: [
      { id: 'audit', type: 'audit', ...DAY, priority: 'critical' },
      { id: 'fair', type: 'fair', ...DAY, priority: 'high' },
      { id: 'tour', type: 'tour', ...DAY, priority: 'low' },
    ],
  });
  expect(tour).toMatchObject({ kind: 'crowded-out', who: 'kim', at: { day: DAY.start } });
  expect(new Set(tour!.room)).toEqual(new Set(['audit', 'fair']));
  expect(new Set(tour!.rules)).toEqual(new Set(['quiet', 'long']));
  expect(tour!.text).toContain('audit (quiet)');
  expect(tour!.text).toContain('fair (long)');
});

test('an event that would have to bring company says so, with what both would cost', async () => {
  // Nothing is worth anything, and whoever works at all costs 40 on a day that would be free: 40 for guide and talk.
  const rules = [
    { id: 'place', weight: 0 },
    { id: 'urgency', weight: 0 },
    { id: 'opens', template: 'proximity', weight: 40 },
    { id: 'after', template: 'needs-base', parameters: { types: ['talk'], bases: ['guide'] } },
  ];
  const { guide, talk } = await reasonsOf({
    types: { guide: {}, talk: {} },
    employees: [{ id: 'kim', role: 'guide' }],
    rules,
    events: [
      { id: 'guide', type: 'guide', ...DAY },
      { id: 'talk', type: 'talk', ...DAY },
    ],
  });
  expect(guide).toMatchObject({ kind: 'outweighed', rule: 'opens', amount: 40, costs: { opens: 40 } });
  expect(guide!.company).toBeUndefined();
  expect(talk).toMatchObject({ kind: 'outweighed', rule: 'opens', amount: 40, company: ['guide'] });
  expect(talk!.text).toBe(
    'talk could be added with company only, such as guide (guide, with kim on 2026-02-03): with kim on 2026-02-03, that would cost 40 more than it is worth (opens +40).',
  );
});

const pair = { id: 'pair', template: 'follower', parameters: { leader: 'show', follower: 'clear', employee: 'same' } };
const types = { show: { minutes: 60 }, clear: { minutes: 60 } };

test('of two that cannot be together, each names the rule that keeps them apart, and not the other', async () => {
  const reasons = await reasonsOf({
    types,
    employees: [{ id: 'kim', role: 'crew' }],
    rules: [pair, { id: 'long', template: 'full-day', parameters: { minutes: 400, types: ['show', 'clear'] } }],
    events: [
      { id: 'show', type: 'show', ...DAY, pairing: 'x', minutes: 400 },
      { id: 'clear', type: 'clear', ...DAY, pairing: 'x' },
    ],
  });
  for (const event of ['show', 'clear']) expect(reasons[event]).toMatchObject({ kind: 'blocked', rule: 'long' });
  expect(reasons.show!.text).toContain('pair: Its follower clear would have to be placed that day too.');
});

test('a leader that is inactive is called inactive', async () => {
  const { clear } = await reasonsOf({
    types,
    employees: [{ id: 'kim', role: 'crew' }],
    rules: [pair],
    events: [
      { id: 'show', type: 'show', ...DAY, pairing: 'x', active: false },
      { id: 'clear', type: 'clear', ...DAY, pairing: 'x' },
    ],
  });
  expect(clear).toMatchObject({ kind: 'blocked', rule: 'pair' });
  expect(clear!.text).toContain('Its leader show is inactive');
});

test('a leader that nobody may do is why its follower stays, and the rule that says so is named', async () => {
  const { clear, show } = await reasonsOf({
    types,
    employees: [{ id: 'kim', role: 'crew' }],
    rules: [pair, { id: 'stars', template: 'qualified', parameters: { types: ['show'], skills: ['stage'] } }],
    events: [
      { id: 'show', type: 'show', ...DAY, pairing: 'x' },
      { id: 'clear', type: 'clear', ...DAY, pairing: 'x' },
    ],
  });
  expect(show).toMatchObject({ kind: 'nobody-qualified', rule: 'stars' });
  expect(clear).toMatchObject({ kind: 'blocked', rule: 'stars' });
});

test('every rule that forbids the only place is named, and what each says', async () => {
  const { tour } = await reasonsOf({
    types: { tour: { minutes: 300 } },
    employees: [{ id: 'kim', role: 'guide' }],
    rules: [
      { id: 'one', template: 'max-per-day', parameters: { types: ['tour'], max: 1 } },
      { id: 'week', template: 'weekly-minutes', parameters: { max: 500 } },
    ],
    events: [{ id: 'tour', type: 'tour', ...DAY }],
    posted: [{ event: 'old', employee: 'kim', day: DAY.start, type: 'tour' }],
  });
  expect(tour).toMatchObject({ kind: 'blocked', by: ['old'] });
  expect(new Set(tour!.rules)).toEqual(new Set(['one', 'week']));
  expect(tour!.text).toMatch(/one: .*week: /);
});

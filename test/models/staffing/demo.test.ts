import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { InputDraft } from '../../../models/staffing/generate/entities.ts';
import { staffing } from '../../../models/staffing/index.ts';
import { demoText } from '../../../scripts/generate/demo.ts';
import type { DomainResult } from '../../../src/solve/result.ts';
import { allPosted, postedFaults, weekOf } from './support/postedFaults.ts';
import { reviewPosted } from './support/reviewPosted.ts';

const TEXT = readFileSync(new URL('../../../models/staffing/demo.yaml', import.meta.url), 'utf8');
const DEMO = parse(TEXT) as InputDraft;

/** The salsa is posted with Hannah while she is on holiday, so that it has to move. */
const SETTLED = { ...DEMO, events: DEMO.events!.filter(({ id }) => id !== 'salsa') };

test('the file is what the script writes', () => {
  expect(demoText()).toBe(TEXT);
});

test('it has 15 people, 80 events, 200 posted assignments, two locked days and a holiday in three weeks, without fault', () => {
  const input = staffing.parse(DEMO) as unknown as InputDraft;
  expect(input).toMatchObject({ horizon: { from: '2026-05-13', to: '2026-06-02' }, holidays: ['2026-05-25'] });
  expect(input.lockedDays).toHaveLength(2);
  expect(input.employees).toHaveLength(15);
  expect(input.events).toHaveLength(80);
  expect(allPosted(DEMO)).toHaveLength(200);
});

test('its posted work keeps every hard rule, by a naive count and by the review, except for what has to move', () => {
  expect(postedFaults(SETTLED)).toEqual([]);
  expect(reviewPosted(SETTLED).issues).toEqual([]);
  expect(postedFaults(DEMO)).toEqual(['salsa has somebody who is away']);
});

test('events that have no place even alone say why, each kind of reason once at least', () => {
  const input = staffing.parse(DEMO);
  const nothing = staffing.result(staffing.build(input), { assignments: [] }, 'optimal') as DomainResult;
  const reasons = new Map(nothing.notPlaced.map(({ item, reason }) => [item, `${reason.kind} ${reason.rule ?? ''}`]));
  const said = ['lemonade-for-the-parade', 'knife-sharpening-show', 'holiday-weekend-wines', 'juice-bar-on-sunday'];
  expect(said.map((id) => reasons.get(id))).toEqual([
    'no-valid-day H7',
    'nobody-qualified knife-skills',
    'nobody-available H5',
    'nobody-available H6',
  ]);
  expect(reasons.get('ice-cream-launch')).toMatch(/^blocked H(11|21)$/);
  expect(reasons.get('juicer-clean-on-saturday')).toBe('blocked H14');
  expect([reasons.get('energy-drink'), reasons.get('vendor-visit')]).toEqual(['inactive ', 'inactive ']);
});

test('the Friday is full, and the Saturday has fewer blocks left than events that need one', () => {
  const blocksTaken = (date: string): number =>
    DEMO.posted!.filter((one) => one.type === 'core' && one.day === date).length;
  const onlyOn = (date: string): number =>
    DEMO.events!.filter(
      ({ start, type, due }) => type === 'core' && start === date && Date.parse(due) - Date.parse(start) === 86_400_000,
    ).length;
  expect(blocksTaken('2026-05-22')).toBe(8);
  // Five events want to be on the Saturday; two blocks are free, and a third when the popcorn moves.
  expect(onlyOn('2026-05-23')).toBe(5);
  expect(blocksTaken('2026-05-23')).toBe(5);
});

test('somebody has six core events in the week that the horizon begins in, partly before it', () => {
  const weeks = Map.groupBy(
    DEMO.posted!.filter(({ type, day }) => type === 'core' && weekOf(day) === '2026-05-10'),
    ({ employee }) => employee,
  );
  const full = [...weeks.values()].filter((list) => list.length === 6);
  expect(
    full.some((list) => list.some(({ day }) => day < '2026-05-13') && list.some(({ day }) => day > '2026-05-12')),
  ).toBe(true);
});

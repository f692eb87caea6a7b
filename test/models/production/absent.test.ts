import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import { inputAsked } from '../../../src/solve/asked.ts';
import { changed } from '../../../src/solve/change.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

const day = '2026-05-04';
const posted = (order: string, start: string, more: Record<string, unknown> = {}) => ({
  ...{ order, operation: 'turn', machine: 'lathe', start: `${day}T${start}`, operators: ['ann'] },
  ...more,
});
/** Three orders that Ann turns on the lathe, one after the other; Bob could turn them on the other one. */
const INPUT = {
  horizon: { from: day, to: '2026-05-05' },
  resources: [
    { id: 'lathe', kind: 'machine', capabilities: [{ does: 'turn' }] },
    { id: 'old', kind: 'machine', capabilities: [{ does: 'turn' }] },
    { id: 'ann', kind: 'operator', skills: ['turning'] },
    { id: 'bob', kind: 'operator', skills: ['turning'] },
  ],
  orders: ['one', 'two', 'three'].map((id) => ({
    id,
    operations: [{ id: 'turn', core: { minutes: 60, operators: { skills: ['turning'] } } }],
  })),
};
const idsThatMove = (value: unknown): string[] =>
  (value as { posted: { order: string; movable?: boolean }[] }).posted
    .filter(({ movable }) => movable)
    .map(({ order }) => order);

test('what an absent operator has is placed anew, except what is running, frozen or elsewhere', () => {
  const given = {
    ...INPUT,
    posted: [
      posted('one', '08:00'),
      posted('two', '', { start: '2026-05-03T23:30', progress: 0.2 }),
      posted('three', '10:00'),
    ],
    frozenUntil: `${day}T09:00`,
  };
  const away = changed(given, production.whatIf.absence!(given, 'ann', { from: day, to: day }));
  expect(idsThatMove(inputAsked(production, away, { reopen: ['absent'] }))).toEqual(['three']);
  const machine = changed(given, production.whatIf.absence!(given, 'old', { from: day, to: day }));
  expect(idsThatMove(inputAsked(production, machine, { reopen: ['absent'] }))).toEqual([]);
  const warnings = production.foreseen(production.parse(away));
  const reopens = (pointer: string): boolean[] =>
    warnings
      .filter((one) => one.pointer === pointer && one.message.includes('breaks calendars'))
      .map(({ message }) => message.includes('reopen what is absent'));
  expect(['/posted/0', '/posted/1', '/posted/2'].map(reopens)).toEqual([[false], [false], [true]]);
});

test('a pin of somebody who is absent goes', () => {
  const given = { ...INPUT, pins: [posted('one', '08:00')] };
  const away = changed(given, production.whatIf.absence!(given, 'ann', { from: day, to: day }));
  expect(inputAsked(production, away, { reopen: ['absent'] })).toMatchObject({ pins: [] });
});

test('what may move is placed around the absence, and stays where it can', async () => {
  const given = { ...INPUT, posted: [posted('one', '08:00'), posted('two', '09:00')] };
  const hour = { from: `${day}T09:00`, to: `${day}T10:00` };
  const away = changed(given, [{ add: 'resources/ann/exceptions', value: hour }]);
  const input = production.parse(inputAsked(production, away, { reopen: ['absent'] }));
  const { result } = (await solveDomain(production, input, { ticks: 2000 })).answer!;
  // Bob does the second one at the same time on the same machine, which leaves it where it was.
  expect(result.moved).toEqual([]);
  expect(result.placed.find(({ item }) => item === 'two/turn')).toMatchObject({
    who: 'lathe',
    at: { start: `${day}T09:00`, operators: 'bob' },
  });
});

test.each([
  ['cid', { from: day, to: day }, 'machine or operator'],
  ['ann', { from: '2026-05-05', to: day }, 'no days from 2026-05-05'],
  ['ann', { from: 'monday', to: 'tuesday' }, 'no days from monday'],
])('an absence of %s from %o is refused', (who, days, text) => {
  expect(() => production.whatIf.absence!(INPUT, who, days)).toThrow(text);
});

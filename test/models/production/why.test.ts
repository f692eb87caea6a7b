import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

/** Steel is there from ten on; turned from then until eleven, ground after it. The day is over at four. */
const WORKSHOP = {
  horizon: { from: '2026-05-04', to: '2026-05-05' },
  calendars: [{ id: 'day', shifts: [{ day: ['monday', 'tuesday'], from: '07:00', to: '16:00' }] }],
  resources: [
    { id: 'lathe', kind: 'machine', calendar: 'day', capabilities: [{ does: 'turn' }] },
    { id: 'mill', kind: 'machine', calendar: 'day', capabilities: [{ does: 'grind' }] },
  ],
  materials: [{ id: 'steel', stock: 0, deliveries: [{ at: '2026-05-04T10:00', quantity: 10 }] }],
  orders: [
    {
      id: 'shaft',
      due: '2026-05-04T12:00',
      operations: [
        { id: 'turn', core: { minutes: 60 }, consumes: [{ material: 'steel', quantity: 6 }] },
        { id: 'grind', core: { minutes: 30 }, after: [{ operation: 'turn' }] },
      ],
    },
  ],
};

test('what is legal as the schedule is, is called impossible by nobody', async () => {
  const { answer } = await solveDomain(production, WORKSHOP);
  const input = production.parse(WORKSHOP);
  expect(answer!.result.placed.map(({ item, at }) => [item, at.start])).toEqual([
    ['shaft/grind', '2026-05-04T11:00'],
    ['shaft/turn', '2026-05-04T10:00'],
  ]);
  const table = production.whyNot(input, answer!.solution, 'shaft/grind');
  // At seven on Monday, turning is not over; on Tuesday it is, which costs nothing but time.
  expect(table.map(({ at, rule, text, verdict }) => [at.start, verdict, rule, text])).toEqual([
    ['2026-05-04T07:00', 'impossible', 'precedence', expect.stringContaining('comes after shaft/turn')],
    ['2026-05-05T07:00', 'free', undefined, undefined],
  ]);
});

test('work that is moved by hand may go to the earliest start that there is, not to the next shift only', () => {
  // Ground at two on Monday, at a time that somebody has chosen; the mill is being repaired then.
  const at = (operation: string, machine: string, start: string) => ({ order: 'shaft', operation, machine, start });
  const posted = [at('turn', 'lathe', '2026-05-04T10:00'), at('grind', 'mill', '2026-05-04T14:00')];
  const [lathe, mill] = WORKSHOP.resources;
  const repair = { from: '2026-05-04T13:00', to: '2026-05-04T15:00', open: false };
  const input = production.parse({
    ...WORKSHOP,
    resources: [lathe, { ...mill, exceptions: [repair] }],
    posted,
  });
  const [issue] = production.validation(input);
  const options = production.fixOptions(input, issue!.id);
  const moves = options.filter(({ kind }) => kind === 'move').map(({ text }) => text);
  expect(moves[0]).toContain('2026-05-04 11:00');
});

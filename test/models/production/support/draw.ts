import type { InputDraft } from '../../../../models/production/input.ts';
import type { Solution } from '../../../../models/production/solution.ts';
import type { Random } from '../../../../src/domain/random.ts';

/** A small workshop of two days in UTC, in which every rule has something to say. */
export function drawInput(random: Random): InputDraft {
  const some = <T>(value: T, percent = 50): T[] => (random.chance(percent) ? [value] : []);
  const phase = (minutes: number) => ({
    minutes,
    ...(random.chance(50) ? { operators: { effort: random.pick([0.5, 1]), skills: some('turn') } } : {}),
  });
  return {
    profile: 'workshop',
    horizon: { from: '2026-05-04', to: '2026-05-05' },
    calendars: [
      {
        id: 'day',
        shifts: [{ day: ['monday', 'tuesday'], from: '08:00', to: '10:00' }],
        holidays: some('2026-05-05', 10),
      },
      { id: 'night', shifts: [{ day: 'monday', from: '20:00', to: '04:00' }] },
    ],
    resources: [
      {
        id: 'a',
        kind: 'machine',
        ...(random.chance(70) ? { calendar: random.pick(['day', 'night']) } : {}),
        capabilities: [{ does: 'turn' }, { does: 'mill', speed: 1.5 }],
        exceptions: some({ from: '2026-05-04T08:30', to: '2026-05-04T09:00' }, 30),
      },
      { id: 'b', kind: 'machine', capabilities: [{ does: 'mill' }], calendar: 'day' },
      { id: 'x', kind: 'operator', skills: ['turn'], ...(random.chance(50) ? { calendar: 'day' } : {}) },
      { id: 'y', kind: 'operator', skills: some('turn'), effort: random.pick([0.5, 1]) },
    ],
    setups: [{ from: 'one', to: 'two', minutes: 20 }, ...some({ machine: 'a', from: 'two', to: 'one', minutes: 10 })],
    materials: [{ id: 'steel', stock: random.below(2), deliveries: [{ at: '2026-05-04T08:20', quantity: 2 }] }],
    orders: ['one', 'two'].map((id) => ({
      id,
      quantity: random.between(1, 3),
      priority: random.pick(['low', 'medium', 'high', 'urgent'] as const),
      ...(random.chance(30) ? { release: '2026-05-04T08:10' } : {}),
      ...(random.chance(70) ? { due: random.pick(['2026-05-04T09:00', '2026-05-05T09:00']) } : {}),
      operations: [
        {
          id: 'turn',
          ...(random.chance(40) ? { setup: phase(10) } : {}),
          core: phase(10),
          idle: { max: random.pick([0, 30]) },
          interruptible: random.chance(30),
          consumes: some({ material: 'steel', quantity: 1 }, 80),
          ...(random.chance(40) ? { split: { most: 2 } } : {}),
        },
        {
          id: 'mill',
          after: [{ operation: 'turn', min: random.pick([0, 15]), ...(random.chance(30) ? { max: 200 } : {}) }],
          core: phase(20),
          produces: some({ material: 'steel', quantity: 1 }, 20),
        },
      ],
    })),
    rules: ['flow-time', 'makespan', 'earliness', 'idle', 'setup'].map((id) => ({ id, weight: 1 })),
  };
}

/** A legal solution with some of its times, machines, operators and pieces changed, or an operation left out. */
export function spoilt(solution: Solution, random: Random, times: number): Solution {
  const copy = structuredClone(solution);
  const shift = (text: string, by: number): string =>
    new Date(Date.parse(`${text}Z`) + by * 60_000).toISOString().slice(0, 16);
  for (let i = 0; i < times && copy.operations.length > 0; i++) {
    const one = random.pick(copy.operations);
    const batch = random.pick(one.batches);
    const phase = random.pick(batch.phases);
    const by = random.pick([-60, -10, -1, 1, 10, 60]);
    switch (random.below(7)) {
      case 0:
      case 1:
        for (const each of one.batches) {
          for (const p of each.phases) [p.from, p.to] = [shift(p.from, by), shift(p.to, by)];
        }
        break;
      case 2:
        if (phase.from < shift(phase.to, by)) phase.to = shift(phase.to, by);
        break;
      case 3:
        batch.machine = random.pick(['a', 'b']);
        break;
      case 4:
        phase.operators = random.pick([[], ['x'], ['y'], ['x', 'y']]);
        break;
      case 5:
        batch.quantity += 1;
        break;
      default:
        copy.operations.splice(copy.operations.indexOf(one), 1);
    }
  }
  return { ...copy, sequence: [] };
}

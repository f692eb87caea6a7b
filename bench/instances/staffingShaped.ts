import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';

export interface StaffingShape {
  readonly events: number;
  readonly employees: number;
  readonly days: number;
  /** Least and greatest number of days in an event's window. */
  readonly window: readonly [number, number];
  readonly seed: number;
}

/** The three sizes of the engine bench: about 4,000, 13,000 and 95,000 Booleans. */
export const SHAPES = {
  small: { events: 80, employees: 15, days: 14, window: [4, 11], seed: 1 },
  middle: { events: 150, employees: 20, days: 21, window: [4, 12], seed: 1 },
  large: { events: 400, employees: 40, days: 28, window: [6, 17], seed: 1 },
} as const satisfies Record<string, StaffingShape>;

/**
 * A 0-1 model with the shape of a staffing problem and none of its detail.
 *
 * Each event takes exactly one cell (employee, day) of its window or stays unplaced for 1,000; a cell costs 0 to 20;
 * an employee holds at most one core event a day and 2,400 minutes a week; a day has at most eight core events.
 */
export function staffingShaped({ events, employees, days, window: [shortest, longest], seed }: StaffingShape): Model {
  const random = uniform(seed);
  const model = new ModelBuilder(`staffing-shaped ${events} x ${employees} x ${days}`);
  const off = Array.from({ length: employees * days }, () => random() < 0.28);
  const costs: number[] = [];
  const literals: number[] = [];
  const byPersonDay = new Map<number, number[]>();
  const byDay = new Map<number, number[]>();
  const minutes = new Map<number, { literals: number[]; minutes: number[] }>();
  for (let event = 0; event < events; event++) {
    const isCore = random() < 0.6;
    const length = isCore ? 390 : 60 + 30 * Math.floor(random() * 6);
    const window = shortest + Math.floor(random() * (longest - shortest + 1));
    const first = Math.floor(random() * Math.max(1, days - window));
    const qualified = isCore ? 1 : 0.4;
    const choices: number[] = [];
    for (let employee = 0; employee < employees; employee++) {
      if (random() > qualified) continue;
      for (let day = first; day < Math.min(days, first + window); day++) {
        const cost = Math.floor(random() * 21);
        if (off[employee * days + day]) continue;
        const cell = model.boolean();
        choices.push(cell);
        literals.push(cell);
        costs.push(cost);
        if (isCore) append(byPersonDay, employee * days + day, cell);
        if (isCore) append(byDay, day, cell);
        const week = employee * 10 + Math.floor(day / 7);
        const load = minutes.get(week) ?? { literals: [], minutes: [] };
        minutes.set(week, load);
        load.literals.push(cell);
        load.minutes.push(length);
      }
    }
    const unplaced = model.boolean();
    model.add({ kind: 'exactlyOne', literals: [...choices, unplaced] });
    literals.push(unplaced);
    costs.push(1000);
  }
  for (const cells of byPersonDay.values()) model.add({ kind: 'atMostOne', literals: cells });
  for (const cells of byDay.values()) model.add(compare(sum(cells), '<=', 8));
  for (const load of minutes.values()) model.add(compare(weighted(load.literals, load.minutes), '<=', 2400));
  model.minimize(weighted(literals, costs));
  return model.build();
}

function append(groups: Map<number, number[]>, key: number, value: number): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** Numbers in [0, 1) from a seed: mulberry32, which is enough for instances. */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

import type { ItemInfo, Problem, Spot } from './problem.ts';

/** Every start of the grid with everybody who may hold an item, day by day. */
export function* spotsOf({ grid, students }: Problem, item: ItemInfo): Generator<Spot> {
  for (let day = 0; day < grid.days.length; day++) {
    for (let slot = 0; slot < grid.slots; slot++) {
      const at = { item, student: item.student, day, start: grid.from + slot * grid.every };
      for (const provider of students[item.student]!.providers) yield { ...at, provider };
    }
  }
}

import { z } from 'zod';
import { postMaterials } from '../posting/materials.ts';
import { endOf, isOfRun, type MaterialInfo, type Problem, quantityIn, type Run, startOf } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { lastOf, runNames, timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* what an operation consumes is there when it begins, and what it produces is there when it is over. The stock
 * of a material, counted after everything that happens at one time, is never below zero.
 */
export const materials: Rule<z.infer<typeof parameters>> = {
  template: 'materials',
  hard: true,
  meaning: 'Material is there before it is used.',
  parameters,
  post: (_, posting) => postMaterials(posting),
  check(_, { problem, schedule, breaks }) {
    for (const material of problem.materials) {
      const users = usersOf(problem, schedule, material);
      for (const { at, level } of shortages(problem, material, users)) {
        const before = users.filter((run) => startOf(run) <= at && consumedBy(problem, run, material) > 0);
        if (!before.some(isOfRun)) continue;
        const text = `${-level} of ${material.id} are missing at ${timeText(problem, at)}, for ${runNames(before)}.`;
        breaks({ text, assignments: before, withdraw: lastOf(problem, before) });
        break;
      }
    }
  },
  explain(_, { problem, schedule, candidate, item }) {
    for (const { material } of item.consumes) {
      const info = problem.materials[material]!;
      const users = [...usersOf(problem, schedule, info), candidate];
      const [found] = shortages(problem, info, users);
      if (!found) continue;
      const by = users.filter((run) => run !== candidate && consumedBy(problem, run, info) > 0);
      const text = `${-found.level} of ${info.id} would be missing at ${timeText(problem, found.at)}.`;
      return { text, by, needs: `more of ${info.id}` };
    }
    return undefined;
  },
  relax(_, { problem, schedule, candidate, item }) {
    return item.consumes.flatMap(({ material }) => {
      const info = problem.materials[material]!;
      const missing = shortages(problem, info, [...usersOf(problem, schedule, info), candidate]);
      if (missing.length === 0) return [];
      const quantity = Math.max(...missing.map(({ level }) => -level));
      const at = Math.min(startOf(candidate), ...missing.map((one) => one.at));
      return [{ kind: 'delivery', material: info.id, at, quantity }];
    });
  },
};

function consumedBy({ items }: Problem, { item }: Run, { index }: MaterialInfo): number {
  return quantityIn(items[item]!.consumes, index);
}

function producedBy({ items }: Problem, { item }: Run, { index }: MaterialInfo): number {
  return quantityIn(items[item]!.produces, index);
}

function usersOf(problem: Problem, schedule: Schedule, material: MaterialInfo): Run[] {
  return [...schedule.assignments].filter(
    (run) => consumedBy(problem, run, material) > 0 || producedBy(problem, run, material) > 0,
  );
}

/** When there is less than nothing, and how much. */
function shortages(problem: Problem, material: MaterialInfo, users: readonly Run[]): { at: number; level: number }[] {
  const changes = new Map<number, number>();
  const change = (at: number, by: number): void => void changes.set(at, (changes.get(at) ?? 0) + by);
  for (const { at, quantity } of material.deliveries) change(at, quantity);
  for (const run of users) {
    change(startOf(run), -consumedBy(problem, run, material));
    change(endOf(run), producedBy(problem, run, material));
  }
  let level = material.stock;
  return [...changes]
    .sort((a, b) => a[0] - b[0])
    .flatMap(([at, by]) => {
      level += by;
      return level < 0 ? [{ at, level }] : [];
    });
}

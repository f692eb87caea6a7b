import { z } from 'zod';
import type { Problem } from '../problem.ts';

/** One entry of an ordered list of people: everybody of a role, or who has a rotation's duty that day. */
export const choice = z.union([
  z.strictObject({ role: z.string().min(1) }),
  z.strictObject({ rotation: z.string().min(1) }),
  z.strictObject({ backup: z.string().min(1) }),
]);

export type Choice = z.infer<typeof choice>;

/** Whether an entry of the list means an employee on a day. */
export function isMeant(
  problem: Problem,
  entry: Choice,
  { employee, day }: { employee: number; day: number },
): boolean {
  if ('role' in entry) return problem.employees[employee]!.role === entry.role;
  if ('rotation' in entry) return problem.rotations.get(entry.rotation)?.primary[day] === employee;
  return problem.rotations.get(entry.backup)?.backup[day] === employee;
}

/** The names that a list of entries mentions. */
export function mentionsOf(list: readonly Choice[]): { roles: string[]; rotations: string[] } {
  return {
    roles: list.flatMap((entry) => ('role' in entry ? [entry.role] : [])),
    rotations: list.flatMap((entry) =>
      'rotation' in entry ? [entry.rotation] : 'backup' in entry ? [entry.backup] : [],
    ),
  };
}

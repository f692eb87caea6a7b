import type { Plan } from '../plans/plan.ts';

/** A plan as statements that are written by hand give it. */
export type PlanRow = { id: string; model: string; version: number; created_at: string; updated_at: string };

export function planOf(row: PlanRow): Plan {
  const { id: name, model: of, version: number } = row;
  const [made, changed] = [new Date(row.created_at), new Date(row.updated_at)];
  return { id: name, model: of, version: number, createdAt: made, updatedAt: changed };
}

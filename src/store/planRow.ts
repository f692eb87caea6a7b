import type { Plan } from '../plans/plan.ts';

/** A plan as statements that are written by hand give it. */
export type PlanRow = {
  id: string;
  model: string;
  version: number;
  created_at: string;
  updated_at: string;
  read_at: string;
};

export function planOf(row: PlanRow): Plan {
  const { id: name, model: of, version: number } = row;
  const [made, changed, read] = [new Date(row.created_at), new Date(row.updated_at), new Date(row.read_at)];
  return { id: name, model: of, version: number, createdAt: made, updatedAt: changed, readAt: read };
}

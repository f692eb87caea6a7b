import type { InputDraft } from '../../../models/production/input.ts';
import type { ShopData } from './readShops.ts';

const FIRST_DAY = '2026-01-05';
const MINUTES_OF_DAY = 1440;

/** A job shop as a production input in which everything is always there; with operators, each operation needs one of them. */
export function workshopOf(name: string, { jobs, machines }: ShopData, operators?: number): InputDraft {
  const total = jobs.flat().reduce((sum, choices) => sum + Math.max(...choices.map(({ time }) => time)), 0);
  const days = Math.ceil(total / MINUTES_OF_DAY) + 1;
  const last = new Date(Date.parse(FIRST_DAY) + (days - 1) * MINUTES_OF_DAY * 60_000).toISOString().slice(0, 10);
  const crew = operators === undefined ? {} : { operators: { count: 1 } };
  const idOf = (kind: string, index: number): string => `${kind}${String(index).padStart(3, '0')}`;
  return {
    name,
    profile: 'shop',
    horizon: { from: FIRST_DAY, to: last },
    resources: [
      ...Array.from({ length: machines }, (_, m) => ({ id: idOf('m', m), kind: 'machine' as const })),
      ...Array.from({ length: operators ?? 0 }, (_, o) => ({ id: idOf('o', o), kind: 'operator' as const })),
    ],
    orders: jobs.map((job, j) => ({
      id: idOf('job', j),
      operations: job.map((choices, k) => ({
        id: idOf('', k),
        after: k === 0 ? [] : [{ operation: idOf('', k - 1) }],
        core: { minutes: choices[0]!.time, ...crew },
        machines: choices.map(({ machine, time }) => ({ machine: idOf('m', machine), minutes: time })),
      })),
    })),
  };
}

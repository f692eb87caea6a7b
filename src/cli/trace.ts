import type { SolveResult } from '../solve/solve.ts';
import { statusOf } from '../solve/status.ts';
import { writeBytes } from './files.ts';

/** Writes every better solution and every tighter bound of a solve with its time, as `dovetail plot` reads them. */
export async function writeTrace(path: string, solved: SolveResult, sense: 'minimize' | 'maximize'): Promise<void> {
  const { incumbents, bounds, ms, outcome } = solved;
  const trace = { objectiveSense: sense, status: statusOf(outcome), ms, incumbents, bounds };
  await writeBytes(path, `${JSON.stringify(trace)}\n`);
}

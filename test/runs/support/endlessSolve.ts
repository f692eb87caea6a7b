import { openPool } from '../../../src/runs/solver/pool.ts';

/** Asks a solver for something that never ends, and says so once it is at it. */
const models = new URL('./wildModels.ts', import.meta.url).href;
const pool = openPool({ size: 1, models });
await pool.ask({ kind: 'validate', model: 'staffing', input: process.argv[2]! }, { deadlineMs: 60_000 });
const task = { kind: 'solve', model: 'endless', input: process.argv[2]!, options: {}, from: undefined } as const;
void pool.solve({ ...task, timeLimitMs: 600_000 }, { deadlineMs: 600_000 });
process.stdout.write('busy\n');

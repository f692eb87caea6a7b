import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { DovetailError } from '../../src/errors.ts';
import type { RunEvent } from '../../src/runs/run.ts';
import { openPool, type Pool } from '../../src/runs/solver/pool.ts';
import { testDatabase } from '../support/postgres/database.ts';
import { childrenOf } from '../support/processes.ts';
import { ended, hasIncumbent, service, submit, until } from './support/service.ts';

const models = new URL('./support/wildModels.ts', import.meta.url).href;
/** Large enough that nobody proves its optimum within the time. */
const large = JSON.stringify(
  DOMAIN_MODELS.staffing.generator.generate({ events: 300, employees: 40, days: 21, posted: 200, seed: 1 }),
);

/** The solver of this process that has used the processor most: the one that solves. */
function busiestSolver(): number {
  const ticks = (pid: number): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  };
  const solvers = childrenOf(process.pid).filter((pid) => /solver/.test(readFileSync(`/proc/${pid}/comm`, 'utf8')));
  return solvers.sort((a, b) => ticks(b) - ticks(a))[0]!;
}

const isToldOfDeath = ({ type, data }: RunEvent): boolean =>
  type === 'log' && /killed from outside/.test(String(data.message));

describe('a solver that something outside has killed', () => {
  test('is replaced, and its run goes on from the best so far', async () => {
    const { runs } = await service(await testDatabase());
    const { id } = await submit(runs, { input: large, options: { termination: { timeLimitMs: 60_000 } } });
    await until(runs, id, hasIncumbent);
    const before = await runs.solution('acme', id);
    process.kill(busiestSolver(), 'SIGKILL');
    await until(runs, id, isToldOfDeath);
    await runs.stop('acme', id, 'test');
    const run = await ended(runs, id);
    expect(run).toMatchObject({ status: 'succeeded', outcome: 'feasible', error: null, attempts: 1 });
    expect(run.objective).toBeLessThanOrEqual(before.objective);
    const events = await runs.events('acme', id);
    const told = events.filter(isToldOfDeath);
    expect(told).toHaveLength(1);
  });

  test('ends the run with what was found where it held too much itself, and says how much', async () => {
    const { runs } = await service(await testDatabase());
    const { id } = await submit(runs, { model: 'insatiable', input: large });
    const run = await ended(runs, id);
    expect(run).toMatchObject({ status: 'succeeded', outcome: 'feasible', stopped: 'memory-limit', error: null });
    const told = (await runs.events('acme', id)).flatMap(({ type, data }) => (type === 'log' ? [data.message] : []));
    expect(told).toContainEqual(expect.stringMatching(/held \d+ MB, and may hold 1024/));
  });

  test('fails the run when it is the third', async () => {
    const { runs } = await service(await testDatabase());
    const { id } = await submit(runs, { model: 'doomed', input: '{}' });
    const run = await ended(runs, id);
    expect(run).toMatchObject({ status: 'failed', error: { code: 'run/crashed' } });
    expect(run.error!.message).toContain('SIGKILL');
    const told = (await runs.events('acme', id)).filter(({ type }) => type === 'log');
    expect(told).toHaveLength(2);
  });
});

describe('a question whose solver something outside has killed', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = openPool({ size: 1, models, memoryMb: 1024, graceMs: 200 });
  });
  afterAll(() => pool?.close());

  test('is asked again of another', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dovetail-shot-')), 'shot');
    const asked = pool.ask(
      { kind: 'validate', model: 'shot', input: JSON.stringify({ file }) },
      { deadlineMs: 60_000 },
    );
    expect(JSON.parse(await asked)).toEqual({ warnings: [], warningsOmitted: 0 });
    expect(pool.counts().killed).toBe(1);
  });

  test('is given up after the third', async () => {
    const before = pool.counts().killed;
    const asked = pool.ask({ kind: 'validate', model: 'doomed', input: '{}' }, { deadlineMs: 60_000 });
    await expect(asked).rejects.toMatchObject({ code: 'run/crashed' });
    expect(pool.counts().killed - before).toBe(3);
  });

  test('that takes too much is the fault of its input, with the figure', async () => {
    const late = async (): Promise<string> => {
      try {
        return await pool.ask({ kind: 'validate', model: 'slow', input: '{}' }, { deadlineMs: 100 });
      } catch (thrown) {
        // Where the machine did not let it work for its 100 ms, that is not a fault of the input.
        if ((thrown as DovetailError).code === 'capacity/questions') return late();
        throw thrown;
      }
    };
    await expect(late()).rejects.toMatchObject({ code: 'input/too-large', message: expect.stringContaining('0.1 s') });
    const hungry = pool.ask({ kind: 'validate', model: 'voracious', input: '{}' }, { deadlineMs: 60_000 });
    await expect(hungry).rejects.toMatchObject({
      code: 'input/too-large',
      message: expect.stringMatching(/held \d+ MB, and may hold 1024/),
    });
  });
});

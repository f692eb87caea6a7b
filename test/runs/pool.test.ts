import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { openPool, type Pool } from '../../src/runs/solver/pool.ts';
import type { SolverReport, SolveTask } from '../../src/runs/solver/protocol.ts';

const models = new URL('./support/wildModels.ts', import.meta.url).href;
const example = JSON.stringify(DOMAIN_MODELS.staffing.example());
/** Large enough that nobody proves its optimum within a second. */
const busy = JSON.stringify(
  DOMAIN_MODELS.staffing.generator.generate({ events: 300, employees: 40, days: 21, posted: 200, seed: 1 }),
);
const LONG_MS = 60_000;

let pool: Pool;
beforeAll(() => {
  pool = openPool({ size: 1, models, memoryMb: 1024, graceMs: 200 });
});
afterAll(() => pool?.close());

function task(model: string, change: Partial<SolveTask> = {}): SolveTask {
  return { kind: 'solve', model, input: example, options: {}, timeLimitMs: LONG_MS, from: undefined, ...change };
}

/** The processes that this one has started. */
function children(): number[] {
  const text = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim();
  return text.split(' ').filter(Boolean).map(Number);
}

describe('a solver', () => {
  test('solves, and reports incumbents that get better and were reviewed', async () => {
    const reports: SolverReport[] = [];
    const answer = await pool.solve(task('staffing'), {
      deadlineMs: LONG_MS,
      onReport: (report) => reports.push(report),
    });
    expect(answer).toMatchObject({ outcome: 'optimal', stopped: 'finished', refused: [] });
    const found = reports.flatMap((report) => (report.kind === 'incumbent' ? [report.found] : []));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ review, objective }) => review.isLegal && review.penalty === objective)).toBe(true);
    for (let i = 1; i < found.length; i++) expect(found[i]!.rank).toBeLessThan(found[i - 1]!.rank);
    expect(answer!.bound).toBe(found.at(-1)!.objective);
    const placed = (JSON.parse(answer!.result!) as { placed: { item: string }[] }).placed.map(({ item }) => item);
    const proposed = (JSON.parse(found.at(-1)!.solution) as { assignments: { event: string }[] }).assignments;
    expect(proposed.every(({ event }) => placed.includes(event))).toBe(true);
  });

  test('begins with a solution that it is given', async () => {
    const first: SolverReport[] = [];
    await pool.solve(task('staffing'), { deadlineMs: LONG_MS, onReport: (report) => first.push(report) });
    const best = first.flatMap((report) => (report.kind === 'incumbent' ? [report.found] : [])).at(-1)!;
    const again: SolverReport[] = [];
    await pool.solve(task('staffing', { from: best.solution }), {
      deadlineMs: LONG_MS,
      onReport: (report) => again.push(report),
    });
    const found = again.flatMap((report) => (report.kind === 'incumbent' ? [report.found] : []));
    expect(found.map(({ objective }) => objective)).toEqual([best.objective]);
  });

  test('solves raw models, ours and CpModelProto, and reviews them by meaning', async () => {
    // Maximise x + y with x + y <= 7 over 0..5 each: 7.
    const proto = {
      variables: [
        { name: 'x', domain: ['0', '5'] },
        { name: 'y', domain: ['0', '5'] },
      ],
      constraints: [{ linear: { vars: [0, 1], coeffs: ['1', '1'], domain: ['0', '7'] } }],
      objective: { vars: [0, 1], coeffs: ['-1', '-1'], scalingFactor: -1 },
    };
    const reports: SolverReport[] = [];
    const answer = await pool.solve(task('model', { input: JSON.stringify(proto) }), {
      deadlineMs: LONG_MS,
      onReport: (report) => reports.push(report),
    });
    expect(answer).toMatchObject({ outcome: 'optimal', size: { variables: 2, constraints: 1 } });
    const best = reports.flatMap((report) => (report.kind === 'incumbent' ? [report.found] : [])).at(-1)!;
    const { values } = JSON.parse(best.solution) as { values: number[] };
    expect(values[0]! + values[1]!).toBe(7);
    expect([best.objective, best.rank]).toEqual([7, -7]);
    expect(best.review.isLegal).toBe(true);
  });

  test('tells every fault of an input', async () => {
    const input = JSON.stringify({ ...(DOMAIN_MODELS.staffing.example() as object), employees: 3, horizon: 'soon' });
    const refused = await pool
      .ask({ kind: 'validate', model: 'staffing', input }, { deadlineMs: LONG_MS })
      .catch((error) => error);
    expect(refused).toMatchObject({ code: 'input/invalid' });
    expect(refused.faults.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining([expect.stringMatching(/employees/), expect.stringMatching(/horizon/)]),
    );
    await expect(
      pool.ask({ kind: 'validate', model: 'nothing', input }, { deadlineMs: LONG_MS }),
    ).rejects.toMatchObject({ code: 'input/usage' });
    for (const text of ['{', '{"events": [], "events": [1]}']) {
      const asked = pool.ask({ kind: 'validate', model: 'staffing', input: text }, { deadlineMs: LONG_MS });
      await expect(asked).rejects.toMatchObject({ code: 'input/syntax' });
    }
  });

  test('keeps what the review refuses to itself, and says so', async () => {
    const reports: SolverReport[] = [];
    const answer = await pool.solve(task('lenient'), {
      deadlineMs: LONG_MS,
      onReport: (report) => reports.push(report),
    });
    expect(reports.filter(({ kind }) => kind === 'incumbent')).toEqual([]);
    expect(answer!.refused[0]).toContain('Ann is in two places.');
    expect(answer!.result).toBeUndefined();
  });
});

describe('a solver that goes wrong', () => {
  const counts = () => pool.counts().killed;

  test('is ended after a stop that it does not hear, and the next task has another', async () => {
    const before = counts();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    expect(await pool.solve(task('endless'), { deadlineMs: LONG_MS, signal: stop.signal })).toBeUndefined();
    expect(counts()).toBe(before + 1);
    expect(await pool.solve(task('staffing', { options: { dryRun: true } }), { deadlineMs: LONG_MS })).toMatchObject({
      outcome: 'unknown',
    });
  });

  test('that is held up by the machine is asked again later: its input is not too large', async () => {
    const own = openPool({ size: 1, models, memoryMb: 1024, graceMs: 100 });
    try {
      const before = children();
      const request = { kind: 'validate', model: 'staffing', input: example } as const;
      await own.ask(request, { deadlineMs: LONG_MS });
      const solver = children().find((pid) => !before.includes(pid))!;
      process.kill(solver, 'SIGSTOP');
      await expect(own.ask(request, { deadlineMs: 200 })).rejects.toMatchObject({ code: 'capacity/questions' });
    } finally {
      await own.close();
    }
  });

  test('is ended at the deadline', async () => {
    expect(await pool.solve(task('endless'), { deadlineMs: 100 })).toBeUndefined();
  });

  test.each([
    ['hungry', /out of memory/],
    ['greedy', /out of memory/],
    ['sly', /out of memory/],
    ['broken', /undefined is not a roster/],
    ['quitter', /code 3/],
  ])('fails its own task alone: %s', async (model, message) => {
    const before = counts();
    await expect(pool.solve(task(model), { deadlineMs: LONG_MS })).rejects.toMatchObject({
      code: 'run/crashed',
      message: expect.stringMatching(message),
    });
    expect(counts()).toBe(before + 1);
    expect(await pool.solve(task('staffing', { options: { dryRun: true } }), { deadlineMs: LONG_MS })).toMatchObject({
      stopped: 'finished',
    });
  });

  test('gives its engines up before its memory is full, and keeps what they have found', async () => {
    const reports: SolverReport[] = [];
    const answer = await pool.solve(task('crowded', { input: busy }), {
      deadlineMs: LONG_MS,
      onReport: (report) => reports.push(report),
    });
    expect(answer).toMatchObject({ outcome: 'feasible', stopped: 'memory-limit' });
    expect(answer!.result).toBeDefined();
    const told = reports.flatMap((report) => (report.kind === 'log' ? [report.message] : []));
    expect(told).toContainEqual(
      expect.stringMatching(/no memory left for .*: the solver held \d+ MB, and may hold 1024/),
    );
  });

  test('that dies while it waits for work is replaced', async () => {
    const before = counts();
    await pool.ask({ kind: 'validate', model: 'brittle', input: example }, { deadlineMs: LONG_MS });
    while (counts() === before) await sleep(20);
    expect(pool.counts()).toMatchObject({ busy: 0, warm: 0 });
    expect(await pool.solve(task('staffing', { options: { dryRun: true } }), { deadlineMs: LONG_MS })).toMatchObject({
      stopped: 'finished',
    });
  });

  test('that still holds much of its memory when it is done is replaced, so that the next task has all of it', async () => {
    const before = counts();
    // 700 MB of 1024, twice: one process would be over its limit at the second.
    for (let i = 1; i <= 2; i++) {
      await pool.ask({ kind: 'validate', model: 'hoarding', input: example }, { deadlineMs: LONG_MS });
      expect(counts()).toBe(before + i);
    }
  });

  test('does not hold up those that wait for it', async () => {
    const stop = new AbortController();
    const stuck = pool.solve(task('endless'), { deadlineMs: LONG_MS, signal: stop.signal });
    const waiting = pool.ask({ kind: 'validate', model: 'staffing', input: example }, { deadlineMs: LONG_MS });
    stop.abort();
    expect(await stuck).toBeUndefined();
    // The example posts work on a day that is locked, and has an event that is open on a holiday alone.
    expect(JSON.parse((await waiting)!)).toMatchObject({
      warnings: [
        { pointer: '/posted/1', code: 'posted-breaks-rule' },
        { pointer: '/events/9', code: 'no-place' },
      ],
    });
  });
});

describe('a pool that warms up', () => {
  test('has every solver warm afterwards, and gives them to whoever comes meanwhile', async () => {
    // However busy the machine is, nobody is ended for being slow.
    const warming = openPool({ size: 2, models, graceMs: LONG_MS });
    try {
      const warm = warming.warm('solving');
      expect(warming.counts()).toMatchObject({ busy: 2, warm: 0 });
      const answers = await Promise.all([1, 2, 3].map(() => warming.solve(task('staffing'), { deadlineMs: LONG_MS })));
      expect(answers.map((answer) => answer?.outcome)).toEqual(['optimal', 'optimal', 'optimal']);
      await warm;
      expect(warming.counts()).toEqual({ size: 2, busy: 0, warm: 2, killed: 0 });
    } finally {
      await warming.close();
    }
  });

  test('begins no more than it may have, whoever took some meanwhile', async () => {
    const warming = openPool({ size: 2, models });
    try {
      await warming.warm('checking', 1);
      expect(warming.counts()).toMatchObject({ busy: 0, warm: 1 });
      const asked = warming.ask({ kind: 'validate', model: 'staffing', input: example }, { deadlineMs: LONG_MS });
      const rest = warming.warm('checking');
      expect(warming.counts()).toMatchObject({ busy: 2, warm: 0 });
      await Promise.all([asked, rest, warming.warm('checking')]);
      expect(warming.counts()).toEqual({ size: 2, busy: 0, warm: 2, killed: 0 });
    } finally {
      await warming.close();
    }
  });

  test('is warm also when the demo cannot be solved, for the first customer learns why', async () => {
    const broken = openPool({ size: 1, models: new URL('./support/noModels.ts', import.meta.url).href });
    try {
      await broken.warm('checking');
      await expect(broken.solve(task('staffing'), { deadlineMs: LONG_MS })).rejects.toMatchObject({
        code: 'run/crashed',
      });
    } finally {
      await broken.close();
    }
  });
});

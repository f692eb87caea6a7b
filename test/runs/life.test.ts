import { beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { RunResult } from '../../src/runs/run.ts';
import type { Service } from '../../src/service.ts';
import { testDatabase } from '../support/postgres/database.ts';
import { ended, hasIncumbent, service, submit, TENANT, until } from './support/service.ts';

const { staffing } = DOMAIN_MODELS;
const example = JSON.stringify(staffing.example());
/** Large enough that nobody proves its optimum within a test. */
const large = JSON.stringify(
  staffing.generator.generate({ events: 300, employees: 40, days: 21, posted: 200, seed: 1 }),
);

/** The codes of what was refused; the values of what was not. */
async function codesOf(asked: readonly Promise<unknown>[]): Promise<unknown[]> {
  const answers = await Promise.allSettled(asked);
  return answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : answer.value));
}

let one: Service;
beforeAll(async () => {
  one = await service(await testDatabase());
});

describe('a run', () => {
  test('ends optimal with everything that there is to know', async () => {
    const { id } = await submit(one.runs, { input: example });
    const run = await ended(one.runs, id);
    expect(run).toMatchObject({
      status: 'succeeded',
      outcome: 'optimal',
      stopped: 'finished',
      attempts: 1,
      error: null,
    });
    expect(run.bound).toBe(run.objective);
    expect(run.revision).toBeGreaterThan(0);
    expect(run.size!.variables).toBeGreaterThan(0);
    const result: RunResult = await one.runs.result(TENANT, id);
    expect(result.review).toMatchObject({ isLegal: true, penalty: run.objective });
    expect(JSON.parse(result.result)).toMatchObject({ penalty: run.objective });
    expect(JSON.parse(result.ledger!)).toHaveProperty('rows');
    const solution = await one.runs.solution(TENANT, id);
    expect(solution).toMatchObject({ revision: run.revision, objective: run.objective });
    expect(staffing.parseSolution(staffing.parse(JSON.parse(example)), JSON.parse(solution.solution))).toBeDefined();
  });

  test('of an infeasible problem has succeeded', async () => {
    // 2x = 1 over whole numbers.
    const model = {
      variables: [{ domain: [0, 5] }],
      constraints: [{ linear: { vars: [0], coeffs: [2], domain: [1, 1] } }],
    };
    const { id } = await submit(one.runs, { model: 'model', input: JSON.stringify(model) });
    expect(await ended(one.runs, id)).toMatchObject({ status: 'succeeded', outcome: 'infeasible', revision: 0 });
    await expect(one.runs.solution(TENANT, id)).rejects.toMatchObject({ code: 'run/no-solution' });
    await expect(one.runs.result(TENANT, id)).rejects.toMatchObject({ code: 'run/no-solution' });
  });

  test('of a faulty input has failed, with every fault', async () => {
    const { id } = await submit(one.runs, { input: '{"employees": 1, "events": 2}' });
    const run = await ended(one.runs, id);
    expect(run).toMatchObject({ status: 'failed', outcome: 'unknown', error: { code: 'input/shape' } });
    expect(run.error!.faults.length).toBeGreaterThan(1);
  });

  test('whose thread dies has failed, and the next one is solved', async () => {
    const bad = await submit(one.runs, { model: 'quitter', input: example });
    expect(await ended(one.runs, bad.id)).toMatchObject({ status: 'failed', error: { code: 'run/crashed' } });
    const good = await submit(one.runs, { input: example });
    expect(await ended(one.runs, good.id)).toMatchObject({ status: 'succeeded' });
  });

  test('whose solutions the review refuses has failed, and offers none', async () => {
    const { id } = await submit(one.runs, { model: 'lenient', input: example });
    expect(await ended(one.runs, id)).toMatchObject({
      status: 'failed',
      outcome: 'unknown',
      revision: 0,
      error: { code: 'bug/review-refuted' },
    });
  });

  test('that is dry builds its model and solves nothing', async () => {
    const { id } = await submit(one.runs, { input: example, options: { dryRun: true } });
    const run = await ended(one.runs, id);
    expect(run).toMatchObject({ status: 'succeeded', outcome: 'unknown', revision: 0, stopped: 'finished' });
    expect(run.size!.constraints).toBeGreaterThan(0);
  });

  test('with a warm start begins where the other one has ended', async () => {
    const first = await ended(one.runs, (await submit(one.runs, { input: example })).id);
    const { id } = await submit(one.runs, { input: example, options: { warmStart: { fromRun: first.id }, seed: 5 } });
    const second = await ended(one.runs, id);
    expect(second).toMatchObject({ revision: 1, objective: first.objective });
    expect(await one.runs.diff(TENANT, first.id, id)).toMatchObject({
      added: [],
      removed: [],
      changed: [],
      penalties: {},
    });
  });
});

describe('stop', () => {
  test('ends a solve early and keeps its incumbent, with a result', async () => {
    const { id } = await submit(one.runs, { input: large });
    await until(one.runs, id, hasIncumbent);
    await one.runs.stop(TENANT, id, 'me');
    const run = await ended(one.runs, id);
    expect(run).toMatchObject({ status: 'succeeded', outcome: 'feasible', stopped: 'cancelled' });
    const result = await one.runs.result(TENANT, id);
    expect(JSON.parse(result.result)).toMatchObject({ penalty: run.objective });
  });

  test('ends a thread that does not listen, and a result is made from the last revision', async () => {
    const { id } = await submit(one.runs, { model: 'endless', input: example });
    await until(one.runs, id, ({ type, data }) => type === 'status' && 'status' in data && data.status === 'running');
    await one.runs.stop(TENANT, id, 'me');
    expect(await ended(one.runs, id)).toMatchObject({ status: 'succeeded', outcome: 'unknown', stopped: 'cancelled' });
  });
});

describe('cancel', () => {
  test('ends a run at once, and frees its thread for the next', async () => {
    const { id } = await submit(one.runs, { input: large });
    await until(one.runs, id, hasIncumbent);
    expect(await one.runs.cancel(TENANT, id, 'me')).toMatchObject({ status: 'cancelled' });
    await expect(one.runs.solution(TENANT, id)).rejects.toMatchObject({ code: 'run/no-solution' });
    const next = await submit(one.runs, { input: example });
    expect(await ended(one.runs, next.id)).toMatchObject({ status: 'succeeded' });
    expect(await one.runs.get(TENANT, id)).toMatchObject({ status: 'cancelled', revision: 0 });
  });

  test('of a run that waits is never solved', async () => {
    const busy = await submit(one.runs, { input: large });
    await until(one.runs, busy.id, hasIncumbent);
    const { id } = await submit(one.runs, { input: example });
    await one.runs.cancel(TENANT, id, 'me');
    await one.runs.stop(TENANT, busy.id, 'me');
    await ended(one.runs, busy.id);
    const after = await submit(one.runs, { input: example });
    await ended(one.runs, after.id);
    expect(await one.runs.get(TENANT, id)).toMatchObject({ status: 'cancelled', attempts: 0 });
  });
});

describe('questions', () => {
  test('are answered about the best solution', async () => {
    const { id } = await submit(one.runs, { input: example });
    await ended(one.runs, id);
    const { placed } = JSON.parse((await one.runs.result(TENANT, id)).result) as { placed: { item: string }[] };
    const { item } = placed[0]!;
    const { whyNot, whyThis } = JSON.parse(await one.runs.ask(TENANT, id, item));
    expect(whyThis).toMatchObject({ item });
    expect(whyNot.find(({ verdict }: { verdict: string }) => verdict === 'chosen')).toMatchObject({ who: whyThis.who });
    await expect(one.runs.ask(TENANT, id, 'no such event')).rejects.toMatchObject({
      code: 'input/invalid',
    });
  });
});

describe('what does not exist', () => {
  const ODD = ['nope', '\0', "'; drop table runs; --", '01a203c9-7122-7a34-bfb9-a9b0e162a102', ''];

  test.each(ODD)('is unknown: %j', async (id) => {
    const { runs } = one;
    const asked = [
      runs.get(TENANT, id),
      runs.input(TENANT, id),
      runs.events(TENANT, id),
      runs.solution(TENANT, id),
      runs.stop(TENANT, id, 'me'),
      runs.cancel(TENANT, id, 'me'),
    ];
    expect(await codesOf(asked)).toEqual(asked.map(() => 'run/unknown'));
  });

  test('is every run of another tenant', async () => {
    const { id } = await submit(one.runs, { input: example });
    await one.runs.keys.ensureTenant('other');
    const asked = [one.runs.get('other', id), one.runs.cancel('other', id, 'me'), one.runs.input('other', id)];
    expect(await codesOf(asked)).toEqual(asked.map(() => 'run/unknown'));
    expect((await one.runs.list('other', {})).runs).toEqual([]);
    expect(await ended(one.runs, id)).toMatchObject({ status: 'succeeded' });
  });
});

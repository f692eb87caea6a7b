import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ending, LeasedRun, Room } from '../../src/runs/store.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { CAPS, fallSilent, found, newRow, noJob, ROOM } from './support/rows.ts';

let url: string;
let store: Store;

beforeAll(async () => {
  url = await testDatabase();
  store = openStore(url);
  await store.keys.ensureTenant('acme', 'Acme');
});
afterAll(() => store?.close());
// A job is a turn of its tenant: what an earlier test left would be taken first.
beforeEach(() =>
  withClient(url, (client) =>
    client.query("update dovetail.runs set status = 'cancelled', ended_at = now() where ended_at is null"),
  ),
);

type Row = ReturnType<typeof newRow>;

async function created(change: Parameters<typeof newRow>[0] = {}): Promise<Row> {
  const row = newRow(change);
  await store.create(row, CAPS, noJob);
  return row;
}

async function leased(row?: Row, worker = 'w1'): Promise<LeasedRun> {
  const place = row ?? (await created());
  await fallSilent(url, place.id);
  return (await store.lease(place, worker, ROOM)) as LeasedRun;
}

const TIMINGS = { load: 1, parse: 2, build: 3, solve: 4, review: 5, persist: 6 };

function ending(change: Partial<Ending> = {}): Ending {
  return {
    status: 'succeeded',
    outcome: 'optimal',
    stopped: 'finished',
    bound: 7,
    engine: 'highs',
    ticks: 3,
    repeatTicks: undefined,
    size: { variables: 10, constraints: 20 },
    timings: TIMINGS,
    spentMs: 15,
    statements: 6,
    ledger: '{"rows": []}',
    result: '{"placed": []}',
    conflict: undefined,
    error: undefined,
    ...change,
  };
}

describe('a lease', () => {
  test('makes a queued run run, and gives everything that it takes', async () => {
    const options = { termination: { timeLimitMs: 5000 }, seed: 3 };
    const row = await created({ input: '{"x": 1}', options });
    const run = await leased(row);
    expect(run).toMatchObject({
      model: 'staffing',
      input: '{"x": 1}',
      options,
      attempts: 1,
      spentMs: 0,
      stopRequested: false,
    });
    expect(run.best).toBeUndefined();
    expect(run.warmStart).toBeUndefined();
    const stored = await store.get('acme', row.id);
    expect(stored).toMatchObject({ status: 'running', attempts: 1 });
    expect(stored!.startedAt).toBeInstanceOf(Date);
  });

  test('of the next worker comes with the best revision, and with the time that is spent', async () => {
    const row = await created();
    const { lease } = await leased(row);
    await store.incumbent(lease, found(30));
    await store.incumbent(lease, found(20));
    expect(await store.heartbeat(lease, 1234.4)).toBe('go-on');
    const next = await leased(row, 'w2');
    expect(next).toMatchObject({ attempts: 2, spentMs: 1234 });
    expect(next.lease.fencing).toBe(lease.fencing + 1);
    expect(next.best).toMatchObject({ revision: 2, objective: 20, solution: '{"objective":20}' });
    expect(next.best!.createdAt).toBeInstanceOf(Date);
  });

  test('comes with the best solution of the run to begin from', async () => {
    const first = await created();
    const { lease } = await leased(first);
    await store.incumbent(lease, found(9));
    await store.incumbent(lease, found(8));
    const run = await leased(await created({ options: { warmStart: { fromRun: first.id } } }));
    expect(run.warmStart).toBe('{"objective":8}');
  });

  test('is not given for a run that has ended', async () => {
    const row = await created();
    const { lease } = await leased(row);
    expect(await store.end(lease, ending())).toBe('written');
    expect(await store.lease(row, 'w2', ROOM)).toBe('ended');
  });

  test('is not given for more runs of a tenant than may run at once, however many workers ask together', async () => {
    await store.keys.ensureTenant('crowd', 'Crowd');
    const rows = await Promise.all(
      Array.from({ length: 8 }, () => created({ tenant: 'crowd', options: { priority: 3 } })),
    );
    const postponed: number[] = [];
    const room: Room = { tenantRunning: 2, postpone: async (order) => void postponed.push(order) };
    const ask = (row: Row) => store.lease(row, `worker of ${row.id}`, room);
    const got = await Promise.all(rows.map(ask));
    const running = got.filter((one) => typeof one === 'object');
    expect(running).toHaveLength(2);
    expect(got.filter((one) => one === 'not-now')).toHaveLength(6);
    // Each in a round of its own among eight, whatever priority they ask for.
    expect(postponed).toHaveLength(6);
    expect(postponed.every((order) => order <= 0 && order > -8)).toBe(true);
    // A worker gets the first run that waits, which need not be the one that its job was made for.
    const waits = rows.find(({ id }) => running.every(({ lease }) => lease.id !== id))!;
    expect(await store.get('crowd', waits.id)).toMatchObject({ status: 'queued', attempts: 0 });
    expect(await store.events('crowd', waits.id, 0, 10)).toHaveLength(1);

    // Whose worker has died is taken over, for that is no further one.
    await fallSilent(url, running[0]!.lease.id);
    expect(await store.lease(running[0]!.lease, 'heir', room)).toMatchObject({ attempts: 2 });
    expect(await ask(waits)).toBe('not-now');
    await store.end(running[1]!.lease, ending());
    expect(await ask(waits)).toMatchObject({ attempts: 1 });
  });
});

test('a run whose worker lives is left to it, and asked for again later', async () => {
  const row = await created({ options: { priority: 4 } });
  const { lease } = await leased(row);
  const postponed: number[] = [];
  const room: Room = { ...ROOM, postpone: async (order) => void postponed.push(order) };
  expect(await store.lease(row, 'thief', room)).toBe('not-now');
  expect(postponed).toEqual([0]);
  expect(await store.heartbeat(lease, 1)).toBe('go-on');
  await fallSilent(url, row.id);
  expect(await store.lease(row, 'heir', room)).toMatchObject({ attempts: 2 });
  expect(await store.heartbeat(lease, 1)).toBe('lost');
});

describe('fencing', () => {
  test('refuses every write of a worker whose run somebody else has', async () => {
    const row = await created();
    const zombie = (await leased(row, 'zombie')).lease;
    const { lease } = await leased(row, 'heir');
    await store.incumbent(lease, found(50));
    const before = await store.get('acme', row.id);
    const events = await store.events('acme', row.id, 0, 100);

    expect(await store.heartbeat(zombie, 9)).toBe('lost');
    expect(await store.incumbent(zombie, found(1))).toBe('lost');
    expect(await store.tell(zombie, { events: [{ type: 'log', data: { message: 'boo' } }], bound: 3 })).toBe('lost');
    expect(await store.release(zombie, 9, () => Promise.reject(new Error('must not be sent')))).toBe('lost');
    expect(await store.end(zombie, ending())).toBe('lost');

    expect(await store.get('acme', row.id)).toEqual(before);
    expect(await store.events('acme', row.id, 0, 100)).toEqual(events);
    expect(await store.revision('acme', row.id)).toMatchObject({ revision: 1, objective: 50 });
  });

  test('refuses every write once a run has ended', async () => {
    const { lease } = await leased();
    await store.end(lease, ending());
    expect(await store.heartbeat(lease, 9)).toBe('lost');
    expect(await store.incumbent(lease, found(1))).toBe('lost');
    expect(await store.tell(lease, { events: [] })).toBe('lost');
    expect(await store.end(lease, ending({ outcome: 'feasible' }))).toBe('lost');
    expect(await store.get('acme', lease.id)).toMatchObject({ outcome: 'optimal' });
  });
});

describe('revisions', () => {
  test('are numbered, strictly better each time, and told', async () => {
    const { lease } = await leased();
    expect(await store.incumbent(lease, found(10, { ms: 5 }))).toBe(1);
    expect(await store.incumbent(lease, found(10))).toBe('not-better');
    expect(await store.incumbent(lease, found(11))).toBe('not-better');
    expect(await store.incumbent(lease, found(4, { bound: 2, ms: 99 }))).toBe(2);
    expect(await store.get('acme', lease.id)).toMatchObject({
      revision: 2,
      objective: 4,
      bound: 2,
      firstFeasibleMs: 5,
      outcome: 'feasible',
    });
    const events = await store.events('acme', lease.id, 0, 100);
    expect(events.slice(2).map(({ type, data }) => [type, data])).toEqual([
      ['incumbent', { revision: 1, objective: 10, ms: 5, engine: 'local' }],
      ['incumbent', { revision: 2, objective: 4, ms: 99, engine: 'local' }],
    ]);
  });

  test('are better by rank, so that what is maximised grows', async () => {
    const { lease } = await leased();
    expect(await store.incumbent(lease, found(10, { rank: -10 }))).toBe(1);
    expect(await store.incumbent(lease, found(9, { rank: -9 }))).toBe('not-better');
    expect(await store.incumbent(lease, found(11, { rank: -11 }))).toBe(2);
    expect(await store.revision('acme', lease.id, 1)).toMatchObject({ objective: 10 });
    expect(await store.revision('acme', lease.id)).toMatchObject({ revision: 2, objective: 11 });
    expect(await store.revision('acme', lease.id, 3)).toBeUndefined();
  });

  test('keep what an input may have in its names, NUL and lone surrogates included', async () => {
    const { lease } = await leased();
    const text = 'Ann\u0000\ud800 "\\';
    const review = {
      isLegal: false,
      issues: [{ rule: 'r', text, items: [text] }],
      conflicts: [],
      penalty: 0,
      penalties: { [text]: 1 },
    };
    expect(await store.incumbent(lease, found(1, { review }))).toBe(1);
    expect((await store.revision('acme', lease.id))!.review).toEqual(review);
    expect(await store.tell(lease, { events: [{ type: 'log', data: { message: text } }] })).toBe('written');
    const error = { code: 'bug/internal', message: text, faults: [] };
    expect(await store.end(lease, ending({ status: 'failed', error }))).toBe('written');
    expect((await store.get('acme', lease.id))!.error).toEqual(error);
  });
});

describe('the end', () => {
  test('knows of revisions that the worker does not know to be stored', async () => {
    const { lease } = await leased();
    await store.incumbent(lease, found(5));
    await store.end(lease, ending({ outcome: 'unknown', status: 'failed' }));
    expect(await store.get('acme', lease.id)).toMatchObject({ outcome: 'feasible', revision: 1 });
  });

  test('keeps the rules that cannot all hold', async () => {
    const { lease } = await leased();
    const conflict = { rules: [{ id: 'one-each', meaning: 'Each has one.' }], isMinimal: true };
    expect(await store.end(lease, ending({ outcome: 'infeasible', conflict }))).toBe('written');
    expect(await store.get('acme', lease.id)).toMatchObject({ outcome: 'infeasible', conflict });
  });

  test('says everything at once, and the result comes with the review of the best revision', async () => {
    const { lease } = await leased();
    await store.incumbent(lease, found(7));
    expect(await store.end(lease, ending())).toBe('written');
    expect(await store.get('acme', lease.id)).toMatchObject({
      status: 'succeeded',
      outcome: 'optimal',
      stopped: 'finished',
      bound: 7,
      engine: 'highs',
      ticks: 3,
      size: { variables: 10, constraints: 20 },
      timings: TIMINGS,
      statements: 6,
      conflict: null,
      error: null,
    });
    expect(await store.result('acme', lease.id)).toEqual({
      revision: 1,
      result: '{"placed": []}',
      ledger: '{"rows": []}',
      review: found(7).review,
    });
    expect((await store.events('acme', lease.id, 0, 100)).at(-1)).toMatchObject({
      type: 'end',
      data: { status: 'succeeded', outcome: 'optimal' },
    });
  });

  test('bounds and log lines keep their order', async () => {
    const { lease } = await leased();
    const news = [
      { type: 'log', data: { message: 'a' } },
      { type: 'bound', data: { bound: 1, ms: 2 } },
      { type: 'log', data: { message: 'b' } },
    ] as const;
    expect(await store.tell(lease, { events: news, bound: 1 })).toBe('written');
    expect((await store.events('acme', lease.id, 0, 100)).slice(2)).toMatchObject(news);
    expect(await store.get('acme', lease.id)).toMatchObject({ bound: 1 });
  });
});

describe('giving back', () => {
  test('queues the run again with a new job, or does neither', async () => {
    const { lease } = await leased();
    const fails = store.release(lease, 5, () => Promise.reject(new Error('no queue')));
    await expect(fails).rejects.toThrow('no queue');
    expect(await store.get('acme', lease.id)).toMatchObject({ status: 'running' });
    let sent = 0;
    const written = await store.release(lease, 5, async (tx) => {
      sent += (await tx.run('select 1 as one')).rows.length;
    });
    expect([written, sent]).toEqual(['written', 1]);
    expect(await store.get('acme', lease.id)).toMatchObject({ status: 'queued' });
    expect(await store.heartbeat(lease, 9)).toBe('lost');
  });

  test('is refused when somebody wants the run to stop', async () => {
    const { lease } = await leased();
    await store.stop('acme', lease.id, 'me');
    expect(await store.release(lease, 5, noJob)).toBe('lost');
    expect(await store.end(lease, ending())).toBe('written');
  });
});

describe('stop', () => {
  test('of a run that runs is heard with the next heartbeat, and once is enough', async () => {
    const { lease } = await leased();
    await store.stop('acme', lease.id, 'me');
    const once = await store.get('acme', lease.id);
    expect(once).toMatchObject({ status: 'stopping' });
    expect(await store.heartbeat(lease, 1)).toBe('stop');
    await store.stop('acme', lease.id, 'me');
    expect(await store.get('acme', lease.id)).toEqual({ ...once });
  });

  test('of a run that waits ends it, with what an earlier worker has found', async () => {
    const fresh = await created();
    await store.stop('acme', fresh.id, 'me');
    expect(await store.get('acme', fresh.id)).toMatchObject({
      status: 'succeeded',
      outcome: 'unknown',
      stopped: 'cancelled',
    });
    const { lease } = await leased();
    await store.incumbent(lease, found(3));
    await store.release(lease, 1, noJob);
    await store.stop('acme', lease.id, 'me');
    expect(await store.get('acme', lease.id)).toMatchObject({ status: 'succeeded', outcome: 'feasible', revision: 1 });
    expect((await store.events('acme', lease.id, 0, 100)).at(-1)).toMatchObject({ type: 'end' });
    expect((await store.audit.list('acme', { limit: 1 }))[0]).toMatchObject({
      action: 'run.stop',
      subject: lease.id,
      actor: 'me',
    });
  });

  test('leaves a run alone that has ended', async () => {
    const { lease } = await leased();
    await store.end(lease, ending());
    const before = await store.get('acme', lease.id);
    await store.stop('acme', lease.id, 'me');
    await store.cancel('acme', lease.id, 'me');
    expect(await store.get('acme', lease.id)).toEqual(before);
  });
});

describe('cancel', () => {
  test('ends a run at once, drops its revisions, and its worker has lost it', async () => {
    const { lease } = await leased();
    await store.incumbent(lease, found(3));
    await store.cancel('acme', lease.id, 'me');
    expect(await store.get('acme', lease.id)).toMatchObject({
      status: 'cancelled',
      outcome: null,
      revision: 0,
      objective: null,
    });
    expect(await store.revision('acme', lease.id)).toBeUndefined();
    expect(await store.heartbeat(lease, 1)).toBe('lost');
    expect(await store.incumbent(lease, found(2))).toBe('lost');
    expect((await store.events('acme', lease.id, 0, 100)).map(({ type }) => type)).toEqual([
      'status',
      'status',
      'incumbent',
      'end',
    ]);
  });
});

test('a run that its workers died of has failed, and keeps its revisions', async () => {
  const { lease } = await leased();
  await store.incumbent(lease, found(3));
  const error = { code: 'run/lost', message: 'gone', faults: [] };
  await store.lose(lease, error);
  expect(await store.get('acme', lease.id)).toMatchObject({
    status: 'failed',
    outcome: 'feasible',
    revision: 1,
    error,
  });
  expect(await store.heartbeat(lease, 1)).toBe('lost');
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrateQueue, openQueue } from '../../src/queue/index.ts';
import type { QueueWork, RunQueue, Waiting } from '../../src/runs/queue.ts';
import type { RunPlace, Transaction } from '../../src/runs/store.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';

let url: string;
const open: RunQueue[] = [];

beforeAll(async () => {
  url = await testDatabase();
});
afterEach(async () => {
  for (const queue of open.splice(0)) await queue.close();
  await withClient(url, (client) => client.query('delete from pgboss.job'));
});

async function opened(): Promise<RunQueue> {
  const queue = await openQueue(url, { supervises: true });
  open.push(queue);
  return queue;
}

function send(
  queue: RunQueue,
  ids: readonly string[],
  { tenant = 'acme', ends = 'commit', ...waiting }: Partial<Waiting> & { tenant?: string; ends?: string } = {},
): Promise<void> {
  return withClient(url, async (client) => {
    const tx: Transaction = { run: (text, values) => client.query(text, values ? [...values] : undefined) };
    await client.query('begin');
    for (const id of ids) await queue.send({ tenant, id }, { priority: 0, ...waiting }, tx);
    await client.query(ends);
  });
}

const never = (): Promise<void> => new Promise(() => undefined);

async function working(queue: RunQueue, change: Partial<QueueWork> = {}) {
  const handled: string[] = [];
  const lost: RunPlace[] = [];
  const worker = await queue.work({
    slots: 1,
    tenantRunning: 10,
    handle: async ({ id }) => void handled.push(id),
    onLost: async (place) => void lost.push(place),
    ...change,
  });
  return { handled, lost, worker };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(20);
}

describe('a job', () => {
  test('is there only when its transaction is', async () => {
    const queue = await opened();
    await send(queue, ['gone'], { ends: 'rollback' });
    await send(queue, ['kept']);
    const { handled } = await working(queue);
    await until(() => handled.length > 0);
    await sleep(700);
    expect(handled).toEqual(['kept']);
  });

  test('that waits is kept for decades, as is one whose workers died', async () => {
    const queue = await opened();
    await send(queue, ['patient']);
    const [kept, queues] = await withClient(url, async (client) => [
      (await client.query(`select keep_until > now() + interval '40 years' as long from pgboss.job`)).rows,
      (await client.query('select name, retention_seconds from pgboss.queue order by name')).rows,
    ]);
    expect(kept).toEqual([{ long: true }]);
    // 50 years of 365 days of 86,400 seconds.
    const seconds = 1_576_800_000;
    expect(queues.filter(({ name }) => name !== 'deliveries')).toEqual(
      ['runs', 'runs-lost'].map((name) => ({ name, retention_seconds: seconds })),
    );
  });

  test('waits as long in a queue that was made for two weeks', async () => {
    const read = () =>
      withClient(
        url,
        async (client) =>
          (await client.query(`select retention_seconds, updated_on from pgboss.queue where name = 'runs'`)).rows[0],
      );
    await withClient(url, (client) => client.query('update pgboss.queue set retention_seconds = 1209600'));
    await migrateQueue(url);
    const mended = await read();
    expect(mended.retention_seconds).toBe(1_576_800_000);
    await migrateQueue(url);
    // What is as it should be is not written again.
    expect(await read()).toEqual(mended);
  });

  test('with a higher priority goes first, and older ones before younger ones', async () => {
    const queue = await opened();
    await send(queue, ['a', 'b']);
    await send(queue, ['low'], { priority: -5 });
    await send(queue, ['high'], { priority: 5 });
    const { handled } = await working(queue);
    await until(() => handled.length === 4);
    expect(handled).toEqual(['high', 'a', 'b', 'low']);
  });

  test('that is given back goes before its equals, and waits as long as it is told', async () => {
    const queue = await opened();
    await send(queue, ['a']);
    await send(queue, ['high'], { priority: 1 });
    await send(queue, ['back'], { isGivenBack: true });
    await send(queue, ['late'], { priority: 9, delaySeconds: 1 });
    const { handled } = await working(queue);
    await until(() => handled.length === 4);
    expect(handled).toEqual(['high', 'back', 'a', 'late']);
  });

  test('whose handler throws is done again, and in the end is given up, once', async () => {
    const queue = await opened();
    await send(queue, ['bad']);
    let tries = 0;
    const { lost } = await working(queue, {
      handle: () => {
        tries++;
        throw new Error('no');
      },
    });
    await until(() => lost.length > 0);
    // The first time, and five more.
    expect(tries).toBe(6);
    await sleep(700);
    expect(lost).toEqual([{ tenant: 'acme', id: 'bad' }]);
  });

  test('of a worker that goes away without a word comes to another one', async () => {
    const first = await opened();
    await send(first, ['orphan']);
    let taken = 0;
    await working(first, {
      handle: () => {
        taken++;
        return never();
      },
    });
    await until(() => taken === 1);
    const second = await opened();
    const { handled } = await working(second);
    // As if its process had died: whatever heartbeat it still gives is made an old one.
    while (handled.length === 0) {
      await withClient(url, (client) =>
        client.query(
          `update pgboss.job set heartbeat_on = now() - interval '11 s' where name = 'runs' and state = 'active' and retry_count = 0`,
        ),
      );
      await sleep(20);
    }
    expect(handled).toEqual(['orphan']);
  });
});

describe('a worker', () => {
  test('takes no more of a tenant that has what it may have, and takes others meanwhile', async () => {
    const queue = await opened();
    const first = Promise.withResolvers<void>();
    const begun: string[] = [];
    await working(queue, {
      slots: 3,
      tenantRunning: 1,
      handle: async ({ id }) => {
        begun.push(id);
        if (id === 'a1') await first.promise;
      },
    });
    await send(queue, ['a1']);
    await until(() => begun.includes('a1'));
    await send(queue, ['a2']);
    await send(queue, ['b1'], { tenant: 'other' });
    await until(() => begun.includes('b1'));
    // Time for every slot to look again.
    await sleep(1500);
    expect(begun).toEqual(['a1', 'b1']);
    first.resolve();
    await until(() => begun.includes('a2'));
  });

  test('that stops waits for what it has, and takes nothing more', async () => {
    const queue = await opened();
    await send(queue, ['first', 'second']);
    const done: string[] = [];
    let begun = 0;
    const { worker } = await working(queue, {
      handle: async ({ id }) => {
        begun++;
        await sleep(200);
        done.push(id);
      },
    });
    await until(() => begun === 1);
    await worker.stop();
    expect(done).toEqual(['first']);
    await sleep(700);
    expect(begun).toBe(1);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { createClient } from '../../src/client/client.ts';
import { liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf } from '../plans/support/client.ts';
import { eventually } from '../support/eventually.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { type Heard, listener } from './support/listener.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A service in a process of its own; gives where it is. */
async function serve(databaseUrl: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--workers', '1'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, DOVETAIL_TARGETS: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.add(child);
  let out = '';
  const url = await new Promise<string>((resolve) => {
    child.stdout!.on('data', (data: Buffer) => {
      out += data;
      const match = /ready at (\S+),/.exec(out);
      if (match) resolve(match[1]!);
    });
  });
  return { child, url };
}

const idsOf = (heard: readonly Heard[]): (string | undefined)[] =>
  heard.map(({ headers }) => headers['webhook-id'] as string | undefined);

const model = 'staffing';
const input = {
  ...(DOMAIN_MODELS.staffing!.example() as object),
  ...{ posted: [], pins: [], affinity: [] },
  events: [{ id: 'tea', type: 'core', start: '2026-01-05', due: '2026-01-11' }],
};
const work = { add: 'posted', value: { event: 'tea', employee: 'jo', day: '2026-01-06' } };

test('what was acknowledged, and nobody has taken out of the outbox, is told by the next service', async () => {
  const [hook, sink] = [await listener(), await listener()];
  // Nothing is sent by a service that does not work: it ends with everything still in the outbox.
  const first = await liveService({ role: 'api', targets: ['127.0.0.1'] });
  const client = clientOf(first);
  await client.webhooks.put('hook', { url: hook.url, events: ['plan.changed'] });
  await beginPlan(first, 'kept', { model, input });
  await client.plans.putSink('kept', { url: sink.url });
  await client.plans.change('kept', [work]);
  const { deliveries } = await client.webhooks.deliveries('hook');
  const [row] = (await client.plans.sinkRows('kept')).rows;
  await first.close();
  expect([hook.heard, sink.heard]).toEqual([[], []]);
  const second = await liveService({ databaseUrl: first.live.databaseUrl, targets: ['127.0.0.1'] });
  await eventually(() => expect([hook.heard.length, sink.heard.length]).toEqual([2, 1]));
  expect(idsOf(hook.heard).sort()).toEqual(deliveries.map(({ id }) => id).sort());
  expect(idsOf(sink.heard)).toEqual([row!.key]);
  await second.close();
  for (const one of [hook, sink]) await one.close();
});

test('what was sent when the service is killed, before it could write that down, comes again with the same id', async () => {
  const databaseUrl = await testDatabase();
  const { child, url } = await serve(databaseUrl);
  // Both have their event or row, and the service never hears that they do.
  const arrived = new Set<string>();
  const isOver = Promise.withResolvers<void>();
  const answer = (who: string) => async () => {
    arrived.add(who);
    if (arrived.size === 2) child.kill('SIGKILL');
    await isOver.promise;
    return 204;
  };
  const [hook, sink] = [await listener(answer('hook')), await listener(answer('sink'))];
  const client = createClient({ url });
  await client.plans.put('killed', { model, input });
  await client.webhooks.put('hook', { url: hook.url, events: ['plan.changed'] });
  await client.plans.putSink('killed', { url: sink.url });
  const { version } = await client.plans.change('killed', [work]);
  expect(version).toBe(2);
  await eventually(() => expect(child.signalCode).toBe('SIGKILL'));
  const open = await withClient(databaseUrl, (db) =>
    db.query(`select id, state, attempts from dovetail.deliveries order by list nulls first`),
  );
  expect(open.rows.map(({ state, attempts }) => ({ state, attempts }))).toEqual([
    { state: 'waiting', attempts: 0 },
    { state: 'waiting', attempts: 0 },
  ]);
  const [ofHook, ofSink] = open.rows.map(({ id }) => id);
  // As if the time had passed after which the queue takes a worker that says nothing for dead.
  await withClient(databaseUrl, (db) =>
    db.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'`),
  );
  const next = await serve(databaseUrl);
  isOver.resolve();
  await eventually(() => expect([hook.heard.length, sink.heard.length]).toEqual([2, 2]));
  expect([idsOf(hook.heard), idsOf(sink.heard)]).toEqual([
    [ofHook, ofHook],
    [ofSink, ofSink],
  ]);
  const again = createClient({ url: next.url });
  await eventually(async () => expect((await again.plans.sink('killed')).counts.sent).toBe(1));
  next.child.kill('SIGTERM');
  await new Promise((resolve) => next.child.on('exit', resolve));
  for (const one of [hook, sink]) await one.close();
});

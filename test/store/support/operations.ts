import type { Ending, LeasedRun, Room, RunStore } from '../../../src/runs/store.ts';
import { CAPS, found, newRow, noJob, ROOM } from './rows.ts';

/** Sizes of what runs have in them. */
export interface Size {
  readonly tenant: string;
  readonly input: string;
  readonly solution: string;
  readonly result: string;
  readonly events: number;
}

const ENDING: Ending = {
  status: 'succeeded',
  outcome: 'optimal',
  stopped: 'finished',
  bound: 1,
  engine: 'highs',
  ticks: 1,
  repeatTicks: undefined,
  size: { variables: 1, constraints: 1 },
  timings: { load: 1, parse: 1, build: 1, solve: 1, review: 1, persist: 1 },
  spentMs: 1,
  statements: 1,
  ledger: '{}',
  result: undefined,
  conflict: undefined,
  error: undefined,
};

/** Every operation of the store, done once, by name; `around` is put around each. */
export async function everyOperation(
  store: RunStore,
  { tenant, input, solution, result, events }: Size,
  around: (name: string, work: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const { id: seed } = newRow();
  const row = newRow({
    tenant,
    input,
    options: { tags: ['a', 'b'], coalesceWithinMs: 1 },
    idempotency: { key: `key-${seed}`, payloadSha256: 'p' },
  });
  await around('create', () => store.create(row, CAPS, noJob));
  await around('create again', () => store.create({ ...row, id: newRow().id }, CAPS, noJob));
  const { id } = row;
  const { lease } = (await around('lease', () => store.lease(row, 'w', ROOM))) as LeasedRun;
  const full: Room = { tenantRunning: 1, postpone: noJob };
  const second = newRow({ tenant, input });
  await store.create(second, CAPS, noJob);
  await around('lease without room', () => store.lease(second, 'w', full));
  await around('heartbeat', () => store.heartbeat(lease, 1));
  await around('incumbent', () => store.incumbent(lease, found(2, { solution })));
  const news = Array.from({ length: events }, (_, i) => ({ type: 'log', data: { message: `line ${i}` } }) as const);
  await around('tell', () => store.tell(lease, { events: news, bound: 1 }));
  await around('release', () => store.release(lease, 1, noJob));
  const again = (await around('lease again', () => store.lease(row, 'w', ROOM))) as LeasedRun;
  await around('end', () => store.end(again.lease, { ...ENDING, result }));
  await around('get', () => store.get(tenant, id));
  await around('list', () => store.list(tenant, { limit: 51 }));
  await around('list by status', () => store.list(tenant, { status: 'succeeded', limit: 51, before: id }));
  await around('list by model', () => store.list(tenant, { model: 'staffing', limit: 51, before: id }));
  await around('list by tag', () => store.list(tenant, { tag: 'a', limit: 51, before: id }));
  await around('input', () => store.input(tenant, id));
  await around('events', () => store.events(tenant, id, 0, 1000));
  await around('best revision', () => store.revision(tenant, id));
  await around('revision', () => store.revision(tenant, id, 1));
  await around('result', () => store.result(tenant, id));
  const [stopped, cancelled, lost] = [newRow({ tenant, input }), newRow({ tenant, input }), newRow({ tenant, input })];
  for (const other of [stopped, cancelled, lost]) await store.create(other, CAPS, noJob);
  await around('stop', () => store.stop(tenant, stopped.id, 'me'));
  await around('cancel', () => store.cancel(tenant, cancelled.id, 'me'));
  await around('lose', () => store.lose(lost, { code: 'run/lost', message: '', faults: [] }));
  await around('counts', () => store.counts());
  await around('ping', () => store.ping());
  await around('ensure tenant', () => store.keys.ensureTenant(tenant, tenant));
  const key = {
    id: `k${seed.slice(-11)}`,
    name: 'n',
    scopes: ['read'],
    secretSha256: 's',
    action: 'key.create',
  } as const;
  await around('issue key', () => store.keys.insert(tenant, key, 'me'));
  await around('find key', () => store.keys.find(key.id));
  await around('list keys', () => store.keys.list(tenant));
  await around('end key', () => store.keys.endIn(tenant, key.id, { inMs: 0, action: 'key.revoke', actor: 'me' }));
  await around('audit', () => store.audit.list(tenant, { before: 1_000_000, limit: 10 }));
}

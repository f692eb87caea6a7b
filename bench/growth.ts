import { openDatabase } from '../src/database.ts';
import { sha256 } from '../src/runs/newRun.ts';
import { newRunId } from '../src/runs/runId.ts';
import type { LeasedRun, NewRow, RunPlace } from '../src/runs/store.ts';
import { openDatabase as connect } from '../src/store/database.ts';
import { openStore, prune, type Store, startPrivatePostgres } from '../src/store/index.ts';
import { type Bench, quantile } from './bench.ts';
import { withDataDirectory } from './service/host.ts';

const SIZES = [1000, 100_000, 1_000_000];
const REPETITIONS = 100;
const TENANT = 'tenant-3';
/** What a thousand times as many runs may cost more, and what is noise whatever it is a multiple of. */
const BARS = { times: 3, noiseMs: 5, lockMs: 50 };
const PRUNED = 20_000;

const CAPS = { tenantQueued: 1_000_000, queued: 10_000_000 };

type Sql = (text: string) => Promise<Record<string, unknown>[]>;

/** Whether what is asked of the service costs the same however much it has kept. */
export const growth: Bench = {
  name: 'growth',
  description: `submitting, listing, claiming and reading among ${SIZES.join(', ')} stored runs; pruning in small batches`,
  async run({ note, quick }) {
    const sizes = quick > 1 ? SIZES.slice(0, 2) : SIZES;
    return withDataDirectory(async (data) => {
      const { url, close } = await openDatabase({ data });
      // The role that serves may not analyse what it does not own.
      const owner = await startPrivatePostgres(data);
      const database = connect(owner.connectionString, { connections: 2, statementTimeoutMs: 600_000 });
      const store = openStore(url);
      const sql: Sql = (text) => database.transaction(async (_, raw) => (await raw.run(text)).rows);
      try {
        const measured: { size: number; times: Record<string, number>; scans: string[] }[] = [];
        let stored = 0;
        for (const size of sizes) {
          note(`${size} runs`);
          await insert(sql, stored, size);
          stored = size;
          const before = await scansOf(sql);
          const times = await timesOf(store, Math.ceil(REPETITIONS / quick));
          const after = await scansOf(sql);
          const scans = [...after].filter(([table, count]) => count > before.get(table)!).map(([table]) => table);
          measured.push({ size, times, scans });
        }
        note('pruning');
        const batches = await pruneBatches(url);
        const [least, most] = [measured[0]!, measured.at(-1)!];
        const grown = Object.entries(most.times).filter(
          ([name, ms]) => ms > BARS.noiseMs && ms > BARS.times * least.times[name]!,
        );
        const longest = Math.round(Math.max(...batches));
        const names = Object.keys(least.times);
        return {
          tables: [
            {
              title: 'Median in ms, by stored runs',
              head: ['operation', ...sizes.map(String)],
              rows: names.map((name) => [name, ...measured.map(({ times }) => times[name]!.toFixed(1))]),
            },
            {
              title: `Pruning ${PRUNED} of them`,
              head: ['batches', 'p50 ms', 'longest ms'],
              rows: [[batches.length, quantile(batches, 0.5).toFixed(1), longest]],
            },
          ],
          data: { measured, prune: { batches: batches.length, p50: quantile(batches, 0.5), longest } },
          failures: [
            ...grown.map(([name, ms]) => `${name} takes ${ms.toFixed(1)} ms among ${most.size}.`),
            ...measured.flatMap(({ size, scans }) => scans.map((table) => `${table} was scanned among ${size}.`)),
            ...(longest > BARS.lockMs ? [`A batch of pruning took ${longest} ms, at most ${BARS.lockMs}.`] : []),
          ],
        };
      } finally {
        await store.close();
        await database.close();
        await owner.close();
        await close();
      }
    });
  },
};

/** Runs of ten tenants that ended long ago, with an event, a revision and a tag each. */
async function insert(sql: Sql, from: number, to: number): Promise<void> {
  const ids = `from dovetail.runs where id > 'run-${String(from).padStart(9, '0')}' and id like 'run-%'`;
  await sql(
    `insert into dovetail.tenants (id, name) select 'tenant-' || i, 'x' from generate_series(0, 9) i on conflict do nothing`,
  );
  await sql(`insert into dovetail.runs (tenant_id, id, model, status, options, tags, input, input_sha256, input_bytes, request_sha256, created_at, ended_at, revision)
    select 'tenant-' || i % 10, 'run-' || lpad(i::text, 9, '0'), 'model-' || i % 3, case when i % 7 = 0 then 'failed' else 'succeeded' end,
      '{}', '{}', '{}', 'x', 2, 'request-' || i, now() - interval '100 d', now() - interval '100 d', 1 from generate_series(${from + 1}, ${to}) i`);
  // References are checked by plans that are made once: they have to know how large the table is.
  await sql('analyze');
  await sql(
    `insert into dovetail.run_events (tenant_id, run_id, type, data) select tenant_id, id, 'status', '{}' ${ids}`,
  );
  await sql(
    `insert into dovetail.revisions (tenant_id, run_id, revision, objective, ms, solution, review) select tenant_id, id, 1, 1, 1, '{}', '{}' ${ids}`,
  );
  await sql(
    `insert into dovetail.run_tags (tenant_id, tag, run_id) select tenant_id, 'tag-' || right(id, 1), id ${ids}`,
  );
  await sql('analyze');
}

async function scansOf(sql: Sql): Promise<Map<string, number>> {
  await sql('select pg_stat_force_next_flush()');
  const rows = await sql(
    `select relname, seq_scan::int from pg_stat_user_tables where relname in ('runs', 'run_events', 'revisions', 'run_tags')`,
  );
  return new Map(rows.map(({ relname, seq_scan }) => [String(relname), Number(seq_scan)]));
}

async function timesOf(store: Store, repetitions: number): Promise<Record<string, number>> {
  const taken = new Map<string, number[]>();
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const value = await work();
    taken.set(name, [...(taken.get(name) ?? []), performance.now() - began]);
    return value;
  };
  const room = { tenantRunning: 1_000_000, postpone: async () => undefined };
  for (let i = 0; i < repetitions; i++) {
    const row = newRow();
    await timed('submit', () => store.create(row, CAPS, async () => undefined));
    const { lease } = (await timed('claim', () => store.lease(row, 'bench', room))) as LeasedRun;
    await timed('page of all', () => store.list(TENANT, { limit: 50 }));
    await timed('page of a status', () => store.list(TENANT, { status: 'failed', limit: 50 }));
    await timed('page of a tag', () => store.list(TENANT, { tag: 'tag-3', limit: 50 }));
    await timed('events', () => store.events(TENANT, row.id, 0, 500));
    await timed('counts', () => store.counts());
    await store.cancel(lease.tenant, lease.id, 'bench');
  }
  return Object.fromEntries([...taken].map(([name, values]) => [name, quantile(values, 0.5)]));
}

function newRow(): NewRow & RunPlace {
  const id = newRunId(Date.now());
  const hash = sha256(id);
  const common = { inputSha256: hash, inputBytes: 2, requestSha256: hash, options: { tags: ['a'] }, actor: 'bench' };
  return { tenant: TENANT, id, model: 'staffing', input: '{}', ...common };
}

/** What each batch takes, which is how long it holds its locks. */
async function pruneBatches(url: string): Promise<number[]> {
  const batches: number[] = [];
  const enough = new Error('enough');
  let began = performance.now();
  const before = new Date(Date.now() - 86_400_000);
  await prune(url, {
    before,
    tenant: TENANT,
    actor: 'bench',
    onBatch({ runs }) {
      batches.push(performance.now() - began);
      began = performance.now();
      if (runs >= PRUNED) throw enough;
    },
  }).catch((thrown) => {
    if (thrown !== enough) throw thrown;
  });
  return batches;
}

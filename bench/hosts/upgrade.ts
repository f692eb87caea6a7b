import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Machine, Site } from './site.ts';
import { type Finding, history, long, SHORT, until } from './trials.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Runs that are being solved, or wait, while every host is replaced. */
const [LONG_RUNS, SHORT_RUNS] = [6, 20];
const COLUMN = 'next_version';

/**
 * Every host is replaced by one of the next version, which has one more migration, while runs are solved. First come new
 * workers, all at once and without `db migrate`: one of them migrates, and the others wait for it.
 */
export async function upgrade({ client, apis, workers, only, query, folder, log }: Site): Promise<Finding> {
  const next = nextVersion(folder);
  const [kept, fresh] = [workers.slice(0, 2), workers.slice(2)];
  await only(kept);
  const before = await migrations(query);
  const logged = log().length;
  const made = await Promise.all(Array.from({ length: LONG_RUNS }, () => client.create(long('PT12S'))));
  const heard = Promise.all(made.map(({ id }) => history(client, id)));
  await until(client, made[0]!.id, ({ revision }) => revision > 0, 60_000);
  await Promise.all(fresh.map((worker) => worker.start(next)));
  const after = await migrations(query);
  const hasColumn = await query(
    `select from information_schema.columns where table_name = 'runs' and column_name = '${COLUMN}'`,
  );
  // Hosts of the version before go on: these take runs, list them and end them.
  await Promise.all(fresh.map((worker) => worker.end('SIGTERM')));
  const asked = await Promise.all(Array.from({ length: SHORT_RUNS }, () => client.create(SHORT)));
  await until(client, asked[0]!.id, ({ endedAt }) => endedAt !== null, 180_000);
  for (const host of [...apis, ...kept]) await replace(host, next);
  const others = await Promise.all(Array.from({ length: SHORT_RUNS }, () => client.create(SHORT)));
  const all = [...made, ...asked, ...others];
  const ended = [];
  for (const { id } of all) ended.push(await until(client, id, ({ endedAt }) => endedAt !== null, 180_000));
  const failed = ended.filter(({ status }) => status !== 'succeeded');
  const streams = await heard;
  const stored = await Promise.all(made.map(({ id }) => history(client, id)));
  const broken = streams.filter((one, i) => one.join() !== stored[i]!.join()).length;
  const ids = all.map(({ id }) => `'${id}'`).join();
  const ends = await query(
    `select count(*)::int as ends from dovetail.run_events where type = 'end' and run_id in (${ids}) group by run_id`,
  );
  const twice = ends.filter((row) => row.ends !== 1).length;
  const complaints = log()
    .slice(logged)
    .split('\n')
    .filter((line) => /"level":[56]0/.test(line));
  return {
    figures: { 'runs meanwhile': all.length, 'hosts replaced': apis.length + kept.length, migrations: after - before },
    failures: [
      ...(after - before === 1 && hasColumn.length === 1 ? [] : [`${after - before} migrations were made.`]),
      ...failed
        .slice(0, 1)
        .map((run) => `${failed.length} runs are ${run.status}: ${run.error?.code} ${run.error?.message}`),
      ...(ends.length === all.length && twice === 0
        ? []
        : [`${ends.length} of ${all.length} runs have ended, ${twice} of them more than once.`]),
      ...(broken > 0 ? [`${broken} of ${streams.length} streams told something else than what is stored.`] : []),
      ...complaints.slice(0, 3).map((line) => `A host logged: ${line.slice(0, 300)}`),
    ],
  };
}

async function replace(host: Machine, main: string): Promise<void> {
  await host.end('SIGTERM');
  await host.start(main);
}

async function migrations(query: Site['query']): Promise<number> {
  const [row] = await query('select count(*)::int as made from drizzle.dovetail_migrations');
  return Number(row!.made);
}

/** A copy of this program with one more migration; gives where it begins. */
function nextVersion(folder: string): string {
  const root = join(folder, 'next');
  mkdirSync(root);
  for (const part of ['src', 'models', 'package.json']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const migrations = join(root, 'src/store/migrations');
  const path = join(migrations, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { idx: number; when: number; tag: string }[] };
  const last = journal.entries.at(-1)!;
  const tag = `${String(last.idx + 1).padStart(4, '0')}_next`;
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1000, tag });
  writeFileSync(path, JSON.stringify(journal));
  writeFileSync(join(migrations, `${tag}.sql`), `ALTER TABLE "dovetail"."runs" ADD COLUMN "${COLUMN}" text;`);
  return join(root, 'src/main.ts');
}

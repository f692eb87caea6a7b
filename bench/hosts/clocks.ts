import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine, Site } from './site.ts';
import { type Finding, history, long, SHORT, until } from './trials.ts';

const RUNS = 12;
const LIFE_MS = 8000;
/** What starting, storing and looking may take beside what is measured. */
const SLACK_MS = 5000;
const LIMIT_MS = 5000;

/** API hosts whose clocks are an hour apart and a worker whose clock is wrong: nothing that they do depends on it. */
export async function wrongClocks(site: Site): Promise<Finding> {
  const found = [await order(site), await ages(site), await limits(site), await keys(site), await dates(site)];
  return {
    figures: Object.assign({}, ...found.map(({ figures }) => figures)),
    failures: found.flatMap(({ failures }) => failures),
  };
}

/** Runs are listed, and taken, in the order in which they came. */
async function order({ apis, workers, only, clientOf, query }: Site): Promise<Finding> {
  await only([]);
  const came: string[] = [];
  for (let i = 0; i < RUNS; i++) {
    const { id } = await clientOf(apis[i % apis.length]!).create(SHORT);
    came.push(id);
  }
  const listed = (await clientOf(apis[1]!).list({ limit: String(RUNS) })).runs.map(({ id }) => id).reverse();
  await only(workers.slice(1, 2));
  for (const id of came) await until(clientOf(apis[1]!), id, ({ endedAt }) => endedAt !== null, 120_000);
  const ids = came.map((id) => `'${id}'`).join();
  const taken = (await query(`select id from dovetail.runs where id in (${ids}) order by started_at`)).map(
    ({ id }) => id,
  );
  const equal = await coalesced(apis.map((api) => clientOf(api)));
  return {
    figures: { 'runs in order': RUNS },
    failures: [
      ...(listed.join() === came.join() ? [] : ['Runs are not listed in the order in which they came.']),
      ...(taken.join() === came.join() ? [] : ['Runs are not taken in the order in which they came.']),
      ...(equal === 1 ? [] : [`Three equal requests within a minute were ${equal} runs.`]),
    ],
  };
}

/** How many runs the same request becomes at three hosts, when it may be one of the last minute. */
async function coalesced(clients: readonly ReturnType<Site['clientOf']>[]): Promise<number> {
  const ids = new Set<string>();
  for (const client of clients)
    ids.add((await client.create({ ...SHORT, options: { dryRun: true, coalesce: 'PT1M' } })).id);
  return ids.size;
}

/** What waits is as old as it is. */
async function ages({ apis, only, clientOf, urlOf }: Site): Promise<Finding> {
  await only([]);
  const { id } = await clientOf(apis[0]!).create(SHORT);
  await sleep(2000);
  const told = await Promise.all(apis.map((api) => oldest(urlOf(api))));
  await clientOf(apis[0]!).cancel(id);
  const wrong = told.filter((seconds) => !(seconds >= 1.5 && seconds <= 2 + SLACK_MS / 1000));
  return {
    figures: { 'age of what waits since 2 s': told.map((seconds) => seconds.toFixed(1)).join(', ') },
    failures: wrong.map((seconds) => `A run that waits for 2 s is said to be ${seconds} s old.`),
  };
}

async function oldest(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^dovetail_queue_oldest_seconds (\S+)$/m.exec(text)?.[1]);
}

/** A run has all its time, and no more, and its worker keeps it. */
async function limits({ apis, workers, only, clientOf }: Site): Promise<Finding> {
  await only(workers.slice(1, 2));
  const client = clientOf(apis[0]!);
  const { id } = await client.create(long(`PT${LIMIT_MS / 1000}S`));
  const run = await until(client, id, ({ endedAt }) => endedAt !== null, 60_000);
  const tookMs = Date.parse(String(run.endedAt)) - Date.parse(String(run.startedAt));
  const first = run.firstFeasibleMs ?? Number.NaN;
  return {
    figures: { [`a run of ${LIMIT_MS} ms took`]: tookMs },
    failures: [
      ...(tookMs >= LIMIT_MS - 500 && tookMs <= LIMIT_MS + SLACK_MS ? [] : [`A run of ${LIMIT_MS} ms took ${tookMs}.`]),
      ...(run.attempts === 1 && run.status === 'succeeded'
        ? []
        : [`It is ${run.status} after ${run.attempts} attempts.`]),
      ...(first >= 0 && first <= LIMIT_MS + SLACK_MS ? [] : [`Its first solution came after ${first} ms.`]),
    ],
  };
}

/** A key is good everywhere for as long as it was made for, and so are its streams. */
async function keys({ apis, workers, only, clientOf, urlOf, keys: withKeys }: Site): Promise<Finding> {
  await only(workers.slice(1, 2));
  const { id } = await clientOf(apis[1]!).create(long('PT30S'));
  let key = '';
  let made = 0;
  await withKeys(async (all) => {
    key = (await all.create('shop', { name: 'short', scopes: ['read'], lifeMs: LIFE_MS }, 'bench')).text;
    made = performance.now();
  });
  const streams = apis.map((api) => endOf(urlOf(api), id, key));
  const early = await statuses(apis, urlOf, key);
  const ends = (await Promise.all(streams)).map((at) => Math.round(at - made));
  const late = await statuses(apis, urlOf, key);
  await clientOf(apis[1]!).cancel(id);
  const told = await history(clientOf(apis[2]!), id);
  return {
    figures: { [`streams of a key of ${LIFE_MS} ms ended after ms`]: ends.join(', ') },
    failures: [
      ...(early.every((status) => status === 200) ? [] : [`A good key was answered with ${early}.`]),
      ...(late.every((status) => status === 401) ? [] : [`A key that has expired was answered with ${late}.`]),
      ...ends.flatMap((ms) =>
        ms >= LIFE_MS - 500 && ms <= LIFE_MS + SLACK_MS ? [] : [`Its stream ended after ${ms} ms.`],
      ),
      ...(told.at(-1)?.endsWith(' end') ? [] : ['Another stream has not heard the end.']),
    ],
  };
}

/** What hosts write down of the time is of one clock, and so is what they delete by it. */
async function dates({ apis, workers, only, clientOf, query }: Site): Promise<Finding> {
  await only([]);
  const plan = 'dated';
  const input = { ...(SHORT.input as object), preferences: [] };
  await clientOf(apis[0]!).plans.put(plan, { model: SHORT.model, input });
  for (const [i, rule] of ['S1', 'S2', 'S3'].entries())
    await clientOf(apis[i]!).plans.prefer(plan, rule, { direction: 'boost' });
  const { preferences } = await clientOf(apis[1]!).plans.preferences(plan);
  const [clock] = await query('select (extract(epoch from now()) * 1000)::float8 as at');
  const ages = preferences.map(({ setAt }) => Number(clock!.at) - Date.parse(String(setAt)));
  const wrong = ages.filter((ms) => !(ms >= 0 && ms <= SLACK_MS));
  // The first API host thinks that it is half an hour later: everything would be old enough for it.
  const { id } = await clientOf(apis[1]!).create({ ...SHORT, options: { dryRun: true } });
  await only(workers.slice(0, 1));
  await until(clientOf(apis[1]!), id, ({ endedAt }) => endedAt !== null, 60_000);
  const status = await apis[0]!.command(['db', 'prune', '--older-than', 'PT10M']);
  const [left] = await query(`select count(*)::int as runs from dovetail.runs where id = '${id}'`);
  return {
    figures: {
      'preferences set ago, ms': ages.map(Math.round).join(', '),
      'recent runs pruned': 1 - Number(left!.runs),
    },
    failures: [
      ...wrong.map((ms) => `A preference is said to have been set ${ms} ms ago.`),
      ...(status === 0 ? [] : [`db prune ended with code ${status}.`]),
      ...(Number(left!.runs) === 1 ? [] : ['A run that has just ended was pruned as one of ten minutes ago.']),
    ],
  };
}

async function endOf(url: string, id: string, key: string): Promise<number> {
  const response = await fetch(`${url}/v1/runs/${id}/events`, { headers: { authorization: `Bearer ${key}` } });
  for await (const _ of response.body ?? []);
  return performance.now();
}

function statuses(apis: readonly Machine[], urlOf: Site['urlOf'], key: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${key}` };
  return Promise.all(apis.map(async (api) => (await fetch(`${urlOf(api)}/v1/models`, { headers })).status));
}

import { describe, expect, it } from 'vitest';
import { createRuns } from '../../src/runs/createRuns.ts';
import type { Run } from '../../src/runs/run.ts';
import { newRunId } from '../../src/runs/runId.ts';
import type { NewRun, RunFilter } from '../../src/runs/runs.ts';
import type { RunStore } from '../../src/runs/store.ts';

/** Something of which nothing may be asked but what is given. */
function only<T extends object>(given: Partial<T> = {}): T {
  return new Proxy(given as T, {
    get(target, name, receiver) {
      if (name in target) return Reflect.get(target, name, receiver);
      return () => {
        throw new Error(`${String(name)} was asked for.`);
      };
    },
  });
}

/** Runs on a store that lists the ids it has, newest first, and remembers what it is asked. */
function runsOn(ids: readonly string[]) {
  const asked: RunFilter[] = [];
  const store = only<RunStore>({
    list: async (_, filter) => {
      asked.push(filter);
      const { before, limit } = filter;
      return ids
        .filter((id) => before === undefined || id < before)
        .slice(0, limit)
        .map((id) => ({ id }) as Run);
    },
    create: async () => {
      throw new Error('The store was asked.');
    },
  });
  const runs = createRuns({
    store,
    feed: only(),
    queue: only(),
    questions: only(),
    caps: { tenantQueued: 1, queued: 1 },
  });
  return { runs, asked };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64url');

describe('a cursor', () => {
  const ids = [3, 2, 1].map((at) => newRunId(at));

  it('leads to the next page, and with another filter to what is older', async () => {
    const { runs, asked } = runsOn(ids);
    const { cursor } = await runs.list('acme', { limit: 2 });
    expect((await runs.list('acme', { limit: 2, cursor })).runs.map(({ id }) => id)).toEqual([ids[2]]);
    await runs.list('acme', { status: 'failed', cursor });
    expect(asked[2]).toMatchObject({ status: 'failed', before: ids[1] });
  });

  it.each([
    ['no base64', 'abc'],
    ['no id of a run', base64('zzzz')],
    ['an id in another form', base64(ids[0]!.toUpperCase())],
    ['an id with something behind it', `${base64(ids[0]!)}==`],
    ['a NUL', base64('\0')],
    ['nothing', ''],
  ])('that holds %s is refused', async (_, cursor) => {
    const { runs, asked } = runsOn(ids);
    await expect(runs.list('acme', { cursor })).rejects.toThrow(/is not a cursor of a page/);
    expect(asked).toEqual([]);
  });
});

describe('a NUL', () => {
  const request: NewRun = { model: 'm', input: '{}', options: {}, actor: 'a' };

  it.each([
    [{ model: 'm\0' }, /NUL character in the model/],
    [{ input: '{\0}' }, /NUL character in the input/],
    [{ options: { tags: ['a', 'b\0'] } }, /NUL character in the tags/],
    [{ options: { warmStart: { fromRun: 'x\0' } } }, /There is no run/],
    [{ idempotency: { key: 'k\0', payloadSha256: '' } }, /NUL character in the idempotency key/],
  ])('in %j never reaches the store', async (part, message) => {
    await expect(runsOn([]).runs.create('acme', { ...request, ...part })).rejects.toThrow(message);
  });

  it('in a filter is of no run', async () => {
    const { runs, asked } = runsOn(['a']);
    expect(await runs.list('acme', { tag: '\0' })).toEqual({ runs: [] });
    expect(await runs.list('acme', { model: '\0' })).toEqual({ runs: [] });
    expect(asked).toEqual([]);
  });
});

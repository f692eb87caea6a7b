import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import { cursorOf, limitOf, textIn } from '../plans/pages.ts';
import { madeSecret, requireSecret } from './secret.ts';
import type { Sink, Sinks } from './sink.ts';
import type { SinkStore } from './store.ts';
import type { Targets } from './targets.ts';

export interface SinksOptions {
  readonly store: SinkStore;
  readonly targets: Targets;
  /** The lists of a plan, and whether each has given work. *Errors* `plan/unknown`. */
  readonly listsOf: (tenant: string, plan: string) => Promise<readonly PlanList[]>;
}

export interface PlanList {
  readonly list: string;
  readonly isWork: boolean;
}

export function createSinks({ store, targets, listsOf }: SinksOptions): Sinks {
  const get = async (tenant: string, plan: string): Promise<Sink> => {
    await listsOf(tenant, plan);
    return (await store.get(tenant, plan)) ?? noSink(plan);
  };
  return {
    get,
    async put(tenant, plan, { url, lists, secret, existing = false, actor }) {
      const known = await listsOf(tenant, plan);
      targets.require(url);
      if (secret !== undefined) requireSecret(secret);
      const made = madeSecret();
      const wanted = lists ?? known.filter(({ isWork }) => isWork).map(({ list }) => list);
      requireLists(wanted, known);
      const put = await store.put(tenant, plan, { url, lists: wanted, secret, madeSecret: made, existing, actor });
      const isNew = put?.isNew === true;
      return { sink: await get(tenant, plan), isNew, ...(isNew && secret === undefined ? { secret: made } : {}) };
    },
    async rows(tenant, plan, { state, cursor, limit }) {
      await get(tenant, plan);
      const most = limitOf({ limit });
      const after = afterIn(cursor);
      const found = await store.rows(tenant, plan, { state, after, limit: most + 1 });
      const rows = found.slice(0, most);
      const last = rows.at(-1);
      return {
        rows,
        ...(last && found.length > most ? { cursor: cursorOf(JSON.stringify([last.list, last.entry])) } : {}),
      };
    },
    async retry(tenant, plan, names) {
      await get(tenant, plan);
      return store.retry(tenant, plan, names);
    },
    async remove(tenant, plan, actor) {
      await listsOf(tenant, plan);
      if (!(await store.remove(tenant, plan, actor))) noSink(plan);
    },
  };
}

/** *Errors* `request/invalid` for a cursor that is none. */
function afterIn(cursor: string | undefined): readonly string[] | undefined {
  const text = textIn(cursor);
  if (text === undefined) return undefined;
  const parts = /^\["/.test(text) && text.endsWith('"]') ? (safely(text) as unknown) : undefined;
  if (Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')) return parts;
  const message = `"${cut(cursor!)}" is not a cursor of a page.`;
  throw new DovetailError('request/invalid', message, {
    maybe: 'take it from the page before as it is.',
    faults: [{ pointer: '/query/cursor', code: 'request/invalid', message }],
  });
}

function safely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requireLists(lists: readonly string[], known: readonly PlanList[]): void {
  const names = known.map(({ list }) => list);
  const faults = lists.flatMap((list, at) =>
    names.includes(list)
      ? []
      : [{ pointer: `/lists/${at}`, code: 'input/invalid', message: `The plan has no list ${cut(list)}.` }],
  );
  if (faults.length === 0) return;
  throw new DovetailError('input/invalid', faults.map(({ message }) => message).join('\n'), {
    maybe: `use some of ${names.join(', ')}, or leave it out; then it is the work that is in place.`,
    faults,
  });
}

function noSink(plan: string): never {
  throw new DovetailError('request/not-found', `The plan ${cut(plan)} has no sink.`, {
    maybe: `name one with PUT /v1/plans/${cut(plan)}/sink.`,
  });
}

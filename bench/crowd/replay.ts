import type { Client } from '../../src/client/client.ts';

/**
 * What the history of a plan says that is in it, made from nothing by a reading of its own: every change of every
 * version, in their order, each of a whole row.
 */
export async function replayed(
  client: Client,
  plan: string,
  onVersion: (version: number, input: Record<string, unknown>) => void = () => undefined,
): Promise<Record<string, unknown>> {
  const { version } = await client.plans.get(plan);
  const fields = new Map<string, unknown>();
  const lists = new Map<string, Map<string, unknown>>();
  const inputNow = (): Record<string, unknown> => {
    const entries = [...lists].filter(([, rows]) => rows.size > 0).map(([list, rows]) => [list, [...rows.values()]]);
    return Object.fromEntries([...fields, ...entries]);
  };
  for (let n = 1; n <= version; n++) {
    const { changes } = await client.plans.version(plan, n);
    for (const change of changes) {
      const path = 'set' in change ? change.set : 'add' in change ? change.add : change.remove;
      const slash = path.indexOf('/');
      if (slash < 0 && !('add' in change)) {
        if ('set' in change) fields.set(path, change.value);
        else if (!fields.delete(path)) throw new Error(`${path} was not there.`);
        continue;
      }
      const list = slash < 0 ? path : path.slice(0, slash);
      const rows = lists.get(list) ?? new Map<string, unknown>();
      lists.set(list, rows);
      if ('add' in change) {
        // The name of a row that is added is not said: its text stands for it until something else is done to it.
        rows.set(`added ${JSON.stringify(change.value)}`, change.value);
        continue;
      }
      const key = [...rows.keys()].find((one) => isCalled(rows.get(one), path.slice(slash + 1)));
      if (key === undefined) throw new Error(`${path} was not there.`);
      rows.delete(key);
      if ('set' in change) rows.set(`set ${JSON.stringify(change.value)}`, change.value);
    }
    onVersion(n, inputNow());
  }
  return inputNow();
}

/** Whether a row has the name: one field, or several in some order joined by commas. */
function isCalled(row: unknown, name: string): boolean {
  const fields = row as Readonly<Record<string, unknown>>;
  const parts = name.replaceAll('~1', '/').replaceAll('~0', '~').split(',');
  if (parts.length === 1) return fields.id === name || fields.event === name || fields.guest === name;
  return parts.every((part) => part === '' || Object.values(fields).some((value) => textOf(value) === part));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

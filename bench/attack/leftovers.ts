import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { startPrivatePostgres } from '../../src/store/index.ts';
import type { Arena } from './arena.ts';

/** What a service holds, each with a name that tells it from others of its kind where there is one. */
export interface Count {
  readonly descriptors: readonly string[];
  readonly connections: readonly string[];
  readonly 'temporary files': readonly string[];
  readonly processes: readonly string[];
}

export interface Leftovers extends AsyncDisposable {
  count(): Promise<Count>;
}

/** Counts from outside what a service holds: by `/proc`, by PostgreSQL, and in its folders. */
export async function watchLeftovers({ pid, data }: Arena, temporary: string): Promise<Leftovers> {
  const owner = await startPrivatePostgres(data);
  const database = openDatabase(owner.connectionString, { connections: 1 });
  return {
    count: async () => ({
      descriptors: descriptorsOf(pid),
      connections: await connectionsOf(database),
      'temporary files': [...filesIn(temporary), ...filesIn(data).filter((file) => file.includes('pgsql_tmp'))],
      processes: descendantsOf(pid).map((child) => `${child} ${nameOf(child)}`),
    }),
    async [Symbol.asyncDispose]() {
      await database.close();
      await owner.close();
    },
  };
}

/** Sentences for what there is more of than before, with the newest of it. */
export function leftOver(before: Count, after: Count): string[] {
  return (Object.keys(after) as (keyof Count)[]).flatMap((what) => {
    const more = after[what].length - before[what].length;
    if (more <= 0) return [];
    const fresh = after[what].filter((one) => !before[what].includes(one)).slice(0, 5);
    return [`${more} ${what} are left over, such as ${fresh.join(', ')}.`];
  });
}

function descriptorsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))];
    } catch {
      // It was closed meanwhile.
      return [];
    }
  });
}

async function connectionsOf({ db }: ReturnType<typeof openDatabase>): Promise<string[]> {
  const { rows } = await db.execute<{ pid: number; application_name: string; state: string; query: string }>(
    `select pid, application_name, state, query from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  return rows.map((row) => `${row.pid} ${row.application_name} ${row.state}: ${row.query.slice(0, 80)}`);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Its children, their children and so on; PostgreSQL is no child that counts, because it outlives the service. */
function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid).filter((child) => !/^postgres/.test(nameOf(child)));
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return 'gone';
  }
}

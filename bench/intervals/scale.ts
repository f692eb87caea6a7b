import { Random } from '../../src/engines/random.ts';
import type { DisjunctiveSearch } from '../../src/engines/scheduling/disjunctive/search.ts';
import { readShop } from '../../src/engines/scheduling/reading/index.ts';
import { searchFor } from '../../src/engines/scheduling/searchFor.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { solve } from '../../src/solve/solve.ts';
import type { BenchOptions, BenchTable } from '../bench.ts';
import { shopModel } from '../instances/shops/models.ts';
import type { ShopData } from '../instances/shops/readShops.ts';

/** Jobs, operations of each, machines. */
const SIZES = [
  [20, 20, 20],
  [50, 20, 20],
  [100, 100, 100],
  [1000, 10, 100],
] as const;

/** What a search of a size is given, in milliseconds of the processor. */
const SEARCH_MS = 5000;

/** Memory that the search alone may hold by task, beside what the model takes. */
const MOST_BYTES_BY_TASK = 20_000;

/** A job shop in which each operation has a machine by chance and a duration of 1 to 99, each machine once or never in a job. */
function largeShop(jobs: number, operations: number, machines: number): ShopData {
  const random = new Random(jobs * 31 + operations);
  const order = Array.from({ length: machines }, (_, m) => m);
  return {
    machines,
    jobs: Array.from({ length: jobs }, () => {
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order.slice(0, operations).map((machine) => [{ machine, time: 1 + random.below(99) }]);
    }),
  };
}

/** Large job shops: the first schedule through the whole of it, then moves a second and memory of the search alone. */
export async function measureScale({ note, quick }: BenchOptions, failures: string[]) {
  const data: Record<string, number | string | undefined>[] = [];
  for (const [jobs, operations, machines] of SIZES) {
    const name = `${jobs} x ${operations} on ${machines}`;
    note(name);
    const model = shopModel(name, largeShop(jobs, operations, machines));
    const first = await solve(model, { engine: 'scheduling', firstFeasible: true, timeLimitMs: 60_000 });
    if (!first.outcome.solution || !isFeasible(model, first.outcome.solution.values))
      failures.push(`${name}: there is no schedule that holds`);
    const before = held();
    const readAt = performance.now();
    const { shop } = readShop(model)!;
    const readMs = performance.now() - readAt;
    let stopAt = Number.POSITIVE_INFINITY;
    const search = searchFor(shop, new Random(1), {
      isOver: () => cpuMs() >= stopAt,
      onBetter: () => undefined,
    }) as DisjunctiveSearch;
    search.construct();
    const began = cpuMs();
    stopAt = began + SEARCH_MS / quick;
    search.improve();
    const seconds = (cpuMs() - began) / 1000;
    const bytes = held() - before;
    const tasks = jobs * operations;
    if (bytes > MOST_BYTES_BY_TASK * tasks + 2 ** 26)
      failures.push(`${name}: the search holds ${Math.round(bytes / tasks)} bytes for each task`);
    data.push({
      name,
      firstMs: first.firstFeasibleMs,
      readMs,
      movesBySecond: search.moves / seconds,
      timesBySecond: search.work / seconds,
      megabytes: bytes / 2 ** 20,
    });
  }
  const head = ['job shop', 'first ms', 'read ms', 'moves a CPU second', 'times a CPU second', 'MB of the search'];
  const rows = data.map((row) =>
    Object.values(row).map((value) => (typeof value === 'number' ? Math.round(value) : (value ?? '-'))),
  );
  return { tables: [{ title: 'Large job shops', head, rows }] satisfies BenchTable[], data };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

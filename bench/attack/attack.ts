import type { Watched } from './arena.ts';

/** One way to harm others by what the service allows, with what has to hold all the same. */
export interface Attack {
  readonly name: string;
  /** What is done, in one line. */
  readonly what: string;
  run(note: (text: string) => void): Promise<Finding>;
}

/** What came of it. */
export interface Finding {
  /** Everything that was measured, by name. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** What should have held and did not, as sentences. */
  readonly failures: readonly string[];
}

/** What another tenant and a watcher of the process may lose; times in milliseconds, memory in MB. */
export const BARS = { livezP99: 50, postP99: 1000, memoryMb: 300 };

export function figuresOf({ livez, posts, memory }: Watched): Finding['figures'] {
  return {
    'livez p50 ms': livez.p50,
    'livez p99 ms': livez.p99,
    'livez worst ms': livez.worst,
    'others POST p50 ms': posts.p50,
    'others POST p99 ms': posts.p99,
    'others POST refused': `${posts.refused} of ${posts.asked}`,
    'memory peak MB over start': memory.peak - memory.start,
    'memory kept MB': memory.end - memory.start,
  };
}

/** Sentences for the bars that were missed. */
export function missed({ livez, posts, memory }: Watched): string[] {
  const failures: string[] = [];
  if (livez.p99 > BARS.livezP99) failures.push(`/livez took ${livez.p99} ms at p99, at most ${BARS.livezP99}.`);
  if (posts.p99 > BARS.postP99)
    failures.push(`Another tenant's POST took ${posts.p99} ms at p99, at most ${BARS.postP99}.`);
  if (posts.refused > 0) failures.push(`${posts.refused} of ${posts.asked} POSTs of another tenant were refused.`);
  const grown = memory.peak - memory.start;
  if (grown > BARS.memoryMb) failures.push(`The process grew by ${grown} MB, at most ${BARS.memoryMb}.`);
  return failures;
}

/** How many answers there were of each status, such as `422: 9`. */
export function statusesOf(answers: readonly { readonly status: number }[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(', ');
}

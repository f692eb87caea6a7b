import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { withKeys } from '../../src/database.ts';
import { quantile } from '../bench.ts';
import { host, withDataDirectory } from '../service/host.ts';

/** A service that is attacked by one tenant while another goes on working. */
export interface Arena {
  readonly url: string;
  /** Process of the service. */
  readonly pid: number;
  readonly data: string;
  /** Keys of the two tenants. */
  readonly attacker: string;
  readonly victim: string;
  /** One request, with what it took and how much came back. */
  send(path: string, request?: Sent): Promise<Answered>;
  /** Does something while somebody else asks for `/livez` and the other tenant creates runs. */
  watched(work: () => Promise<void>): Promise<Watched>;
}

export interface Sent {
  readonly key?: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  /** 0 when no answer came. */
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  /** Its beginning. */
  readonly text: string;
}

/** What others saw meanwhile; times in milliseconds, memory in MB of the process that answers. */
export interface Watched {
  readonly livez: Spread;
  readonly posts: Spread & { readonly asked: number; readonly refused: number };
  readonly memory: { readonly start: number; readonly peak: number; readonly end: number };
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

const MEMORY_EVERY_MS = 50;
/** How long the service is left alone before what it has kept is read. */
const REST_MS = 2000;
const TEXT = 2000;

export interface ArenaOptions {
  readonly workers?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the data is instead of a folder of its own. */
  readonly data?: string;
}

/** Opens a service with keys for two tenants, lets it be attacked, and closes it. */
export async function inArena<T>(options: ArenaOptions, work: (arena: Arena) => Promise<T>): Promise<T> {
  const { workers = 1, environment = {}, data } = options;
  const open = async (folder: string): Promise<T> => {
    const keys = await makeKeys(folder);
    const service = await host({
      data: folder,
      workers,
      environment: { DOVETAIL_ACCESS: 'keys', DOVETAIL_LOG_LEVEL: 'fatal', ...environment },
    });
    try {
      const { url, pid } = service;
      return await work({
        url,
        pid,
        data: folder,
        ...keys,
        send: (path, request) => send(url + path, request),
        watched: (attack) => watched({ url, pid, key: keys.victim }, attack),
      });
    } finally {
      await service.stop();
    }
  };
  return data === undefined ? withDataDirectory(open) : open(data);
}

async function makeKeys(data: string): Promise<Pick<Arena, 'attacker' | 'victim'>> {
  const made: Record<string, string> = {};
  await withKeys({ data }, async (keys) => {
    for (const tenant of ['attacker', 'victim'] as const) {
      await keys.ensureTenant(tenant);
      made[tenant] = (await keys.create(tenant, { name: 'bench', scopes: ['read', 'run'] }, 'bench')).text;
    }
  });
  return made as unknown as Pick<Arena, 'attacker' | 'victim'>;
}

async function send(url: string, { key, body, method, headers = {} }: Sent = {}): Promise<Answered> {
  const began = performance.now();
  const all = {
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  try {
    const response = await fetch(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: all,
      ...(body === undefined ? {} : { body }),
    });
    let bytes = 0;
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      bytes += (chunk as Uint8Array).length;
      if (text.length < TEXT) text += decoder.decode(chunk as Uint8Array);
    }
    return { status: response.status, ms: performance.now() - began, bytes, text: text.slice(0, TEXT) };
  } catch (thrown) {
    return { status: 0, ms: performance.now() - began, bytes: 0, text: String((thrown as Error).cause ?? thrown) };
  }
}

interface Seen {
  readonly livez: readonly number[];
  readonly posts: readonly { readonly status: number; readonly ms: number }[];
}

async function watched(target: { url: string; pid: number; key: string }, work: () => Promise<void>): Promise<Watched> {
  const input = DOMAIN_MODELS.staffing.example();
  const body = JSON.stringify({ model: 'staffing', input, options: { dryRun: true } });
  // On a thread of its own, because this one is busy with what it sends and receives.
  const probe = new Worker(new URL('./probe.ts', import.meta.url), { workerData: { ...target, body } });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise((resolve) => probe.once('message', resolve));
    const start = residentMb(target.pid);
    let peak = start;
    timer = setInterval(() => {
      peak = Math.max(peak, residentMb(target.pid));
    }, MEMORY_EVERY_MS);
    await work();
    const seen = new Promise<Seen>((resolve) => probe.once('message', resolve));
    probe.postMessage('end');
    const { livez, posts } = await seen;
    clearInterval(timer);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const refused = posts.filter(({ status }) => status !== 202 && status !== 200).length;
    return {
      livez: spreadOf(livez),
      posts: { ...spreadOf(posts.map(({ ms }) => ms)), asked: posts.length, refused },
      memory: { start, peak, end: residentMb(target.pid) },
    };
  } finally {
    clearInterval(timer);
    await probe.terminate();
  }
}

export function spreadOf(values: readonly number[]): Spread {
  const [p50, p99] = [quantile(values, 0.5), quantile(values, 0.99)];
  return { p50: Math.round(p50), p99: Math.round(p99), worst: Math.round(Math.max(0, ...values)) };
}

/** NaN where the system does not tell. */
export function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return Number.NaN;
  }
}

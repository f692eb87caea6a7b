import { DOMAIN_MODELS } from '../../../models/index.ts';
import type { Sinks } from '../../../src/deliveries/sink.ts';
import type { Webhooks } from '../../../src/deliveries/webhook.ts';
import { createApp } from '../../../src/http/app.ts';
import { Feeds } from '../../../src/http/feeds.ts';
import type { HttpService } from '../../../src/http/httpService.ts';
import { createMetrics } from '../../../src/http/metrics.ts';
import { createLog } from '../../../src/log.ts';
import type { Plans } from '../../../src/plans/plans.ts';
import type { Runs } from '../../../src/runs/runs.ts';
import { MemoryRuns } from './memoryRuns.ts';

export interface TestAppOptions<R extends Runs> {
  readonly runs?: R;
  /** None where a test does not need them. */
  readonly plans?: Plans;
  readonly webhooks?: Webhooks;
  readonly sinks?: Sinks;
  readonly isSingleUser?: boolean;
  readonly config?: Partial<HttpService['config']>;
  /** Gets the lines of the log. */
  readonly onLog?: (line: string) => void;
}

interface Asked extends RequestInit {
  /** Sent as the body of a POST. */
  readonly json?: unknown;
  readonly key?: string;
}

/** A response whose JSON the test knows; what is not there fails the test's expectation. */
export interface Answer extends Response {
  // biome-ignore lint/suspicious/noExplicitAny: the schemas are what is tested, so they cannot give the type.
  json(): Promise<any>;
}

/** The application with runs in memory, or with those that are given. */
export function testApp<R extends Runs = MemoryRuns>(options: TestAppOptions<R> = {}) {
  const { isSingleUser = true, onLog } = options;
  const runs = (options.runs ?? new MemoryRuns(DOMAIN_MODELS)) as R;
  const stopping = new AbortController();
  const feeds = new Feeds(runs);
  const service: HttpService = {
    runs,
    plans: options.plans ?? ({} as Plans),
    webhooks: options.webhooks ?? ({} as Webhooks),
    sinks: options.sinks ?? ({} as Sinks),
    feeds,
    domains: DOMAIN_MODELS,
    config: {
      bodyLimitBytes: 1 << 20,
      importLimitBytes: 1 << 20,
      rate: 1e5,
      burst: 1e6,
      maxTimeLimitMs: 600_000,
      corsOrigins: [],
      ...options.config,
    },
    isSingleUser,
    log: onLog ? createLog('trace', { write: onLog }) : createLog('silent'),
    metrics: createMetrics(),
    stopping: stopping.signal,
  };
  const app = createApp(service);

  /** A request as a program on this machine makes it. */
  async function request(path: string, init: Asked = {}): Promise<Answer> {
    const { json, key, ...rest } = init;
    const headers = new Headers({ host: 'localhost', ...(init.headers as Record<string, string>) });
    if (json !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
    const body = json === undefined ? {} : { body: JSON.stringify(json), method: 'POST' };
    return app.request(path, { ...body, ...rest, headers });
  }

  return { app, runs, feeds, service, request, stop: () => stopping.abort() };
}

/** The smallest input that the model `staffing` takes. */
export const TINY = DOMAIN_MODELS.staffing!.example() as Record<string, unknown>;

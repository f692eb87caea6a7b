import { configFrom } from '../config.ts';
import type { Sinks } from '../deliveries/sink.ts';
import type { Webhooks } from '../deliveries/webhook.ts';
import { createLog } from '../log.ts';
import type { Plans } from '../plans/plans.ts';
import type { Runs } from '../runs/runs.ts';
import { createApp } from './app.ts';
import { Feeds } from './feeds.ts';
import { createMetrics } from './metrics.ts';
import { type OpenApi, openApiOf } from './openapi.ts';

/** The OpenAPI document, from an application that nobody asks anything: it needs no database. */
export function describeApi(): OpenApi {
  const runs = { keys: {} } as Runs;
  return openApiOf(
    createApp({
      runs,
      plans: {} as Plans,
      webhooks: {} as Webhooks,
      sinks: {} as Sinks,
      feeds: new Feeds(runs),
      domains: {},
      config: configFrom({}),
      isSingleUser: true,
      log: createLog('silent'),
      metrics: createMetrics(),
      stopping: new AbortController().signal,
    }),
  );
}

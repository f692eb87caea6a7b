import type { Config } from '../config.ts';
import type { Sinks } from '../deliveries/sink.ts';
import type { Webhooks } from '../deliveries/webhook.ts';
import type { Log } from '../log.ts';
import type { Plans } from '../plans/plans.ts';
import type { Runs } from '../runs/runs.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import type { Feeds } from './feeds.ts';
import type { Metrics } from './metrics.ts';

/** Everything that the handlers work with. */
export interface HttpService {
  readonly runs: Runs;
  readonly plans: Plans;
  readonly webhooks: Webhooks;
  readonly sinks: Sinks;
  readonly feeds: Feeds;
  readonly domains: Readonly<Record<string, DomainModel>>;
  readonly config: Pick<
    Config,
    'bodyLimitBytes' | 'importLimitBytes' | 'rate' | 'burst' | 'maxTimeLimitMs' | 'corsOrigins'
  >;
  readonly isSingleUser: boolean;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Fires when the service begins to stop: streams end, and nothing new is taken. */
  readonly stopping: AbortSignal;
}

import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import { DovetailError } from '../errors.ts';
import { identify, requireOwnName } from './access.ts';
import { type Api, innerPath } from './api.ts';
import { type BodyLimits, countedFromBody, type SizeLimits } from './body.ts';
import { BodyBudget } from './bodyBudget.ts';
import type { HttpContext, HttpEnvironment } from './environment.ts';
import type { HttpService } from './httpService.ts';
import { methodsAt, notFound } from './notFound.ts';
import { observe } from './observe.ts';
import { problemResponse } from './problem.ts';
import { limitRate } from './rateLimit.ts';
import { draftRoutes } from './routes/drafts.ts';
import { modelRoutes } from './routes/models.ts';
import { operationRoutes } from './routes/operation.ts';
import { pageRoutes } from './routes/pages.ts';
import { planAdviceRoutes } from './routes/planAdvice.ts';
import { planEntryRoutes } from './routes/planEntries.ts';
import { planHistoryRoutes } from './routes/planHistory.ts';
import { planImportRoutes } from './routes/planImport.ts';
import { planPreferenceRoutes } from './routes/planPreferences.ts';
import { planReportRoutes } from './routes/planReports.ts';
import { planSinkRoutes } from './routes/planSink.ts';
import { planRoutes } from './routes/plans.ts';
import { questionRoutes } from './routes/questions.ts';
import { runActionRoutes } from './routes/runActions.ts';
import { runEventRoutes } from './routes/runEvents.ts';
import { runResultRoutes } from './routes/runResults.ts';
import { runRoutes } from './routes/runs.ts';
import { validateRoutes } from './routes/validate.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { shapeError } from './shapeError.ts';

/** What pages of other origins may read of a response. */
const EXPOSED = ['location', 'retry-after', 'etag', 'x-request-id', 'ratelimit', 'ratelimit-policy'];

/** The whole HTTP face of the service; `app.request()` and `app.fetch` answer without a socket. */
export function createApp(service: HttpService): Api {
  const { config, runs, isSingleUser } = service;
  const { corsOrigins } = config;
  service.metrics.read({ counts: () => runs.counts(), sseClients: () => service.feeds.streams });
  const app: Api = new OpenAPIHono<HttpEnvironment>({
    getPath: (request) => innerPath(new URL(request.url).pathname),
    defaultHook: (result) => {
      if (!result.success) throw shapeError(result);
    },
  });
  app.use(observe(service));
  app.use(secureHeaders({ crossOriginResourcePolicy: false, strictTransportSecurity: false }));
  app.use(
    cors({
      origin: (origin) => (corsOrigins.includes('*') || corsOrigins.includes(origin) ? origin : null),
      allowMethods: (_, c) => methodsAt(app, c.req.path),
      exposeHeaders: EXPOSED,
      maxAge: 600,
    }),
  );
  for (const path of ['/docs', '/openapi.json', '/client.js', '/metrics']) app.use(path, requireOwnName(service));
  app.use('/v1/*', identify({ keys: runs.keys, isSingleUser, corsOrigins }));
  app.use('/v1/*', limitRate(config));

  const sized = (limitBytes: number, variable: string): SizeLimits => {
    return { limitBytes, variable, budget: new BodyBudget(limitBytes) };
  };
  const bodies: BodyLimits = {
    ...sized(config.bodyLimitBytes, 'DOVETAIL_BODY_LIMIT_BYTES'),
    files: sized(config.importLimitBytes, 'DOVETAIL_IMPORT_LIMIT_BYTES'),
  };
  operationRoutes(app, service);
  pageRoutes(app);
  modelRoutes(app, service);
  validateRoutes(app, service, bodies);
  runRoutes(app, service, bodies);
  runActionRoutes(app, service);
  runResultRoutes(app, service);
  questionRoutes(app, service, bodies);
  runEventRoutes(app, service);
  planRoutes(app, service, bodies);
  planEntryRoutes(app, service, bodies);
  planHistoryRoutes(app, service, bodies);
  planImportRoutes(app, service, bodies);
  planAdviceRoutes(app, service, bodies);
  planPreferenceRoutes(app, service, bodies);
  planReportRoutes(app, service, bodies);
  planSinkRoutes(app, service, bodies);
  draftRoutes(app, service, bodies);
  webhookRoutes(app, service, bodies);

  app.notFound((c) => problemResponse(c, notFound(app, c)));
  app.onError((thrown, c) => problemResponse(c, inBody(thrown, c)));
  return app;
}

function inBody(thrown: unknown, c: HttpContext): unknown {
  return thrown instanceof DovetailError ? countedFromBody(thrown, c.get('body')) : thrown;
}

/** What a process answers that only works: whether it is well. */
export function createWorkerApp(service: HttpService): Api {
  const app: Api = new OpenAPIHono<HttpEnvironment>();
  app.use(observe(service));
  app.use('/metrics', requireOwnName(service));
  operationRoutes(app, service);
  app.notFound((c) => problemResponse(c, notFound(app, c)));
  app.onError((thrown, c) => problemResponse(c, thrown));
  return app;
}

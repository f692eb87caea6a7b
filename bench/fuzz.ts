import { DOMAIN_MODELS } from '../models/index.ts';
import { createClient } from '../src/client/client.ts';
import type { OpenApi } from '../src/http/openapi.ts';
import { RAW_MODEL } from '../src/runs/run.ts';
import type { Bench } from './bench.ts';
import { wideModel } from './instances/wideModel.ts';
import { fuzz } from './service/fuzz.ts';
import { host, withDataDirectory } from './service/host.ts';
import { knownPlans, madeAgain } from './service/knownPlans.ts';

const REQUESTS = 5000;

/** Models with large numbers, hints, assumptions and hard names, in both forms: some of each kind of constraint. */
const WIDE_MODELS = 42;

/** Requests drawn from the service's own OpenAPI document, over a real socket. */
export const fuzzBench: Bench = {
  name: 'fuzz',
  description: `${REQUESTS} requests drawn from the OpenAPI document: never our fault, always as declared`,
  async run({ note, quick }) {
    return withDataDirectory(async (data) => {
      const service = await host({
        data,
        workers: 1,
        environment: { DOVETAIL_RATE: '1000000', DOVETAIL_BURST: '1000000' },
      });
      try {
        const client = createClient({ url: service.url });
        const input = DOMAIN_MODELS.staffing.example() as object;
        const asked = { model: 'staffing', input, options: { termination: { firstFeasible: true }, tags: ['a'] } };
        const runs = [await client.solve(asked), await client.solve(asked)];
        const ids = runs.map(({ run }) => run.id);
        const bodies = goodBodies();
        const plans = await knownPlans(client);
        const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
        note(`${REQUESTS} requests`);
        const seed = 20_260_101;
        const report = await fuzz({
          document,
          known: {
            places: plans.places,
            values: {
              ...plans.values,
              id: ids,
              other: ids,
              model: [...Object.keys(DOMAIN_MODELS), RAW_MODEL],
              'idempotency-key': ['k', 'l'],
              prefer: ['wait=0'],
            },
            bodies: {
              ...plans.bodies,
              '/v1/runs': bodies.map((body) => ({ ...body, options: asked.options })),
              '/v1/validate': bodies,
              '/v1/solve': bodies.flatMap(({ model, input }) =>
                model === RAW_MODEL ? [{ model: input, options: asked.options }] : [],
              ),
            },
          },
          count: Math.ceil(REQUESTS / quick),
          seed,
          async send(shot) {
            const { path, method, headers, body } = shot;
            const response = await fetch(service.url + path, {
              method,
              headers,
              ...(body === undefined ? {} : { body }),
            });
            await madeAgain(client, shot, response);
            return response;
          },
        });
        const { requests, byStatus, succeeded, failures } = report;
        return {
          tables: [
            {
              title: `Answers to ${requests} requests, seed ${seed}`,
              head: ['status', 'answers'],
              rows: Object.entries(byStatus).map(([status, count]) => [status, count]),
            },
          ],
          data: { seed, requests, byStatus, succeeded },
          failures: [...failures],
        };
      } finally {
        await service.stop();
      }
    });
  },
};

/** The examples of the domains, and wide models. */
function goodBodies(): { readonly model: string; readonly input: object }[] {
  const wide = Array.from({ length: WIDE_MODELS }, (_, number) => {
    const { file, model } = wideModel(number);
    return number % 2 === 0 ? file : model;
  });
  return [
    ...Object.entries(DOMAIN_MODELS).map(([model, domain]) => ({ model, input: domain.example() as object })),
    ...wide.map((input) => ({ model: RAW_MODEL, input })),
  ];
}

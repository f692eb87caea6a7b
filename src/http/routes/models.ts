import { createRoute, z } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import type { DomainModel } from '../../solve/domainModel.ts';
import { requires } from '../access.ts';
import { type Api, json, jsonText, problems } from '../api.ts';
import type { HttpService } from '../httpService.ts';
import { modelParams, noQuery } from '../requestSchemas.ts';
import { anyObject, modelSchema, modelsSchema } from '../responseSchemas.ts';

/** What can be solved: names, schemas, and an input to begin with. */
export function modelRoutes(api: Api, { domains }: HttpService): void {
  const read = { method: 'get' as const, tags: ['models'], middleware: requires('read') };
  const face = ({ name, description, strategies }: DomainModel) => ({ name, description, strategies: [...strategies] });
  // Made when first asked for: a schema and a demo are the same every time.
  const inputSchema = memo((name) => z.toJSONSchema(modelNamed(domains, name).inputSchema, { io: 'input' }));
  const demo = memo((name) => modelNamed(domains, name).demo());

  api.openapi(
    createRoute({
      ...read,
      operationId: 'listModels',
      path: '/v1/models',
      summary: 'The models that inputs can be of',
      request: { query: noQuery },
      responses: { 200: json(modelsSchema, 'Every model.'), ...problems() },
    }),
    (c) => c.json({ models: Object.values(domains).map(face) }, 200),
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getModel',
      path: '/v1/models/{model}',
      summary: 'One model',
      request: { params: modelParams, query: noQuery },
      responses: { 200: json(modelSchema, 'The model.'), ...problems('request/not-found') },
    }),
    (c) => c.json(face(modelNamed(domains, c.req.valid('param').model)), 200),
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getModelSchema',
      path: '/v1/models/{model}/schema',
      summary: 'The JSON Schema of the input of a model',
      request: { params: modelParams, query: noQuery },
      responses: { 200: json(anyObject, 'JSON Schema 2020-12.'), ...problems('request/not-found') },
    }),
    (c) => jsonText(c, inputSchema(c.req.valid('param').model)),
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getModelDemo',
      path: '/v1/models/{model}/demo',
      summary: 'An input of a model that people understand at a glance',
      request: { params: modelParams, query: noQuery },
      responses: { 200: json(anyObject, 'An input.'), ...problems('request/not-found') },
    }),
    (c) => jsonText(c, demo(c.req.valid('param').model)),
  );
}

function modelNamed(domains: HttpService['domains'], name: string): DomainModel {
  const domain = Object.hasOwn(domains, name) ? domains[name] : undefined;
  if (domain) return domain;
  throw new DovetailError('request/not-found', `There is no model "${name}".`, {
    maybe: `use one of ${Object.keys(domains).join(', ')}.`,
  });
}

function memo(make: (name: string) => unknown): (name: string) => string {
  const made = new Map<string, string>();
  return (name) => {
    const text = made.get(name) ?? JSON.stringify(make(name));
    made.set(name, text);
    return text;
  };
}

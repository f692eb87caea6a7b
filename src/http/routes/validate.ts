import { createRoute } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import { RAW_MODEL } from '../../runs/run.ts';
import { requires } from '../access.ts';
import { type Api, json, OF_BODIES, problems } from '../api.ts';
import { type BodyLimits, countedFromBody, readBody } from '../body.ts';
import { refuseShape } from '../checkBody.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { isInputFault, requireModel, validated } from '../inputFaults.ts';
import { noQuery, validateSchema } from '../requestSchemas.ts';
import { validationSchema } from '../responseSchemas.ts';

/** `POST /v1/validate`: an input that has faults is an answer here, not an error. */
export function validateRoutes(api: Api, service: HttpService, bodies: BodyLimits): void {
  const { runs } = service;
  api.openapi(
    createRoute({
      operationId: 'validateInput',
      method: 'post',
      path: '/v1/validate',
      tags: ['models'],
      summary: 'Find every fault of an input, and store nothing',
      description: `The model \`${RAW_MODEL}\` checks a raw constraint model.`,
      middleware: [requires('read'), readBody('input', bodies)] as const,
      request: {
        query: noQuery,
        body: { required: true, content: { 'application/json': { schema: validateSchema } } },
      },
      responses: {
        200: json(validationSchema, 'Whether the input can be solved, and every fault when it cannot.'),
        ...problems(...OF_BODIES, 'capacity/questions'),
      },
    }),
    async (c) => {
      const { model, input } = c.req.valid('json');
      if (model !== RAW_MODEL) requireModel(service, model);
      const text = c.get('body').partText ?? JSON.stringify(input);
      try {
        const told = await validated(() => runs.validate(askerOf(c), { model, input: text }), '/input');
        const warnings = told.warnings.map((one) => ({ ...one, pointer: `/input${one.pointer}` }));
        return c.json({ isValid: true, errors: [], errorsOmitted: 0, ...told, warnings }, 200);
      } catch (thrown) {
        if (!(thrown instanceof DovetailError) || !isInputFault(thrown)) throw thrown;
        const { faults, faultCount } = countedFromBody(thrown, c.get('body'));
        const errors = faults.map((fault) => ({ ...fault }));
        const told = { errors, errorsOmitted: faultCount - errors.length, warnings: [], warningsOmitted: 0 };
        return c.json({ isValid: false, ...told }, 200);
      }
    },
    (result, c) => refuseShape(c, service, { result, part: 'input', mayBeRaw: true }),
  );
}

import { idsIn, partsIn } from '../../src/domain/entries.ts';
import type { ReportFault } from '../../src/domain/fault.ts';
import { inputReaders } from '../../src/domain/read.ts';
import { declaredRules } from '../../src/domain/rules/inForce.ts';
import { validateRules } from '../../src/domain/rules/validate.ts';
import type { FaultCode } from './faults.ts';
import { type Input, inputSchema } from './input.ts';
import { BOOK } from './ruleBook.ts';
import type { Context, Gathered } from './validate/context.ts';
import { validateDeep } from './validate/deep.ts';
import { validateFixed } from './validate/fixed.ts';
import { validateOrders } from './validate/orders.ts';
import { validateResources } from './validate/resources.ts';

/**
 * Readers of a production problem.
 *
 * *Errors* `input/shape` or `input/invalid` with every fault that it has, each with a JSON pointer and a code of FAULTS.
 */
export const { parse, parseUnjudged } = inputReaders<typeof inputSchema, Input, FaultCode>({
  schema: inputSchema,
  validate(given, raw, report) {
    const context = contextOf(given, raw, report);
    validateResources(context);
    validateOrders(context);
    validateFixed(context);
    validateRules(BOOK, context);
  },
  inputOf: (given) => given as Input,
  validateDeep: (input, given, report) => validateDeep(input, report, (pin) => given.pins.indexOf(pin)),
});

/** Gathers the names; `raw` is the input as it was given, whose faulty entries still have names. */
function contextOf(given: Gathered, raw: unknown, report: ReportFault<FaultCode>): Context {
  const kinds = partsIn(raw, 'resources', 'kind');
  const ids = partsIn(raw, 'resources', 'id');
  // What has no kind that can be read may be either.
  const resourcesOf = (other: string): Set<string> =>
    new Set(ids.filter((id, i): id is string => typeof id === 'string' && kinds[i] !== other));
  return {
    ...{ given, report },
    rules: declaredRules(BOOK, given.profile, given.rules),
    known: new Map(),
    calendars: idsIn(raw, 'calendars'),
    machines: resourcesOf('operator'),
    operators: resourcesOf('machine'),
    materials: idsIn(raw, 'materials'),
    orders: idsIn(raw, 'orders'),
  };
}

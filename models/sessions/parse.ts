import { idsIn } from '../../src/domain/entries.ts';
import type { ReportFault } from '../../src/domain/fault.ts';
import { inputReaders } from '../../src/domain/read.ts';
import type { KnownNames } from '../../src/domain/rules/context.ts';
import { validateRules } from '../../src/domain/rules/validate.ts';
import type { FaultCode } from './faults.ts';
import { type Input, inputSchema } from './input.ts';
import { bookOf, declaredRules } from './ruleBook.ts';
import type { Context, Gathered } from './validate/context.ts';
import { validateDeep } from './validate/deep.ts';
import { validateFixed } from './validate/fixed.ts';
import { validatePeople } from './validate/people.ts';

/**
 * Readers of a sessions problem.
 *
 * *Errors* `input/shape` or `input/invalid` with every fault that it has, each with a JSON pointer and a code of FAULTS.
 */
export const { parse, parseUnjudged } = inputReaders<typeof inputSchema, Input, FaultCode>({
  schema: inputSchema,
  validate(given, raw, report) {
    const context = contextOf(given, raw, report);
    validatePeople(context);
    validateFixed(context);
    validateRules(bookOf(given.strategy), context);
  },
  inputOf: (given) => given as Input,
  validateDeep: (input, given, report) => validateDeep(input, report, (pin) => given.pins.indexOf(pin)),
});

/** Gathers the names; `raw` is the input as it was given, whose faulty entries still have names. */
function contextOf(given: Gathered, raw: unknown, report: ReportFault<FaultCode>): Context {
  const students = idsIn(raw, 'students');
  return {
    given,
    report,
    sites: idsIn(raw, 'sites'),
    providers: idsIn(raw, 'providers'),
    students,
    rules: declaredRules(given),
    known: new Map<string, KnownNames<FaultCode>>([
      ['students', { names: students, code: 'unknown-student', what: 'student' }],
    ]),
  };
}

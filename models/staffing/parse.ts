import { dateOf, dayNumber, todayIn } from '../../src/domain/calendar.ts';
import type { ReportFault } from '../../src/domain/fault.ts';
import { inputReaders } from '../../src/domain/read.ts';
import { validateRules } from '../../src/domain/rules/validate.ts';
import type { FaultCode } from './faults.ts';
import { type Input, inputSchema } from './input.ts';
import { RULE_BOOK } from './ruleBook.ts';
import type { Gathered, Horizon } from './validate/context.ts';
import { contextOf } from './validate/contextOf.ts';
import { validateDeep } from './validate/deep.ts';
import { validatePeople } from './validate/people.ts';
import { validateTime } from './validate/time.ts';
import { validateWork } from './validate/work.ts';

/** What stands for the types of an input whose types have faults. */
const STUBS = { types: { blocks: false } };

/** A default horizon begins this many days after today, unless it is an emergency. */
const LEAD_DAYS = 3;

/** A default horizon ends this many days after today. */
const HORIZON_DAYS = 21;

/**
 * Readers of a staffing problem, which settle its horizon.
 *
 * *Errors* `input/shape` or `input/invalid` with every fault that it has, each with a JSON pointer and a code of FAULTS.
 */
export const { parse, parseUnjudged } = inputReaders<typeof inputSchema, Input, FaultCode>({
  schema: inputSchema,
  stubs: STUBS,
  validate,
  inputOf: (given) => ({ ...given, horizon: settledHorizon(given) }) as Input,
  validateDeep: (input, { pins }, report) =>
    validateDeep(input, report, new Map(pins.map((pin, index) => [pin?.event ?? '', index]))),
});

function validate(given: Gathered, raw: unknown, report: ReportFault<FaultCode>): void {
  const context = contextOf(given, raw, { report, horizon: horizonOf(given, raw) });
  validateTime(context);
  validatePeople(context);
  validateWork(context);
  validateRules(RULE_BOOK, context);
}

/** The horizon that is given or follows from today; undefined when one is given that could not be read. */
function horizonOf(given: Gathered, raw: unknown): Horizon | undefined {
  const isUnreadable = given.horizon === undefined && (raw as { horizon?: unknown } | undefined)?.horizon !== undefined;
  return isUnreadable ? undefined : settledHorizon(given);
}

function settledHorizon({ emergency, horizon, timeZone, today }: Gathered): Horizon {
  if (horizon) return horizon;
  const now = dayNumber(today ?? safeToday(timeZone));
  return { from: dateOf(now + (emergency ? 0 : LEAD_DAYS)), to: dateOf(now + HORIZON_DAYS) };
}

function safeToday(timeZone: string): string {
  try {
    return todayIn(timeZone);
  } catch {
    return todayIn('UTC');
  }
}

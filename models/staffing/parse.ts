import { dateOf, dayNumber, todayIn } from '../../src/domain/calendar.ts';
import { Faults, type Report } from '../../src/domain/fault.ts';
import * as kit from '../../src/domain/gather.ts';
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

/** A default horizon begins so many days after today, unless it is an emergency. */
const LEAD_DAYS = 3;

/** A default horizon ends so many days after today. */
const HORIZON_DAYS = 21;

/**
 * Reads a staffing problem and settles its horizon.
 *
 * *Errors* `input/shape` or `input/invalid` with every fault that it has, each with a JSON pointer and a code of
 * FAULTS. What a faulty entry would have led to is not reported as well.
 */
export function parse(value: unknown): Input {
  const faults = new Faults<FaultCode>();
  const given = kit.gather({ schema: inputSchema, stubs: STUBS }, value, faults.report);
  validate(given, value, faults.report);
  const sound = faults.count === 0 ? given : withoutFaulty(given, faults);
  const input = sound && inputOf(sound);
  if (input) validateDeep(input, faults.report, new Map(given.pins.map((pin, index) => [pin?.event ?? '', index])));
  faults.throwIfAny('input');
  return input!;
}

function validate(given: Gathered, raw: unknown, report: Report<FaultCode>): void {
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

/**
 * The input without the entries that have faults, and then without those that name what is gone; undefined when a fault
 * is not in an entry of a list, so that nothing can be left out.
 */
function withoutFaulty(given: Gathered, faults: Faults<FaultCode>): Gathered | undefined {
  let found: Faults<FaultCode> = faults;
  const left = { ...given };
  while (found.count > 0) {
    for (const [section, entries] of found.places) {
      if (section !== '' && !Object.hasOwn(left, section)) continue;
      const list = (left as Record<PropertyKey, unknown>)[section];
      if (!Array.isArray(list) || entries.has(undefined)) return undefined;
      (left as Record<PropertyKey, unknown>)[section] = list.map((entry, i) => (entries.has(i) ? undefined : entry));
    }
    found = new Faults<FaultCode>();
    validate(left, namesOf(left), found.report);
  }
  return left;
}

/** What is left, in the form of an input, so that only its names count as known. */
function namesOf(left: Gathered): unknown {
  return { ...left, horizon: settledHorizon(left) };
}

function inputOf(given: Gathered): Input {
  const entries = Object.entries(given).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.filter((entry) => entry !== undefined) : value,
  ]);
  return { ...Object.fromEntries(entries), horizon: settledHorizon(given) } as Input;
}

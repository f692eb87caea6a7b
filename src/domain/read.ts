import type { z } from 'zod';
import { Faults, type ReportFault } from './fault.ts';
import { type Gathered, gather, reportIssues } from './gather.ts';

/** How the input of one domain model is read. */
export interface InputReading<Schema extends z.ZodObject, Input, Code extends string> {
  readonly schema: Schema;
  /** What stands for an entry of a faulty section that names things by its keys. */
  readonly stubs?: Readonly<Record<string, unknown>>;
  /**
   * Reports every fault of what could be read. `raw` is the input as it was given, whose faulty entries still have
   * names, or what is left of it when faulty entries are taken out.
   */
  validate(given: Gathered<z.output<Schema>>, raw: unknown, report: ReportFault<Code>): void;
  /** The input that sound entries make. */
  inputOf(given: Gathered<z.output<Schema>>): Input;
  /** Reports faults that only show once everything else is sound; `given` has the positions as they were. */
  validateDeep?(input: Input, given: Gathered<z.output<Schema>>, report: ReportFault<Code>): void;
}

/**
 * Reads an input: each entry by itself, then names and contradictions, then what shows only in a sound input.
 *
 * *Means* what a faulty entry would have led to is not reported as well.
 * *Errors* `input/shape` or `input/invalid` with every fault that it has, each with a JSON pointer and a code.
 */
export function readInput<Schema extends z.ZodObject, Input, Code extends string>(
  reading: InputReading<Schema, Input, Code>,
  value: unknown,
): Input {
  const faults = new Faults<Code>();
  const given = gather(reading, value, faults.report);
  reading.validate(given, value, faults.report);
  const sound = faults.count === 0 ? given : withoutFaulty(reading, given, faults);
  const input = sound && reading.inputOf(entriesOf(sound));
  if (input) reading.validateDeep?.(input, given, faults.report);
  faults.throwIfAny('input');
  return input!;
}

/**
 * Readers of one domain model's input: as it is, and before what is given is held against the rules.
 *
 * *Errors* as {@link readInput}; of `parseUnjudged`, none that only show in a sound input.
 */
export function inputReaders<Schema extends z.ZodObject, Input, Code extends string>(
  reading: InputReading<Schema, Input, Code>,
) {
  const { validateDeep: _, ...unjudged } = reading;
  return {
    parse: (value: unknown): Input => readInput(reading, value),
    parseUnjudged: (value: unknown): Input => readInput(unjudged, value),
  };
}

/**
 * The input without the entries that have faults, and then without those that name what is gone; undefined when a fault
 * is not in an entry of a list, so that nothing can be left out.
 */
function withoutFaulty<Schema extends z.ZodObject, Input, Code extends string>(
  reading: InputReading<Schema, Input, Code>,
  given: Gathered<z.output<Schema>>,
  faults: Faults<Code>,
): Gathered<z.output<Schema>> | undefined {
  let found = faults;
  const left = { ...given } as Record<PropertyKey, unknown>;
  while (found.count > 0) {
    for (const [section, entries] of found.places) {
      if (section !== '' && !Object.hasOwn(left, section)) continue;
      const list = left[section];
      if (!Array.isArray(list) || entries.has(undefined)) return undefined;
      left[section] = list.map((entry, i) => (entries.has(i) ? undefined : entry));
    }
    found = new Faults<Code>();
    reading.validate(left as Gathered<z.output<Schema>>, left, found.report);
  }
  return left as Gathered<z.output<Schema>>;
}

/** Lists without the entries that could not be read. */
function entriesOf<G extends object>(given: G): G {
  const entries = Object.entries(given).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.filter((entry) => entry !== undefined) : value,
  ]);
  return Object.fromEntries(entries) as G;
}

/** Reads a value of one form as a whole, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
export function readForm<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const faults = new Faults();
  const parsed = schema.safeParse(value);
  if (!parsed.success) reportIssues(parsed.error.issues, { at: [], value, report: faults.report, schema });
  faults.throwIfAny(what);
  return parsed.data!;
}

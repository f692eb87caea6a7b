import type { z } from 'zod';
import { closest } from './closest.ts';
import { cut } from './limits.ts';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value, to be said after its name: `is -1; it has to be at least 0`. Messages of our schemas are
 * requirements too, so that they stand in the same place: `has to be a whole number`.
 */
export function issueText(issue: Issue, given: unknown): string {
  if (given === undefined) return valuesOf(issue).length > 0 ? `is missing; it ${requirementOf(issue)}` : 'is missing';
  return `is ${shown(issue, given)}; it ${requirementOf(issue)}${nearOf(issue, given)}`;
}

/** The value at the path of an issue, in what was parsed. */
export function givenAt({ path }: Issue, value: unknown): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/**
 * Issues as they matter: where a value may have one of several forms, those of the form that it was meant to have, as far as
 * that can be told.
 */
export function meantIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    const form = issue.code === 'invalid_union' ? closestForm(issue.errors) : undefined;
    if (!form) return [issue];
    return meantIssues(form).map((inner): Issue => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}

/** The form of several that a value was meant to have: one whose kind of value it is, with the fewest faults. */
function closestForm(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const meant = forms.filter((issues) =>
    issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys' || code === 'custom'),
  );
  return meant.reduce<readonly Issue[] | undefined>((a, b) => (a && a.length <= b.length ? a : b), undefined);
}

/** What a value has to be, without the value: for secrets. */
export function requirementOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return bounded(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bounded(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_value':
      return oneOf(valuesOf(issue));
    case 'invalid_format':
      return FORMATS.get(issue.format) ?? issue.message;
    case 'invalid_union':
      return issue.errors.length === 0 ? oneOf(valuesOf(issue)) : oneForm(issue.errors);
    default:
      return issue.message;
  }
}

function oneOf(values: readonly string[]): string {
  return `${TO_BE}${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;
}

/** What each of several forms asks, as one sentence. */
function oneForm(forms: readonly (readonly Issue[])[]): string {
  const asked = new Set(forms.flatMap(([first]) => (first ? [requirementOf(first)] : [])));
  return [...asked].map((one, i) => (i > 0 && one.startsWith(TO_BE) ? one.slice(TO_BE.length) : one)).join(' or ');
}

/** The values that are allowed, where they can be listed: also those that tell the forms of an object apart. */
function valuesOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  const { errors, options = [] } = issue as { errors: readonly (readonly Issue[])[]; options?: readonly unknown[] };
  return [...options.map(String), ...errors.flatMap(([first]) => (first?.path.length === 0 ? valuesOf(first) : []))];
}

/** How what is asked of a value begins. */
const TO_BE = 'has to be ';

/** How JSON's readers call what zod expects. */
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

/** What texts of a format look like. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['datetime', 'has to be a date with a time of day, such as 2026-05-17T09:30'],
  ['date', 'has to be a date, such as 2026-05-17'],
  ['time', 'has to be a time of day, such as 09:30'],
]);

/** What is counted where it is a size that is too small or too big. */
const COUNTED: Readonly<Record<string, readonly [one: string, more: string]>> = {
  array: ['entry', 'entries'],
  string: ['character', 'characters'],
};

function bounded(origin: string, relation: string, bound: number | bigint): string {
  const counted = COUNTED[origin];
  if (!counted) return `has to be ${relation} ${bound}`;
  return `has to have ${relation} ${bound} ${counted[Number(bound) === 1 ? 0 : 1]}`;
}

/** A number that came as text, as those of queries do, is shown as the number that was meant. */
function shown(issue: Issue, given: unknown): string {
  if (Array.isArray(given)) return `a list of ${given.length}`;
  if (typeof given === 'object' && given !== null) return 'an object';
  if (typeof given === 'number' && !Number.isFinite(given)) return 'a number too large to be read';
  const isNumber = (issue.code === 'too_small' || issue.code === 'too_big') && issue.origin !== 'string';
  const text = isNumber ? String(given) : (JSON.stringify(given) ?? String(given));
  return cut(text);
}

function nearOf(issue: Issue, given: unknown): string {
  const near = closest(String(given), valuesOf(issue));
  return near === undefined ? '' : `. Maybe ${near}`;
}

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { production } from '../../models/production/index.ts';
import { TEMPLATES as OF_PRODUCTION } from '../../models/production/rules/index.ts';
import { sessions } from '../../models/sessions/index.ts';
import { TEMPLATES as OF_SESSIONS } from '../../models/sessions/rules/index.ts';
import { staffing } from '../../models/staffing/index.ts';
import { TEMPLATES as OF_STAFFING } from '../../models/staffing/rules/index.ts';

interface Template {
  readonly template: string;
  readonly parameters: z.ZodType;
  readonly says?: unknown;
}

const MODELS: readonly (readonly [string, Iterable<Template>])[] = [
  ['staffing', OF_STAFFING.values() as Iterable<Template>],
  ['sessions', OF_SESSIONS.values() as Iterable<Template>],
  ['production', OF_PRODUCTION.values() as Iterable<Template>],
];

/** Whether a rule of the template can be told anything. */
function hasParameters({ parameters }: Template): boolean {
  const { properties = {} } = z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties).length > 0;
}

describe.each(MODELS)('%s', (_, templates) => {
  const all = [...templates];

  test('every template with parameters says them in its sentence', () => {
    expect(all.filter(hasParameters).length).toBeGreaterThan(1);
    expect(all.filter((one) => hasParameters(one) && one.says === undefined).map(({ template }) => template)).toEqual(
      [],
    );
  });
});

const textsOf = (rules: readonly { readonly id: string; readonly text: string }[]): Map<string, string> =>
  new Map(rules.map(({ id, text }) => [id, text]));

/** What one rule of a model with a demo says when the demo has it too. */
function said(
  domain: typeof sessions | typeof staffing | typeof production,
  ...rules: readonly { readonly id: string; readonly template: string; readonly parameters?: object }[]
): Map<string, string> {
  const demo = domain.demo() as { readonly rules?: readonly object[] };
  return textsOf(domain.rules(domain.parse({ ...demo, rules: [...(demo.rules ?? []), ...rules] }) as never));
}

test('a rule says its numbers, in the singular and in the plural', () => {
  const texts = said(
    sessions,
    { id: 'one', template: 'max-per-day', parameters: { max: 1 } },
    { id: 'three', template: 'max-per-day', parameters: { max: 3 } },
    { id: 'day', template: 'max-minutes', parameters: { day: 300 } },
    { id: 'both', template: 'max-minutes', parameters: { day: 300, week: 1200 } },
    { id: 'friends-of-ava', template: 'apart', parameters: { students: ['ava', 'ben', 'chloe'] } },
  );
  expect(texts.get('one')).toBe('At most 1 session a day for one student.');
  expect(texts.get('three')).toBe('At most 3 sessions a day for one student.');
  expect(texts.get('day')).toBe('A provider is busy for at most 300 minutes a day.');
  expect(texts.get('both')).toBe('A provider is busy for at most 300 minutes a day and 1200 minutes a week.');
  // The demo calls them so.
  expect(texts.get('friends-of-ava')).toBe('Ava Moore, Ben Ortiz and Chloe Park are never with one provider at once.');
});

test('rules that say the same are told apart by their ids', () => {
  const texts = said(
    sessions,
    { id: 'a', template: 'max-per-day', parameters: { max: 3 } },
    { id: 'b', template: 'max-per-day', parameters: { max: 3 } },
  );
  expect(texts.get('a')).toBe('At most 3 sessions a day for one student (a).');
  expect(texts.get('b')).toBe('At most 3 sessions a day for one student (b).');
});

test.each([staffing, sessions, production])('no two rules of the demo of $name say the same', (domain) => {
  const texts = domain.rules(domain.parse(domain.demo()) as never).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(5);
  expect(new Set(texts).size).toBe(texts.length);
});

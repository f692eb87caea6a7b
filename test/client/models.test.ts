import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import { clientTypes } from '../../scripts/generate/clientTypes.ts';
import type { Client, InputOf, Models, RunRequest, SolutionOf } from '../../src/client/client.ts';

test('the types of inputs and solutions are those of the schemas', async () => {
  expect(readFileSync('src/client/models.ts', 'utf8')).toBe(await clientTypes());
});

test('a request of a model that is known has its input, and its answer its solution', () => {
  expectTypeOf<InputOf<'sessions'>>().toEqualTypeOf<Models['sessions']['input']>();
  expectTypeOf<SolutionOf<'staffing'>['assignments'][number]['employee']>().toBeString();
  const ask = (client: Client) =>
    client.solve({ model: 'sessions', input: { students: [], strategy: 'morning-first' } });
  type Answer = NonNullable<Awaited<ReturnType<typeof ask>>['solution']>;
  expectTypeOf<Answer['solution']['sessions'][number]['start']>().toBeString();
  // @ts-expect-error a strategy that does not exist
  const wrong: RunRequest<'sessions'> = { model: 'sessions', input: { strategy: 'evening-first' } };
  expect(wrong).toBeDefined();
});

test('a rule has the parameters of its template, and a weekday its name', () => {
  const rules: NonNullable<InputOf<'staffing'>['rules']> = [
    { id: 'one-a-day', template: 'max-per-day', parameters: { types: ['tea'], max: 1 } },
    { id: 'H12', parameters: { max: 5 } },
    { id: 'S7', enabled: false },
    // @ts-expect-error a number is a number
    { id: 'wrong', template: 'max-per-day', parameters: { types: ['tea'], max: 'one' } },
    // @ts-expect-error a template that does not exist
    { id: 'wrong', template: 'max-a-day', parameters: { types: ['tea'], max: 1 } },
    // @ts-expect-error a needed parameter is missing
    { id: 'wrong', template: 'max-per-day', parameters: { types: ['tea'] } },
    // @ts-expect-error what is always hard
    { id: 'wrong', template: 'min-rest', hardness: 'soft', parameters: { hours: 11 } },
  ];
  // @ts-expect-error a weekday that does not exist
  const off: NonNullable<InputOf<'staffing'>['employees']>[number]['weekly'] = { sonday: false };
  expect([rules, off]).toBeDefined();
});

test('a mistyped model does not compile, a name that only the program knows does', () => {
  const ask = async (client: Client, own: string) => {
    // @ts-expect-error a model that does not exist
    await client.solve({ model: 'stafing', input: {} });
    // @ts-expect-error likewise
    await client.demo('stafing');
    // @ts-expect-error an input of another model
    await client.plans.put('week', { model: 'staffing', input: { horizon: 1 } });
    await client.plans.put('week', { model: own, input: { anything: 1 } });
    return client.solve({ model: own, input: {} });
  };
  expect(ask).toBeTypeOf('function');
});

test('a model that is not known takes any object', () => {
  const asked: RunRequest = { model: 'model', input: { anything: 1 } };
  expectTypeOf(asked.input).toEqualTypeOf<object>();
});

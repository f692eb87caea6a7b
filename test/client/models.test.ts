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

test('a model that is not known takes any object', () => {
  const asked: RunRequest = { model: 'model', input: { anything: 1 } };
  expectTypeOf(asked.input).toEqualTypeOf<object>();
});

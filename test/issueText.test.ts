import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenAt, issueText, meantIssues } from '../src/issueText.ts';

const texts = (schema: z.ZodType, value: unknown): string[] =>
  meantIssues(schema.safeParse(value).error!.issues).map(
    (issue) => `${issue.path.join('/')} ${issueText(issue, givenAt(issue, value))}`,
  );

describe('a value that may have several forms', () => {
  const asked = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('why'), item: z.string() }),
    z.strictObject({ kind: z.literal('trade-off') }),
  ]);

  it('is told the kinds that there are, and the nearest', () => {
    expect(texts(asked, { kind: 'tradeoff' })).toEqual([
      'kind is "tradeoff"; it has to be one of why, trade-off. Maybe trade-off',
    ]);
    expect(texts(asked, { kind: { a: 1 } })).toEqual(['kind is an object; it has to be one of why, trade-off']);
    expect(texts(asked, {})).toEqual(['kind is missing; it has to be one of why, trade-off']);
    expect(texts(asked, { kind: 'why' })).toEqual(['item is missing']);
  });

  it('is told every kind of value that it may be', () => {
    const part = z.union([z.string(), z.number()]);
    expect(texts(part, true)).toEqual([' is true; it has to be a text or a number']);
    const days = z.union([z.enum(['monday', 'tuesday']), z.array(z.enum(['monday', 'tuesday'])).min(1)]);
    expect(texts(days, 'mondy')).toEqual([' is "mondy"; it has to be one of monday, tuesday or a list. Maybe monday']);
  });

  it('is told what is wrong with the form that it was meant to have', () => {
    const days = z.strictObject({
      on: z.union([z.enum(['monday', 'tuesday']), z.array(z.enum(['monday', 'tuesday']))]),
    });
    expect(texts(days, { on: ['monday', 'tuesdy'] })).toEqual([
      'on/1 is "tuesdy"; it has to be one of monday, tuesday. Maybe tuesday',
    ]);
  });
});

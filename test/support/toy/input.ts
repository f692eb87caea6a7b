import { z } from 'zod';
import { preferenceInput, ruleInput } from '../../../src/domain/rules/input.ts';

const name = z.string().min(1);
const seat = z.strictObject({ guest: name, table: name });

export const inputSchema = z.strictObject({
  profile: z.enum(['party']).default('party'),
  guests: z.array(z.strictObject({ id: name, size: z.int().min(1).default(1), wish: name.optional() })).default([]),
  tables: z.array(z.strictObject({ id: name, seats: z.int().min(0) })).default([]),
  posted: z.array(seat).default([]),
  pins: z.array(seat).default([]),
  rules: z.array(ruleInput).default([]),
  preferences: z.array(preferenceInput).default([]),
});

export type Input = z.output<typeof inputSchema>;

export const solutionSchema = z.strictObject({ seats: z.array(seat) });

export type Solution = z.output<typeof solutionSchema>;

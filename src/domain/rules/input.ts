import { z } from 'zod';
import { LIMITS } from '../../limits.ts';
import { HARDNESSES } from '../../solve/result.ts';

/** What a direction multiplies a weight by. */
export const DIRECTIONS = {
  minimise: 0.25,
  decrease: 0.5,
  reset: 1,
  increase: 1.5,
  boost: 2,
  maximise: 2.5,
} as const satisfies Record<string, number>;

export type Direction = keyof typeof DIRECTIONS;

export const DIRECTION_NAMES = Object.keys(DIRECTIONS) as [Direction, ...Direction[]];

const name = z.string().min(1).max(LIMITS.name);

/** What an input says about one rule. */
export const ruleInput = z.strictObject({
  /** A rule of the profile, or a new one. */
  id: name,
  /** Needed for a new rule. */
  template: name.optional(),
  enabled: z.boolean().default(true),
  /** Of a rule whose template allows others than its own; see the list in the README of the domain model. */
  hardness: z.enum(HARDNESSES).optional(),
  weight: z.int().min(0).max(1_000_000).optional(),
  /** Merged over the profile's. */
  parameters: z.record(z.string(), z.unknown()).default({}),
});

export type RuleInput = z.output<typeof ruleInput>;

/** What an input says about how much a soft rule matters. */
export const preferenceInput = z.strictObject({
  rule: name.optional(),
  /** A plain word instead of a rule; see the list in the README of the domain model. */
  keyword: name.optional(),
  multiplier: z.number().min(0.25).max(2.5).optional(),
  /** A plain word instead of a multiplier. */
  direction: z.enum(DIRECTION_NAMES).optional(),
  setBy: name.optional(),
  /** Of two preferences for one rule, the later counts. */
  setAt: z.iso.datetime({ offset: true }).optional(),
});

export type PreferenceInput = z.output<typeof preferenceInput>;

/** What every input of a rule-based domain says about rules. */
export interface RuledInput {
  readonly profile: string;
  readonly rules: readonly RuleInput[];
  readonly preferences: readonly PreferenceInput[];
}

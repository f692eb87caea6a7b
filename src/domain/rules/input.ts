import { z } from 'zod';
import { LIMITS } from '../../limits.ts';
import { HARDNESSES } from '../../solve/hardness.ts';

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

/** Read by the template of the rule. */
const parameters = z.record(z.string(), z.unknown());

/** What an input says about one rule. */
export const ruleInput = z.strictObject({
  id: name.describe('Of a rule of the profile, or of a new one.'),
  template: name.describe('What the rule is made of; needed for a new one.').optional(),
  enabled: z.boolean().describe('Whether it counts.').default(true),
  hardness: z.enum(HARDNESSES).describe('How much it binds, where its template leaves a choice.').optional(),
  weight: z
    .int()
    .min(0)
    .max(1_000_000)
    .describe('The points that a break of it costs, where it is not hard.')
    .optional(),
  parameters: parameters
    .describe('Those of the template; of a rule of the profile, those that are otherwise.')
    .default({}),
});

export type RuleInput = z.output<typeof ruleInput>;

/** What an input says about how much a soft rule matters. */
export const preferenceInput = z.strictObject({
  rule: name.describe('The id of a soft rule.').optional(),
  keyword: name.describe('A plain word instead of a rule, such as fairness.').optional(),
  multiplier: z.number().min(0.25).max(2.5).describe('What the weight of the rule is multiplied by.').optional(),
  direction: z.enum(DIRECTION_NAMES).describe('A plain word instead of a multiplier.').optional(),
  setBy: name.describe('Who said so.').optional(),
  setAt: z.iso.datetime({ offset: true }).describe('Of two for one rule, the later counts.').optional(),
});

export type PreferenceInput = z.output<typeof preferenceInput>;

/** What every input of a rule-based domain says about rules. */
export interface RuledInput {
  readonly profile: string;
  readonly rules: readonly RuleInput[];
  readonly preferences: readonly PreferenceInput[];
}

import type { ProfileRule } from '../../src/domain/rules/profile.ts';

/** The profiles there are: `plain` has only what every appointment book needs. */
export const PROFILE_NAMES = ['plain', 'school'] as const;

/** Presets of weights, never of what is allowed. */
export const STRATEGY_NAMES = ['balanced', 'grade-grouped', 'teacher-grouped', 'morning-first'] as const;

export type ProfileName = (typeof PROFILE_NAMES)[number];
export type StrategyName = (typeof STRATEGY_NAMES)[number];

const hard = (id: string, parameters: ProfileRule['parameters'] = {}, template = id): ProfileRule => ({
  id,
  template,
  parameters,
});

const soft = (id: string, weight: number, parameters: ProfileRule['parameters'] = {}, template = id): ProfileRule => ({
  id,
  template,
  parameters,
  weight,
});

/** Everything that says what a session is, and when people are there. */
const BASE: readonly ProfileRule[] = [
  hard('structure'),
  hard('works'),
  hard('hours'),
  hard('bells'),
  hard('activities'),
  hard('blocked'),
  hard('frozen-days'),
  hard('no-overlap'),
];

const WISHES: readonly ProfileRule[] = [soft('place', 1000), soft('prefer', 20), soft('keep', 200)];

const SCHOOL: readonly ProfileRule[] = [
  ...BASE,
  hard('max-per-day', { max: 2 }),
  hard('max-consecutive', { minutes: 60 }),
  hard('min-break', { minutes: 30 }),
  hard('capacity', { max: 8 }),
  hard('lunch', { from: '11:00', to: '13:00', minutes: 30 }),
  hard('max-minutes', { day: 420 }),
  ...WISHES,
  soft('second-pass', 2, { free: 3 }),
  soft('spread', 30),
  soft('even-days', 2),
  soft('same-grade', 0, { by: 'grade' }, 'company'),
  soft('same-teacher', 0, { by: 'teacher' }, 'company'),
  soft('morning', 0),
  soft('afternoon', 0),
  soft('compactness', 0),
];

/** The rules of each profile, in the order in which explanations name them. */
export const PROFILES: Readonly<Record<ProfileName, readonly ProfileRule[]>> = {
  plain: [...BASE, hard('capacity', { max: 1 }), ...WISHES],
  school: SCHOOL,
};

/** What each strategy makes of the weights of a profile, by the ids of its rules. */
export const STRATEGIES: Readonly<Record<StrategyName, ReadonlyMap<string, number>>> = {
  balanced: new Map(),
  'grade-grouped': new Map([['same-grade', 40]]),
  'teacher-grouped': new Map([['same-teacher', 40]]),
  'morning-first': new Map([['morning', 40]]),
};

import type { ProfileRule } from '../../src/domain/rules/profile.ts';

/**
 * The profiles there are: `workshop` places what it can and is late as little as it can; `origin` counts as its fitness
 * does; `shop` places everything and ends early.
 */
export const PROFILE_NAMES = ['workshop', 'origin', 'shop'] as const;

export type ProfileName = (typeof PROFILE_NAMES)[number];

const hard = (id: string): ProfileRule => ({ id, template: id, parameters: {} });

const soft = (id: string, weight: number, parameters: ProfileRule['parameters'] = {}): ProfileRule => ({
  id,
  template: id,
  parameters,
  weight,
});

/** Everything that says what a schedule of a workshop is. */
const BASE: readonly ProfileRule[] = [
  hard('structure'),
  hard('calendars'),
  hard('idle-bounds'),
  hard('window'),
  hard('precedence'),
  hard('machines'),
  hard('operators'),
  hard('materials'),
  hard('frozen'),
];

/** To leave an operation out costs as much as 1,000 hours of being late. */
const THOUSAND_HOURS = 60_000;

/** The rules of each profile, in the order in which explanations name them. */
export const PROFILES: Readonly<Record<ProfileName, readonly ProfileRule[]>> = {
  workshop: [
    ...BASE,
    soft('place', THOUSAND_HOURS),
    soft('tardiness', 1),
    soft('earliness', 0),
    soft('flow-time', 0),
    soft('makespan', 0),
    soft('idle', 0),
    soft('setup', 0),
    soft('cost', 0),
    soft('balance', 0),
    soft('keep', 60),
  ],
  origin: [...BASE, soft('place', THOUSAND_HOURS, { byPriority: false }), soft('tardiness', 1), soft('flow-time', 1)],
  shop: [...BASE, hard('complete'), soft('makespan', 1)],
};

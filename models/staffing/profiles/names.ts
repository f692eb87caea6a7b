/** The profiles there are: `plain` has only what every staffing problem needs. */
export const PROFILE_NAMES = ['plain', 'retail'] as const;

export type ProfileName = (typeof PROFILE_NAMES)[number];

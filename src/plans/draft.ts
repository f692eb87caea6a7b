/** What people have done to one item of a draft. */
export const DRAFT_STATES = ['edited', 'accepted', 'rejected'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

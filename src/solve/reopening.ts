/** Given work that a run may be told to place anew: that of people who are `absent` on its days. */
export const REOPENINGS = ['absent'] as const;
export type Reopening = (typeof REOPENINGS)[number];

/** Entries of the matrix that are touched in one tick, which takes about a tenth of a millisecond. */
export const ENTRIES_PER_TICK = 4096;

/** At most one incumbent in this many ticks is passed on after the first, since a copy of a large one is not free. */
export const REPORT_EVERY_TICKS = 200;

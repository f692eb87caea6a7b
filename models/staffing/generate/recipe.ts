/** The kinds of groups of events, with how many groups of each there are among {@link CYCLE} events. */
export const GROUPS = {
  /** A core event with its supervisor event. */
  pair: { groups: 16, size: 2 },
  production: { groups: 4, size: 2 },
  digitalSetup: { groups: 2, size: 1 },
  freeosk: { groups: 2, size: 1 },
  /** A pair on one of the days that have few blocks left. */
  crunch: { groups: 4, size: 2 },
  /** A core event that has no supervisor event. */
  single: { groups: 2, size: 1 },
  digitalRefresh: { groups: 1, size: 1 },
  juicer: { groups: 1, size: 1 },
  /** A pair whose core event takes the full day. */
  fullDay: { groups: 2, size: 2 },
  /** Posted, and may move. */
  movablePair: { groups: 1, size: 2 },
  movable: { groups: 1, size: 1 },
  movableOther: { groups: 1, size: 1 },
  /** Two pairs with the same product and the same few days. */
  twins: { groups: 1, size: 4 },
  /** A core event with its place told, and its supervisor event. */
  pinned: { groups: 1, size: 2 },
  deepClean: { groups: 1, size: 1 },
  digitalTeardown: { groups: 1, size: 1 },
  digitals: { groups: 1, size: 1 },
  /** Posted, and stays. */
  fixed: { groups: 1, size: 1 },
  /** Only on a day whose blocks are all posted. */
  tooLate: { groups: 1, size: 1 },
  /** Only on a day with posted production. */
  deepCleanBlocked: { groups: 1, size: 1 },
  noValidDay: { groups: 1, size: 1 },
  /** Juicer work on a Sunday, when nobody who may do it works. */
  sundayJuicer: { groups: 1, size: 1 },
  inactive: { groups: 1, size: 1 },
  /** Not open to automatic scheduling. */
  manual: { groups: 1, size: 1 },
  /** Fills a place that is too small for a pair. */
  other: { groups: 0, size: 1 },
} as const satisfies Record<string, { groups: number; size: number }>;

export type GroupKind = keyof typeof GROUPS;

/** The kinds of one cycle, each spread over it evenly. */
const CYCLE: readonly GroupKind[] = (Object.entries(GROUPS) as [GroupKind, { groups: number }][])
  .flatMap(([kind, { groups }]) => Array.from({ length: groups }, (_, i) => ({ kind, at: (i + 0.5) / groups })))
  .sort((a, b) => a.at - b.at)
  .map(({ kind }) => kind);

/** The kinds of groups that make up exactly this many events; 80 events are one cycle. */
export function recipeOf(events: number): GroupKind[] {
  const kinds: GroupKind[] = [];
  for (let left = events, i = 0; left > 0; i++) {
    const kind = CYCLE[i % CYCLE.length]!;
    const fits = GROUPS[kind].size <= left ? kind : left >= 2 ? 'pair' : 'other';
    kinds.push(fits);
    left -= GROUPS[fits].size;
  }
  return kinds;
}

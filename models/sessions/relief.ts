/** A way to make one hard rule milder, in terms of the problem. */
export type Relief =
  /** An entry of a list of the input goes. */
  | { readonly kind: 'without'; readonly list: 'bells' | 'activities' | 'blocked'; readonly entry: number }
  /** The provider works at the student's site, or the student's grade is there, at the time of a session too. */
  | {
      readonly kind: 'also';
      readonly list: 'work' | 'hours';
      readonly student: number;
      readonly provider: number;
      readonly day: number;
      readonly from: number;
      readonly to: number;
    }
  /** The provider takes this many at once. */
  | { readonly kind: 'capacity'; readonly provider: number; readonly max: number }
  | { readonly kind: 'unfrozen'; readonly day: number }
  /** A pin is taken out. */
  | { readonly kind: 'unpin'; readonly item: number };

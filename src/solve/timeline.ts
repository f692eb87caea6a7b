/** How a bar looks: what is posted, pinned, proposed, moved, or in conflict. */
export type BarState = 'posted' | 'pinned' | 'proposed' | 'moved' | 'conflict';

/** One piece of work as people see it: on a lane, from a minute to a minute. */
export interface Bar {
  /** Id of its lane. */
  readonly lane: string;
  readonly item: string;
  readonly label: string;
  /** What it is part of, such as an order, as people call it. */
  readonly group?: string;
  /** Minutes since the timeline's first midnight; the end is exclusive. */
  readonly from: number;
  readonly to: number;
  /** The stretches in which it is worked, in order, from `from` to `to`, where it pauses in between; absent where it does not. */
  readonly worked?: readonly (readonly [from: number, to: number])[];
  /** Whether the clock time is not known, so that it takes its whole day. */
  readonly isWholeDay?: true;
  /** How long the work of a whole day takes, where that is known. */
  readonly minutes?: number;
  readonly state: BarState;
  /** One sentence, such as why it is in conflict. */
  readonly text?: string;
}

/** A result as lanes and bars, for people. */
export interface Timeline {
  /** The names of its days, in order, such as dates or weekdays. */
  readonly days: readonly string[];
  /** IANA name of the zone that its clock times are in; absent where they are meant wherever one is. */
  readonly timeZone?: string;
  readonly lanes: readonly { readonly id: string; readonly label: string }[];
  /** In the order of their lanes, then of time. */
  readonly bars: readonly Bar[];
  /** The same of those who take part in the work of these lanes, such as operators at machines. */
  readonly people?: Pick<Timeline, 'lanes' | 'bars'>;
}

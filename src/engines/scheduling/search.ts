import type { Schedule } from './shop.ts';

export interface SearchHooks {
  readonly isOver: () => boolean;
  /** Told of each schedule that is better than all before. */
  readonly onBetter: (schedule: Schedule) => void;
  /** Told when the search begins anew, as what it has gathered brings nothing any more. */
  readonly onBeginsAnew?: (() => void) | undefined;
  /** How many rules a schedule breaks that the shop does not say, where there are such rules. */
  readonly broken?: ((schedule: Schedule) => number) | undefined;
}

/** A way to search the schedules of a shop. */
export interface Search {
  /** Work so far, in times that were computed. */
  readonly work: number;
  /** First schedules, by rules. */
  construct(): void;
  /** Better ones, until it is over. */
  improve(): void;
  /** Takes over what somebody else has found. */
  adopt(schedule: Schedule): void;
  /** Hears in which order and modes somebody else has placed tasks, where the schedule itself is none of the shop. */
  suggest?(schedule: Schedule): void;
}

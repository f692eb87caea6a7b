import type { Schedule } from './shop.ts';

export interface SearchHooks {
  readonly isOver: () => boolean;
  /** Told of each schedule that is better than all before. */
  readonly onBetter: (schedule: Schedule) => void;
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
}

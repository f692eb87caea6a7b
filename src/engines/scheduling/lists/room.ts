/** What is free of all resources while a schedule is being built. */
export interface Room {
  /** Cells or spans of time that were looked at or written: the measure of work. */
  work: number;
  clear(): void;
  /** The first time from `start` on at which all uses of a mode have room; -1 when there is none. */
  firstRoom(m: number, start: number): number;
  book(m: number, at: number): void;
  /** Takes back what was booked. */
  unbook(m: number, at: number): void;
}

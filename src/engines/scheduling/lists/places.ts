import type { Direction } from './direction.ts';
import type { Room } from './room.ts';
import { Sequences } from './setups.ts';
import { roomIn } from './supply.ts';

/** What is free of all resources while a schedule is being built, and what stands on machines with setups. */
export class Places {
  readonly room: Room;
  readonly #sequences: Sequences | undefined;

  constructor({ setups, supply }: Direction) {
    this.room = roomIn(supply);
    this.#sequences = setups && new Sequences(setups);
  }

  /** What was looked at or written: the measure of work. */
  get work(): number {
    return this.room.work + (this.#sequences?.work ?? 0);
  }

  clear(): void {
    this.room.clear();
    this.#sequences?.clear();
  }

  /** The first time from `start` on at which all uses of a mode have room and their setups; -1 when there is none. */
  firstPlace(m: number, start: number): number {
    const sequences = this.#sequences;
    let at = this.room.firstRoom(m, start);
    if (!sequences) return at;
    for (let clear = at; at >= 0; at = this.room.firstRoom(m, clear)) {
      clear = sequences.firstPlace(m, at);
      if (clear === at) break;
    }
    return at;
  }

  book(m: number, at: number): void {
    this.room.book(m, at);
    this.#sequences?.book(m, at);
  }

  /** Takes back what was booked. */
  unbook(m: number, at: number): void {
    this.room.unbook(m, at);
    this.#sequences?.unbook(m, at);
  }
}

import { type Cells, enumerateCells, findCell, groupCells } from './cells.ts';
import { NONE, type Problem } from './problem.ts';
import { Schedule } from './schedule.ts';

/** Cells that are being closed, for reasons that rules know. */
export class Closing {
  readonly problem: Problem;
  readonly cells: Cells;
  /** Posted work and pins. */
  readonly fixed: Schedule;
  /** 1 for cells that are still open. */
  readonly alive: Uint8Array;
  readonly #blocks: ClosedBlocks;
  #closed = 0;

  constructor(problem: Problem) {
    this.problem = problem;
    this.cells = enumerateCells(problem);
    this.fixed = new Schedule(problem, problem.fixed);
    this.alive = new Uint8Array(this.cells.count).fill(1);
    this.#blocks = new ClosedBlocks(problem);
  }

  /** How many cells have been closed so far. */
  get closed(): number {
    return this.#closed;
  }

  close(cell: number): void {
    this.#closed += this.alive[cell]!;
    this.alive[cell] = 0;
  }

  /** Closes a block of a day for events of a type. */
  closeBlock(type: number, day: number, block: number): void {
    this.#blocks.close(type, day, block);
  }

  /** The type of a cell's event. */
  typeOf(cell: number): number {
    return this.problem.events[this.cells.event[cell]!]!.type;
  }

  /** Calls back for each open cell of an employee on the days `from .. to`, both inclusive. */
  eachAt(employee: number, from: number, to: number, visit: (cell: number) => void): void {
    const { byPlace, placeStart } = this.cells;
    const days = this.problem.frame.days;
    const end = placeStart[employee * days + to + 1]!;
    for (let i = placeStart[employee * days + from]!; i < end; i++) {
      const cell = byPlace[i]!;
      if (this.alive[cell] === 1) visit(cell);
    }
  }

  /** The open cell of an event with an employee on a day, or NONE. */
  find(event: number, employee: number, day: number): number {
    const cell = findCell(this.problem, this.cells, { event, employee, day });
    return cell !== NONE && this.alive[cell] === 1 ? cell : NONE;
  }

  /** Whether an event still has an open cell on a day. */
  hasDay(event: number, day: number): boolean {
    const { slotAt, slotStart } = this.cells;
    const slot = slotAt[event * this.problem.frame.days + day]!;
    if (slot === NONE) return false;
    for (let cell = slotStart[slot]!; cell < slotStart[slot + 1]!; cell++) if (this.alive[cell] === 1) return true;
    return false;
  }

  /** The cells that are open still, numbered anew, and the blocks that are. */
  finish(): { readonly cells: Cells; readonly blocks: ClosedBlocks } {
    const { alive, cells, problem } = this;
    const left = cells.count - this.#closed;
    const columns = { event: new Int32Array(left), employee: new Int32Array(left), day: new Int32Array(left) };
    let next = 0;
    for (let cell = 0; cell < cells.count; cell++) {
      if (alive[cell] === 0) continue;
      columns.event[next] = cells.event[cell]!;
      columns.employee[next] = cells.employee[cell]!;
      columns.day[next++] = cells.day[cell]!;
    }
    return { cells: groupCells(problem, columns), blocks: this.#blocks };
  }
}

/** Which blocks of a day are closed for events of a type. */
export class ClosedBlocks {
  readonly #problem: Problem;
  readonly #closed: Uint8Array;
  readonly #position: ReadonlyMap<number, number>;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#closed = new Uint8Array(problem.types.length * problem.frame.days * problem.blocks.length);
    this.#position = new Map(problem.blocks.map((block, position) => [block.number, position]));
  }

  #at(type: number, day: number, block: number): number {
    const { blocks, frame } = this.#problem;
    return (type * frame.days + day) * blocks.length + this.#position.get(block)!;
  }

  close(type: number, day: number, block: number): void {
    this.#closed[this.#at(type, day, block)] = 1;
  }

  has(type: number, day: number, block: number): boolean {
    return this.#closed[this.#at(type, day, block)] === 1;
  }
}

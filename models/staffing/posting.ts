import { ABSENT, Poster } from '../../src/domain/posting/poster.ts';
import { total } from '../../src/domain/posting/rows.ts';
import { type Count, type Made, shared } from '../../src/domain/posting/sharing.ts';
import type { ModelBuilder } from '../../src/language/builder.ts';
import { type Literal, not, type Variable } from '../../src/language/expression.ts';
import { type Cells, findCell } from './cells.ts';
import type { ClosedBlocks } from './closing.ts';
import { type Assignment, type EventInfo, NONE, type Problem, type TypeSet } from './problem.ts';
import { isOfRun, type Schedule } from './schedule.ts';

const UNKNOWN = -0x7fffffff;

/** Above this many cells they stay nameless: names would take more memory than the model. */
const NAMED_CELLS = 50_000;

/**
 * What a rule posts with: one 0/1 indicator for each cell, made once, and the sums and indicators that several rules
 * need, each made when the first rule asks for it.
 *
 * Everything here is about what is still to be chosen; fixed work is in `fixed`, and each rule adds it by itself.
 */
export class Posting extends Poster {
  readonly problem: Problem;
  readonly cells: Cells;
  readonly fixed: Schedule;
  readonly #closedBlocks: ClosedBlocks;
  readonly #firstCell: number;
  readonly #unplaced: Int32Array;
  readonly #onDay: Int32Array;
  readonly #blocks: Int32Array;
  readonly #does = new Map<TypeSet, Int32Array>();
  readonly #anyAt: (Made<Variable>[] | undefined)[] = [];
  readonly #weekCounts = new Map<TypeSet, (Count | undefined)[]>();
  readonly #countAt: (Made<Count>[] | undefined)[] = [];
  readonly #dayCounts: (Count | undefined)[] = [];
  readonly #daySlots: number[][];

  constructor(
    builder: ModelBuilder,
    problem: Problem,
    parts: { readonly cells: Cells; readonly blocks: ClosedBlocks; readonly fixed: Schedule },
  ) {
    super(builder);
    this.problem = problem;
    this.cells = parts.cells;
    this.fixed = parts.fixed;
    this.#closedBlocks = parts.blocks;
    this.#firstCell = builder.variables.length;
    this.#unplaced = new Int32Array(problem.events.length).fill(ABSENT);
    this.#onDay = new Int32Array(parts.cells.slots).fill(UNKNOWN);
    this.#blocks = new Int32Array(parts.cells.slots * problem.blocks.length).fill(ABSENT);
    this.#daySlots = slotsByDay(parts.cells, problem.frame.days);
    builder.owned('cells', () => this.#makeCells());
  }

  #makeCells(): void {
    const { cells, problem } = this;
    const named = cells.count <= NAMED_CELLS;
    for (let cell = 0; cell < cells.count; cell++) this.builder.boolean(named ? this.#nameOf(cell) : undefined);
    for (const { index, id } of problem.open) {
      if (this.hasCells(index)) this.#unplaced[index] = this.builder.boolean(`unplaced ${id}`);
    }
  }

  #nameOf(cell: number): string {
    const { cells, problem } = this;
    const { id } = problem.events[cells.event[cell]!]!;
    return `${id} ${problem.employees[cells.employee[cell]!]!.id} ${problem.frame.dates[cells.day[cell]!]}`;
  }

  /** Whether an event has a cell, so that the model decides about it. */
  hasCells(event: number): boolean {
    return this.cells.start[event + 1]! > this.cells.start[event]!;
  }

  /** The indicator of a cell. */
  cell(cell: number): Variable {
    this.reads.cell(cell);
    return this.#firstCell + cell;
  }

  /** The indicator of a cell by its place, or ABSENT. */
  cellOf(event: number, employee: number, day: number): Variable {
    const cell = findCell(this.problem, this.cells, { event, employee, day });
    return cell === NONE ? ABSENT : this.cell(cell);
  }

  /** Index of the first cell's variable; the others follow. */
  get firstCell(): number {
    return this.#firstCell;
  }

  /** True when the event stays unplaced; ABSENT for an event without a cell, which always does. */
  unplaced(event: number): Variable {
    return this.#unplaced[event]!;
  }

  /** True when the slot's event is on the slot's day. */
  onDay(slot: number): Variable {
    const { slotStart } = this.cells;
    const cells = slotStart[slot + 1]! - slotStart[slot]!;
    this.reads.aggregate('day', slot);
    this.reads.cells(slotStart[slot]!, slotStart[slot + 1]!);
    if (cells === 1) return this.#firstCell + slotStart[slot]!;
    if (this.#onDay[slot] === UNKNOWN) {
      this.#onDay[slot] = this.shared(() => {
        const literals = Array.from({ length: cells }, (_, i) => this.#firstCell + slotStart[slot]! + i);
        const onDay = this.builder.boolean();
        this.builder.add(total(literals, onDay, this.builder.owner));
        return onDay;
      });
    }
    return this.#onDay[slot]!;
  }

  /** Sets the literal that a slot's event takes a block, the position of which is given. */
  setBlock(slot: number, position: number, literal: Literal): void {
    this.#blocks[slot * this.problem.blocks.length + position] = literal;
  }

  /** True when the slot's event is on the slot's day in a block; ABSENT when the block is taken or of no use. */
  block(slot: number, position: number): Literal {
    this.reads.aggregate('block', slot * this.problem.blocks.length + position);
    return this.#blocks[slot * this.problem.blocks.length + position]!;
  }

  /** Whether a block is open to a slot's event. */
  isBlockOpen(slot: number, block: number): boolean {
    const event = this.problem.events[this.cells.slotEvent[slot]!]!;
    return !this.#closedBlocks.has(event.type, this.cells.slotDay[slot]!, block);
  }

  /** The slots of a day. */
  slotsOn(day: number): readonly number[] {
    return this.#daySlots[day]!;
  }

  /** The indicators of an employee's cells of some types on the days `from .. to`, both inclusive. */
  cellsAt(types: TypeSet, employee: number, from: number, to = from): Variable[] {
    const found: Variable[] = [];
    this.eachAt(employee, { from, to }, (cell, event) => {
      if (types.has[event.type] === 1) found.push(this.cell(cell));
    });
    return found;
  }

  /** Calls back for each cell of an employee on a stretch of days. */
  eachAt(
    employee: number,
    { from, to }: { readonly from: number; readonly to: number },
    visit: (cell: number, event: EventInfo) => void,
  ): void {
    const { byPlace, event, placeStart } = this.cells;
    const days = this.problem.frame.days;
    const end = placeStart[employee * days + to + 1]!;
    for (let i = placeStart[employee * days + from]!; i < end; i++) {
      visit(byPlace[i]!, this.problem.events[event[byPlace[i]!]!]!);
    }
  }

  /** Whether an employee has a cell of some types on a day. */
  canDo(types: TypeSet, employee: number, day: number): boolean {
    const { byPlace, event, placeStart } = this.cells;
    const place = employee * this.problem.frame.days + day;
    for (let i = placeStart[place]!; i < placeStart[place + 1]!; i++) {
      if (types.has[this.problem.events[event[byPlace[i]!]!]!.type] === 1) return true;
    }
    return false;
  }

  /** True exactly when a cell of some types of an employee and day is chosen; ABSENT when there is none. */
  does(types: TypeSet, employee: number, day: number): Variable {
    const place = employee * this.problem.frame.days + day;
    let known = this.#does.get(types);
    if (known === undefined) {
      known = new Int32Array(this.problem.employees.length * this.problem.frame.days).fill(UNKNOWN);
      this.#does.set(types, known);
    }
    const cells = this.cellsAt(types, employee, day);
    if (known[place] === UNKNOWN) known[place] = this.#anyOf(cells, place);
    if (cells.length > 1) this.reads.aggregate(known, place);
    return known[place]!;
  }

  /** True exactly when one of some cells of an employee and day is chosen. *Shapes* at least one, in ascending order. */
  anyAt(cells: readonly Variable[], employee: number, day: number): Variable {
    return this.#anyOf([...cells], employee * this.problem.frame.days + day);
  }

  /** Two sets of types often mean the same cells of a place; these share their indicator. */
  #anyOf(literals: Variable[], place: number): Variable {
    if (literals.length === 0) return ABSENT;
    if (literals.length === 1) return literals[0]!;
    this.#anyAt[place] ??= [];
    return shared(this.#anyAt[place], literals, () =>
      this.shared(() => {
        const any = this.builder.boolean();
        this.builder.add({ kind: 'boolOr', literals, enforce: [any] });
        this.builder.add({ kind: 'boolAnd', literals: literals.map(not), enforce: [not(any)] });
        return any;
      }),
    );
  }

  /** How many cells of some types an employee takes in a week. */
  weekCount(types: TypeSet, employee: number, week: number): Count {
    const at = employee * this.problem.frame.weeks + week;
    let known = this.#weekCounts.get(types);
    if (known === undefined) {
      known = [];
      this.#weekCounts.set(types, known);
    }
    const literals = this.cellsAt(types, employee, 7 * week, 7 * week + 6);
    this.#countAt[at] ??= [];
    known[at] ??= shared(this.#countAt[at], literals, () => this.count(literals, this.#distinctEvents(literals)));
    if (literals.length > 2) this.reads.aggregate(known, at);
    return known[at];
  }

  /** How many open events are on a day. */
  dayCount(day: number): Count {
    const literals = this.slotsOn(day).map((slot) => this.onDay(slot));
    this.#dayCounts[day] ??= this.count(literals, literals.length);
    this.reads.aggregate('day count', day);
    return this.#dayCounts[day];
  }

  #distinctEvents(literals: readonly Literal[]): number {
    return new Set(literals.map((literal) => this.cells.event[literal - this.#firstCell]!)).size;
  }

  /** Pins, which are fixed, but which the run answers for. */
  get pins(): readonly Assignment[] {
    return this.problem.fixed.filter(isOfRun);
  }
}

function slotsByDay(cells: Cells, days: number): number[][] {
  const byDay = Array.from({ length: days }, (): number[] => []);
  for (let slot = 0; slot < cells.slots; slot++) byDay[cells.slotDay[slot]!]!.push(slot);
  return byDay;
}

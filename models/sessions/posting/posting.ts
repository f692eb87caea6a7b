import { clockOf } from '../../../src/domain/calendar.ts';
import { Distinct } from '../../../src/domain/posting/distinct.ts';
import { ABSENT, Poster } from '../../../src/domain/posting/poster.ts';
import type { Count } from '../../../src/domain/posting/sharing.ts';
import type { ModelBuilder } from '../../../src/language/builder.ts';
import type { Expression, Variable } from '../../../src/language/expression.ts';
import { type Cells, findCell } from '../cells.ts';
import { NONE, type Place, type Problem, type Session, type StudentInfo } from '../problem.ts';
import { isOfRun, Schedule } from '../schedule.ts';
import { ProviderDay } from './providerDay.ts';

/** Above this many cells they stay nameless: names would take more memory than the model. */
const NAMED_CELLS = 50_000;

/**
 * What a rule posts with: one 0/1 indicator for each cell, made once, and the sums of them that several rules need, each
 * made when the first rule asks for it.
 *
 * Everything here is about what is still to be chosen; fixed sessions are in `fixed`, and each rule adds them by itself.
 */
export class Posting extends Poster {
  readonly problem: Problem;
  readonly cells: Cells;
  readonly fixed: Schedule;
  readonly firstCell: number;
  /** Students, as they are met among some cells. */
  readonly met: Distinct;
  /** Minutes of the longest session. */
  readonly longest: number;
  readonly #unplaced: Int32Array;
  readonly #dayCounts: (Count | undefined)[] = [];
  readonly #providerDays: (ProviderDay | undefined)[] = [];

  constructor(builder: ModelBuilder, problem: Problem, cells: Cells) {
    super(builder);
    this.problem = problem;
    this.cells = cells;
    this.fixed = new Schedule(problem, problem.fixed);
    this.firstCell = builder.variables.length;
    this.met = new Distinct(problem.students.length);
    this.longest = problem.students.reduce((most, { minutes }) => Math.max(most, minutes), 0);
    this.#unplaced = new Int32Array(problem.students.length).fill(ABSENT);
    builder.owned('cells', () => this.#makeCells());
  }

  #makeCells(): void {
    const { cells, problem } = this;
    const isNamed = cells.count <= NAMED_CELLS;
    for (let cell = 0; cell < cells.count; cell++) this.boolean(isNamed ? this.#nameOf(cell) : undefined);
    for (const student of problem.students) {
      if (!this.hasCells(student)) continue;
      const name = student.open === 1 ? `unplaced ${student.id}` : `placed ${student.id}`;
      this.#unplaced[student.index] = student.open === 1 ? this.boolean(name) : this.integer(0, student.open, name);
    }
  }

  #nameOf(cell: number): string {
    const { cells, problem } = this;
    const { grid, providers, students } = problem;
    const time = clockOf(grid.from + cells.slot[cell]! * grid.every);
    const who = `${students[cells.student[cell]!]!.id} ${providers[cells.provider[cell]!]!.id}`;
    return `${who} ${grid.days[cells.day[cell]!]} ${time}`;
  }

  /** Whether the model decides anything about a student. */
  hasCells({ index }: StudentInfo): boolean {
    const { first } = this.cells;
    const width = this.problem.grid.days.length * (this.problem.grid.slots + 1);
    return first[(index + 1) * width - 1]! > first[index * width]!;
  }

  /** The indicator of a cell. */
  cell(cell: number): Variable {
    this.reads.cell(cell);
    return this.firstCell + cell;
  }

  /** The indicator of a cell by its place, or ABSENT. */
  cellOf(place: Place): Variable {
    const cell = findCell(this.problem, this.cells, place);
    return cell === NONE ? ABSENT : this.cell(cell);
  }

  /** The indicators of a student's sessions of a day that begin at `from <= minute < to`. */
  startsIn(student: number, day: number, from: number, to: number): Variable[] {
    const { grid } = this.problem;
    const at = (student * grid.days.length + day) * (grid.slots + 1);
    const first = this.cells.first[at + slotFrom(grid, from)]!;
    const end = this.cells.first[at + slotFrom(grid, to)]!;
    this.reads.cells(first, end);
    // As long as it has to be, since a model keeps very many of them.
    const literals = new Array<Variable>(Math.max(0, end - first));
    for (let i = 0; i < literals.length; i++) literals[i] = this.firstCell + first + i;
    return literals;
  }

  /** The minutes at which a session of a student may begin on a day, ascending. */
  startsOf(student: number, day: number): number[] {
    const { days, every, from, slots } = this.problem.grid;
    const at = (student * days.length + day) * (slots + 1);
    const minutes: number[] = [];
    for (let slot = 0; slot < slots; slot++) {
      if (this.cells.first[at + slot + 1]! > this.cells.first[at + slot]!) minutes.push(from + slot * every);
    }
    return minutes;
  }

  /** Every place that a student may still have. */
  placesOf(student: number): Place[] {
    const { cells, problem } = this;
    return problem.grid.days.flatMap((_, day) =>
      this.startsIn(student, day, 0, Infinity).map((literal) => {
        const cell = literal - this.firstCell;
        const start = problem.grid.from + cells.slot[cell]! * problem.grid.every;
        return { student, provider: cells.provider[cell]!, day, start };
      }),
    );
  }

  /** The most sessions that a student can have on a day beside the fixed ones. */
  mostOn(student: number, day: number): number {
    const { days, slots } = this.problem.grid;
    const at = (student * days.length + day) * (slots + 1);
    const places = this.cells.first[at + slots]! - this.cells.first[at]!;
    return Math.min(places, this.problem.students[student]!.open);
  }

  /** The same where hard rules about the day count, too. */
  mostAllowedOn(student: number, day: number): number {
    const most = this.problem.domains.perDay[student * this.problem.grid.days.length + day]!;
    return Math.min(this.mostOn(student, day), Math.max(0, most - this.fixed.at(student, day).length));
  }

  /** How many sessions of a student are placed on a day. */
  dayCount(student: number, day: number): Count {
    const at = student * this.problem.grid.days.length + day;
    this.#dayCounts[at] ??= this.count(this.startsIn(student, day, 0, Infinity), this.mostOn(student, day));
    this.reads.aggregate('day', at);
    return this.#dayCounts[at];
  }

  /** How many sessions of a student are placed; of one that has cells. */
  placed({ index, open }: StudentInfo): Expression {
    const variable = this.#unplaced[index]!;
    return open === 1 ? { vars: [variable], coeffs: [-1], offset: 1 } : { vars: [variable], coeffs: [1], offset: 0 };
  }

  /** True when the only session of a student stays unplaced; of one with several, the variable of how many are placed. */
  decided({ index }: StudentInfo): Variable {
    return this.#unplaced[index]!;
  }

  /** Adds a cost for each session of a student that stays unplaced. */
  costUnplaced(student: StudentInfo, amount: number): void {
    if (!this.hasCells(student)) this.costs.always(amount * student.open);
    else if (student.open === 1) this.costs.add(this.decided(student), amount);
    else {
      this.costs.always(amount * student.open);
      this.costs.add(this.decided(student), -amount);
    }
  }

  /** Adds a cost for each session of the run at its place, pins included. */
  costPlaces(amountOf: (place: Place) => number): void {
    for (const { index } of this.problem.students) {
      for (const place of this.placesOf(index)) {
        const amount = amountOf(place);
        if (amount > 0) this.costs.add(this.cellOf(place), amount);
      }
    }
    for (const pin of this.pins) this.costs.always(amountOf(pin));
  }

  /** What a provider's day may hold. */
  dayOf(provider: number, day: number): ProviderDay {
    const at = provider * this.problem.grid.days.length + day;
    this.#providerDays[at] ??= new ProviderDay(this, provider, day);
    return this.#providerDays[at];
  }

  /** The days of each provider in turn. */
  providerDays(): ProviderDay[] {
    const { grid, providers } = this.problem;
    return providers.flatMap(({ index }) => grid.days.map((_, day) => this.dayOf(index, day)));
  }

  /** Pins, which are fixed, but which the run answers for. */
  get pins(): readonly Session[] {
    return this.problem.fixed.filter(isOfRun);
  }
}

/** The first slot that begins at a minute or later; the number of slots where there is none. */
export function slotFrom({ every, from, slots }: Problem['grid'], minute: number): number {
  return Math.min(slots, Math.max(0, Math.ceil((minute - from) / every)));
}

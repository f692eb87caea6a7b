import { clockOf } from '../../src/domain/calendar.ts';
import { Costs } from '../../src/domain/posting/costs.ts';
import { atMost } from '../../src/domain/posting/rows.ts';
import { type Count, total } from '../../src/domain/posting/sharing.ts';
import { Uses } from '../../src/domain/posting/uses.ts';
import type { ModelBuilder, PostOptions } from '../../src/language/builder.ts';
import type { Constraint } from '../../src/language/constraints/index.ts';
import { BOOLEAN } from '../../src/language/domain.ts';
import { type Expression, type Literal, not, sum } from '../../src/language/expression.ts';
import { type Cells, findCell } from './cells.ts';
import { NONE, type Place, type Problem, type Session, type StudentInfo } from './problem.ts';
import { isOfRun, Schedule } from './schedule.ts';

/** No literal; outside every literal's range, since -1 is the negation of variable 0. */
export const ABSENT = -0x80000000;

/** Above this many cells they stay nameless: names would take more memory than the model. */
const NAMED_CELLS = 50_000;

/** Sessions of equal length that may begin at one slot of a provider's day. */
interface Starts {
  /** The minute at which they end. */
  readonly end: number;
  readonly literals: readonly Literal[];
  /** What adds up to how many begin: the literals, or one count. */
  readonly vars: readonly number[];
  any?: Literal;
}

/**
 * What a rule posts with: one 0/1 indicator for each cell, made once, and the sums and indicators that several rules
 * need, each made when the first rule asks for it.
 *
 * Everything here is about what is still to be chosen; fixed sessions are in `fixed`, and each rule adds them by itself.
 * How many sessions are at once is counted in two steps, how many begin and how many run, so that the cells of a
 * provider are written out once and not once for each moment that a session takes.
 */
export class Posting {
  readonly problem: Problem;
  readonly cells: Cells;
  readonly fixed: Schedule;
  readonly costs = new Costs();
  readonly firstCell: number;
  readonly #builder: ModelBuilder;
  readonly #uses = new Uses();
  readonly #unplaced: Int32Array;
  readonly #dayCounts: (Count | undefined)[] = [];
  readonly #starts: (Starts[] | undefined)[] = [];
  readonly #loads: (Map<number, Count> | undefined)[] = [];
  readonly #dayLoads: (Count | undefined)[] = [];
  readonly #busy: (Literal | undefined)[] = [];
  /** The last moment for which a student was counted. */
  readonly #stamp: Int32Array;
  readonly #longest: number;
  #moment = 0;

  constructor(builder: ModelBuilder, problem: Problem, cells: Cells) {
    this.problem = problem;
    this.cells = cells;
    this.fixed = new Schedule(problem, problem.fixed);
    this.#builder = builder;
    this.firstCell = builder.variables.length;
    this.#unplaced = new Int32Array(problem.students.length).fill(ABSENT);
    this.#stamp = new Int32Array(problem.students.length);
    this.#longest = problem.students.reduce((most, { minutes }) => Math.max(most, minutes), 0);
    builder.owned('cells', () => this.#makeCells());
  }

  #makeCells(): void {
    const { cells, problem } = this;
    const isNamed = cells.count <= NAMED_CELLS;
    for (let cell = 0; cell < cells.count; cell++) this.#builder.boolean(isNamed ? this.#nameOf(cell) : undefined);
    for (const student of problem.students) {
      if (!this.hasCells(student)) continue;
      const name = student.open === 1 ? `unplaced ${student.id}` : `placed ${student.id}`;
      this.#unplaced[student.index] =
        student.open === 1 ? this.#builder.boolean(name) : this.#builder.integer(0, student.open, name);
    }
  }

  #nameOf(cell: number): string {
    const { cells, problem } = this;
    const { grid, providers, students } = problem;
    const time = clockOf(grid.from + cells.slot[cell]! * grid.every);
    const who = `${students[cells.student[cell]!]!.id} ${providers[cells.provider[cell]!]!.id}`;
    return `${who} ${grid.days[cells.day[cell]!]} ${time}`;
  }

  /** Everything posted from here on is this rule's. */
  begin<T>(rule: string, post: () => T): T {
    this.costs.begin(rule);
    this.#uses.begin(rule);
    return this.#builder.owned(rule, post);
  }

  add(constraint: Constraint, options?: PostOptions): void {
    this.#builder.add(constraint, options);
  }

  /** At most so many of some literals, or variables, where anything is to be said. */
  atMost(literals: readonly Literal[], most: number): void {
    if (literals.length === 0) return;
    const { variables } = this.#builder;
    const isChoice = most === 1 && literals.every((literal) => literal < 0 || variables[literal]!.domain === BOOLEAN);
    this.add(isChoice ? { kind: 'atMostOne', literals } : atMost(literals, most));
  }

  boolean(): Literal {
    return this.#builder.boolean();
  }

  integer(lo: number, hi: number): number {
    return this.#builder.integer(lo, hi);
  }

  /** The shared indicator that all the literals are true. */
  all(literals: readonly Literal[]): Literal {
    return this.#builder.owned('shared', () => this.#builder.conjunction(literals));
  }

  /** True exactly when one of some literals is, at least one of which there is; shared. */
  any(literals: readonly Literal[]): Literal {
    return literals.length === 1 ? literals[0]! : not(this.all(literals.map(not)));
  }

  /** Whether the model decides anything about a student. */
  hasCells({ index }: StudentInfo): boolean {
    const { first } = this.cells;
    const width = this.problem.grid.days.length * (this.problem.grid.slots + 1);
    return first[(index + 1) * width - 1]! > first[index * width]!;
  }

  /** The indicator of a cell. */
  cell(cell: number): Literal {
    this.#uses.cell(cell);
    return this.firstCell + cell;
  }

  /** The indicator of a cell by its place, or ABSENT. */
  cellOf(place: Place): Literal {
    const cell = findCell(this.problem, this.cells, place);
    return cell === NONE ? ABSENT : this.cell(cell);
  }

  /** The indicators of a student's sessions of a day that begin at `from <= minute < to`. */
  startsIn(student: number, day: number, from: number, to: number): Literal[] {
    const { grid } = this.problem;
    const slotOf = (minute: number): number =>
      Math.min(grid.slots, Math.max(0, Math.ceil((minute - grid.from) / grid.every)));
    const at = (student * grid.days.length + day) * (grid.slots + 1);
    const first = this.cells.first[at + slotOf(from)]!;
    // As long as it has to be, since a model keeps very many of them.
    const literals = new Array<Literal>(Math.max(0, this.cells.first[at + slotOf(to)]! - first));
    for (let i = 0; i < literals.length; i++) literals[i] = this.cell(first + i);
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

  /** The indicators of a student's sessions with a provider that run at a moment. */
  runningAt(student: number, { provider, day, moment }: { provider: number; day: number; moment: number }): Literal[] {
    const { minutes } = this.problem.students[student]!;
    const literals = this.startsIn(student, day, moment - minutes + 1, moment + 1);
    return literals.filter((literal) => this.cells.provider[literal - this.firstCell] === provider);
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

  /** How many sessions of a student are placed on a day. */
  dayCount(student: number, day: number): Count {
    const at = student * this.problem.grid.days.length + day;
    const literals = this.startsIn(student, day, 0, Infinity);
    this.#dayCounts[at] ??= this.#countOf(literals, Math.min(literals.length, this.problem.students[student]!.open));
    this.#uses.aggregate('day', at);
    return this.#dayCounts[at];
  }

  /** How many sessions of a student are placed; of one that has cells. */
  placed({ index, open }: StudentInfo): Expression {
    const variable = this.#unplaced[index]!;
    return open === 1 ? { vars: [variable], coeffs: [-1], offset: 1 } : { vars: [variable], coeffs: [1], offset: 0 };
  }

  /** True when the only session of a student stays unplaced; of one with several, the variable of how many are placed. */
  decided({ index }: StudentInfo): Literal {
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

  /** Calls back for each cell of a provider's day, by slot. */
  eachWith(provider: number, day: number, visit: (cell: number, slot: number) => void): void {
    const { byProvider, providerFirst, slot } = this.cells;
    const at = (provider * this.problem.grid.days.length + day) * (this.problem.grid.slots + 1);
    for (let i = providerFirst[at]!; i < providerFirst[at + this.problem.grid.slots]!; i++) {
      visit(byProvider[i]!, slot[byProvider[i]!]!);
    }
  }

  /** The minutes at which sessions with a provider may begin on a day, and fixed ones do, ascending. */
  momentsWith(provider: number, day: number): number[] {
    const { every, from } = this.problem.grid;
    const moments = new Set(this.fixed.with(provider, day).map(({ start }) => start));
    this.eachWith(provider, day, (_, slot) => void moments.add(from + slot * every));
    return [...moments].sort((a, b) => a - b);
  }

  /** The minutes of the grid at which any session with a provider may run on a day. */
  gridOf(provider: number, day: number): number[] {
    const moments = this.momentsWith(provider, day);
    const { every, from, slots } = this.problem.grid;
    return moments.length === 0 ? [] : Array.from({ length: slots }, (_, slot) => from + slot * every);
  }

  /** The minutes at which sessions with a provider may end on a day. */
  endsWith(provider: number, day: number): number[] {
    const ends = this.#startsTouching(provider, day, 0, Infinity).map(({ end }) => end);
    return [...new Set(ends)];
  }

  /** How many fixed sessions with a provider run at a moment. */
  fixedAt(provider: number, day: number, moment: number): number {
    const running = this.fixed
      .with(provider, day)
      .filter(({ start, minutes }) => start <= moment && moment < start + minutes);
    return running.length;
  }

  /** What adds up to the sessions with a provider that touch a stretch of a day. */
  touching(provider: number, day: number, from: number, to: number): readonly number[] {
    return this.#startsTouching(provider, day, from, to).flatMap(({ vars }) => vars);
  }

  /** How many of them there can be at most. */
  mostTouching(provider: number, day: number, from: number, to: number): number {
    const literals = this.#startsTouching(provider, day, from, to).flatMap((one) => one.literals);
    const students = new Set(literals.map((literal) => this.cells.student[literal - this.firstCell]!));
    const mostOf = (student: number): number => {
      const { minutes, open } = this.problem.students[student]!;
      return Math.min(open, Math.ceil((to - from) / minutes) + 1);
    };
    return [...students].reduce((all, student) => all + mostOf(student), 0);
  }

  /** How many sessions with a provider run at a moment. */
  load(provider: number, day: number, moment: number): Count {
    const at = provider * this.problem.grid.days.length + day;
    this.#loads[at] ??= new Map();
    let count = this.#loads[at].get(moment);
    if (count === undefined) {
      const starts = this.#startsTouching(provider, day, moment, moment + 1);
      const vars = starts.flatMap((one) => one.vars);
      count = this.#countOf(vars, this.#distinctStudents(starts));
      this.#loads[at].set(moment, count);
    }
    this.#uses.aggregate(this.#loads, at * 1440 + moment);
    return count;
  }

  /** How many sessions with a provider are on a day. */
  dayLoad(provider: number, day: number): Count {
    const at = provider * this.problem.grid.days.length + day;
    this.#uses.aggregate(this.#dayLoads, at);
    if (this.#dayLoads[at] === undefined) {
      const starts = this.#startsTouching(provider, day, 0, Infinity);
      const students = new Set<number>();
      this.eachWith(provider, day, (cell) => void students.add(this.cells.student[cell]!));
      const most = [...students].reduce((all, student) => all + this.dayCount(student, day).most, 0);
      this.#dayLoads[at] = this.#countOf(
        starts.flatMap(({ vars }) => vars),
        most,
      );
    }
    return this.#dayLoads[at]!;
  }

  /** Whether a session with a provider may run at a moment. */
  mayRun(provider: number, day: number, moment: number): boolean {
    return this.#startsTouching(provider, day, moment, moment + 1).length > 0;
  }

  /** True exactly when a session with a provider runs at a minute of the grid; ABSENT when none can. */
  busy(provider: number, day: number, moment: number): Literal {
    const { every, from, days, slots } = this.problem.grid;
    const at = (provider * days.length + day) * slots + (moment - from) / every;
    this.#uses.aggregate(this.#busy, at);
    if (this.#busy[at] === undefined) {
      const starts = this.#startsTouching(provider, day, moment, moment + 1);
      for (const one of starts) one.any ??= this.any(one.literals);
      this.#busy[at] = starts.length === 0 ? ABSENT : this.any(starts.map(({ any }) => any!));
    }
    return this.#busy[at]!;
  }

  #startsTouching(provider: number, day: number, from: number, to: number): Starts[] {
    const { grid } = this.problem;
    const found: Starts[] = [];
    const end = Math.min(grid.slots, Math.ceil((to - grid.from) / grid.every));
    const first = Math.max(0, Math.floor((from - this.#longest - grid.from) / grid.every));
    for (let slot = first; slot < end; slot++) {
      for (const one of this.#startsAt(provider, day, slot)) if (one.end > from) found.push(one);
    }
    return found;
  }

  #startsAt(provider: number, day: number, slot: number): readonly Starts[] {
    const { days, every, from, slots } = this.problem.grid;
    const at = (provider * days.length + day) * (slots + 1) + slot;
    const known = this.#starts[at];
    if (known) return known;
    const { byProvider, providerFirst, student } = this.cells;
    const groups = new Map<number, Literal[]>();
    for (let i = providerFirst[at]!; i < providerFirst[at + 1]!; i++) {
      const cell = byProvider[i]!;
      const { minutes } = this.problem.students[student[cell]!]!;
      const group = groups.get(minutes);
      if (group) group.push(this.firstCell + cell);
      else groups.set(minutes, [this.firstCell + cell]);
    }
    const made = Array.from(groups, ([minutes, literals]): Starts => {
      const vars = this.#countOf(literals, literals.length).expression().vars;
      return { end: from + slot * every + minutes, literals, vars };
    });
    this.#starts[at] = made;
    return made;
  }

  #distinctStudents(starts: readonly Starts[]): number {
    const moment = ++this.#moment;
    let count = 0;
    for (const { literals } of starts) {
      for (const literal of literals) {
        const student = this.cells.student[literal - this.firstCell]!;
        if (this.#stamp[student] !== moment) count++;
        this.#stamp[student] = moment;
      }
    }
    return count;
  }

  #countOf(vars: readonly number[], most: number): Count {
    let made: Expression | undefined;
    const make = (): Expression => {
      if (vars.length <= 2) return sum(vars);
      return this.#builder.owned('shared', () => {
        const count = this.#builder.integer(0, most);
        this.#builder.add(total(vars, count));
        return sum([count]);
      });
    };
    return {
      most,
      expression: () => {
        made ??= make();
        return made;
      },
    };
  }

  /** Pins, which are fixed, but which the run answers for. */
  get pins(): readonly Session[] {
    return this.problem.fixed.filter(isOfRun);
  }

  /** How many indicators and sums each rule read: what it would have had to make by itself. */
  get uses(): ReadonlyMap<string, number> {
    return this.#uses.byRule;
  }
}

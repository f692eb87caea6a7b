import type { Distinct } from '../../../src/domain/posting/distinct.ts';
import { ABSENT, type Poster } from '../../../src/domain/posting/poster.ts';
import type { Count } from '../../../src/domain/posting/sharing.ts';
import type { Literal, Variable } from '../../../src/language/expression.ts';
import type { Cells } from '../cells.ts';
import type { Problem, Session } from '../problem.ts';
import type { Schedule } from '../schedule.ts';

/** What has the cells. */
interface CellPoster extends Poster {
  readonly problem: Problem;
  readonly cells: Cells;
  readonly fixed: Schedule;
  readonly firstCell: number;
  /** Students, as they are met among some cells. */
  readonly met: Distinct;
  /** Minutes of the longest session. */
  readonly longest: number;
  /** The most sessions that a student can have on a day beside the fixed ones. */
  mostOn(student: number, day: number): number;
}

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
 * What a provider's day may hold beside the fixed sessions.
 *
 * How many sessions are at once is counted in two steps, how many begin and how many run, so that the cells of a provider
 * are written out once and not once for each moment that a session takes.
 */
export class ProviderDay {
  readonly provider: number;
  readonly day: number;
  readonly fixed: readonly Session[];
  readonly #posting: CellPoster;
  /** Index of the provider's day among all. */
  readonly #at: number;
  /** By slot. */
  readonly #starts: (readonly Starts[] | undefined)[] = [];
  readonly #loads = new Map<number, Count>();
  readonly #busy = new Map<number, Literal>();
  #all: Count | undefined;

  constructor(posting: CellPoster, provider: number, day: number) {
    this.#posting = posting;
    this.provider = provider;
    this.day = day;
    this.fixed = posting.fixed.with(provider, day);
    this.#at = provider * posting.problem.grid.days.length + day;
  }

  /** Calls back for each cell, by slot. */
  eachCell(visit: (cell: number, slot: number) => void): void {
    const { byProvider, slot } = this.#posting.cells;
    for (let i = this.#first(0); i < this.#first(this.#grid.slots); i++) visit(byProvider[i]!, slot[byProvider[i]!]!);
  }

  /** The minutes at which sessions may begin, and fixed ones do, ascending. */
  get moments(): number[] {
    const { every, from, slots } = this.#grid;
    const moments = new Set(this.fixed.map(({ start }) => start));
    for (let slot = 0; slot < slots; slot++) {
      if (this.#first(slot + 1) > this.#first(slot)) moments.add(from + slot * every);
    }
    return [...moments].sort((a, b) => a - b);
  }

  /** The minutes of the grid; none of a day on which there is no session and can be none. */
  get slots(): number[] {
    const { every, from, slots } = this.#grid;
    const isEmpty = this.fixed.length === 0 && this.#first(slots) === this.#first(0);
    return isEmpty ? [] : Array.from({ length: slots }, (_, slot) => from + slot * every);
  }

  /** The minutes at which sessions may end. */
  get ends(): number[] {
    const ends: number[] = [];
    this.#eachTouching(0, Infinity, ({ end }) => void ends.push(end));
    return [...new Set(ends)];
  }

  /** How many fixed sessions run at a moment. */
  fixedAt(moment: number): number {
    let count = 0;
    for (const { start, minutes } of this.fixed) if (start <= moment && moment < start + minutes) count++;
    return count;
  }

  /** What adds up to the sessions that touch a stretch of the day. */
  touching(from: number, to: number): number[] {
    const found: number[] = [];
    this.#eachTouching(from, to, ({ vars }) => {
      for (const variable of vars) found.push(variable);
    });
    return found;
  }

  /** How many of them there can be at most. */
  mostTouching(from: number, to: number): number {
    const { students } = this.#posting.problem;
    return this.#sumOver(from, to, (student) => {
      const { minutes, open } = students[student]!;
      return Math.min(open, Math.ceil((to - from) / minutes) + 1);
    });
  }

  /** How many sessions run at a moment. */
  load(moment: number): Count {
    let count = this.#loads.get(moment);
    if (count === undefined) {
      const most = this.#sumOver(moment, moment + 1, () => 1);
      count = this.#posting.count(this.touching(moment, moment + 1), most);
      this.#loads.set(moment, count);
    }
    this.#posting.reads.aggregate(this, moment);
    return count;
  }

  /** How many sessions there are. */
  all(): Count {
    const posting = this.#posting;
    const mostOf = (student: number): number => posting.mostOn(student, this.day);
    this.#all ??= posting.count(this.touching(0, Infinity), this.#sumOver(0, Infinity, mostOf));
    posting.reads.aggregate('day of a provider', this.#at);
    return this.#all;
  }

  /** Whether a session may run at a moment. */
  mayRun(moment: number): boolean {
    let may = false;
    this.#eachTouching(moment, moment + 1, () => {
      may = true;
    });
    return may;
  }

  /** True exactly when a session runs at a minute of the grid; ABSENT when none can. */
  busy(moment: number): Literal {
    const posting = this.#posting;
    posting.reads.aggregate(this.#busy, moment);
    let busy = this.#busy.get(moment);
    if (busy === undefined) {
      const running: Literal[] = [];
      this.#eachTouching(moment, moment + 1, (starts) => {
        starts.any ??= posting.any(starts.literals);
        running.push(starts.any);
      });
      busy = running.length === 0 ? ABSENT : posting.any(running);
      this.#busy.set(moment, busy);
    }
    return busy;
  }

  /** The sum over the students of the sessions that touch a stretch, each of whom counts once. */
  #sumOver(from: number, to: number, numberOf: (student: number) => number): number {
    const { cells, firstCell, met } = this.#posting;
    let sum = 0;
    met.begin();
    this.#eachTouching(from, to, ({ literals }) => {
      for (const literal of literals) {
        const student = cells.student[literal - firstCell]!;
        if (met.isNew(student)) sum += numberOf(student);
      }
    });
    return sum;
  }

  #eachTouching(from: number, to: number, visit: (starts: Starts) => void): void {
    const { every, from: first, slots } = this.#grid;
    const end = Math.min(slots, Math.ceil((to - first) / every));
    for (let slot = this.#slotTouching(from); slot < end; slot++) {
      for (const starts of this.#startsAt(slot)) if (starts.end > from) visit(starts);
    }
  }

  /** The first slot from which a session may last until after a moment. */
  #slotTouching(moment: number): number {
    const { every, from } = this.#grid;
    return Math.max(0, Math.floor((moment - this.#posting.longest - from) / every));
  }

  #startsAt(slot: number): readonly Starts[] {
    const known = this.#starts[slot];
    if (known) return known;
    const posting = this.#posting;
    const { cells, firstCell, problem } = posting;
    const groups = new Map<number, Variable[]>();
    for (let i = this.#first(slot); i < this.#first(slot + 1); i++) {
      const cell = cells.byProvider[i]!;
      const { minutes } = problem.students[cells.student[cell]!]!;
      const group = groups.get(minutes);
      if (group) group.push(firstCell + cell);
      else groups.set(minutes, [firstCell + cell]);
    }
    const start = problem.grid.from + slot * problem.grid.every;
    const made = Array.from(groups, ([minutes, literals]): Starts => {
      const { vars } = posting.count(literals, literals.length).expression();
      return { end: start + minutes, literals, vars };
    });
    this.#starts[slot] = made;
    return made;
  }

  get #grid() {
    return this.#posting.problem.grid;
  }

  /** Where the cells of a slot begin among those of all providers. */
  #first(slot: number): number {
    return this.#posting.cells.providerFirst[this.#at * (this.#grid.slots + 1) + slot]!;
  }
}

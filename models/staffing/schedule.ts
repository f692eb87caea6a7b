import { weekOf } from '../../src/domain/calendar.ts';
import { type Assignment, NONE, type Problem, type TypeSet } from './problem.ts';

/** Numbers of blocks are below this. */
const BLOCKS = 100;

const NOTHING: readonly Assignment[] = [];

/**
 * Work at its places, grouped once by employee and day, by employee and week, and by day; every check shares it.
 *
 * *Limits* building is linear in the assignments; adding and removing one is as long as its groups.
 */
export class Schedule {
  readonly problem: Problem;
  readonly #all = new Set<Assignment>();
  readonly #places: (Assignment[] | undefined)[];
  readonly #weeks: (Assignment[] | undefined)[];
  readonly #days: (Assignment[] | undefined)[];
  readonly #blocks: (Assignment[] | undefined)[] = [];
  readonly #events: (Assignment[] | undefined)[];

  constructor(problem: Problem, assignments: Iterable<Assignment>) {
    const { employees, events, frame } = problem;
    this.problem = problem;
    this.#places = new Array(employees.length * frame.days);
    this.#weeks = new Array(employees.length * frame.weeks);
    this.#days = new Array(frame.days);
    this.#events = new Array(events.length);
    for (const assignment of assignments) this.add(assignment);
  }

  get assignments(): Iterable<Assignment> {
    return this.#all;
  }

  get size(): number {
    return this.#all.size;
  }

  /** What an employee does on a day. */
  at(employee: number, day: number): readonly Assignment[] {
    return this.#places[employee * this.problem.frame.days + day] ?? NOTHING;
  }

  /** What an employee does in a week. */
  inWeek(employee: number, week: number): readonly Assignment[] {
    return this.#weeks[employee * this.problem.frame.weeks + week] ?? NOTHING;
  }

  /** What everybody does on a day. */
  on(day: number): readonly Assignment[] {
    return this.#days[day] ?? NOTHING;
  }

  /** What a block of a day holds. */
  inBlock(day: number, block: number): readonly Assignment[] {
    return this.#blocks[day * BLOCKS + block] ?? NOTHING;
  }

  /** Where an event is; more than one place only in a schedule that breaks the rules. */
  of(event: number): readonly Assignment[] {
    return this.#events[event] ?? NOTHING;
  }

  /** Every group of one employee and one day. */
  places(): Iterable<readonly Assignment[]> {
    return filled(this.#places);
  }

  /** Every group of one employee and one week. */
  weeks(): Iterable<readonly Assignment[]> {
    return filled(this.#weeks);
  }

  /** Every group of one day. */
  days(): Iterable<readonly Assignment[]> {
    return filled(this.#days);
  }

  add(assignment: Assignment): void {
    this.#all.add(assignment);
    for (const [groups, index] of this.#groupsOf(assignment)) {
      const group = groups[index];
      if (group) group.push(assignment);
      else groups[index] = [assignment];
    }
  }

  remove(assignment: Assignment): void {
    if (!this.#all.delete(assignment)) return;
    for (const [groups, index] of this.#groupsOf(assignment)) {
      const group = groups[index]!;
      group.splice(group.indexOf(assignment), 1);
    }
  }

  #groupsOf({ employee, day, event, block }: Assignment): [(Assignment[] | undefined)[], number][] {
    const { frame } = this.problem;
    const groups: [(Assignment[] | undefined)[], number][] = [
      [this.#places, employee * frame.days + day],
      [this.#weeks, employee * frame.weeks + weekOf(day)],
      [this.#days, day],
    ];
    if (event !== NONE) groups.push([this.#events, event]);
    if (block !== NONE) groups.push([this.#blocks, day * BLOCKS + block]);
    return groups;
  }
}

function* filled(groups: readonly (Assignment[] | undefined)[]): Generator<readonly Assignment[]> {
  for (const group of groups) if (group !== undefined && group.length > 0) yield group;
}

/** Whether a run is answerable for an assignment: it is not published yet. */
export function isOfRun(assignment: Assignment): boolean {
  return assignment.origin !== 'posted';
}

/** Assignments in the order of their events' priority; posted work first, pins before proposals. */
export function inPriorityOrder(problem: Problem, assignments: readonly Assignment[]): Assignment[] {
  const standing = ({ origin, event }: Assignment): number =>
    origin === 'posted' ? -2 : origin === 'pin' ? -1 : problem.rank[event]!;
  return [...assignments].sort(
    (a, b) =>
      standing(a) - standing(b) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
      a.day - b.day ||
      a.employee - b.employee ||
      a.block - b.block,
  );
}

/** The work whose type is in a set. */
export function ofTypes(types: TypeSet, assignments: readonly Assignment[]): Assignment[] {
  return assignments.filter(({ type }) => types.has[type] === 1);
}

/** How much of the work has a type in a set. */
export function countOf(types: TypeSet, assignments: readonly Assignment[]): number {
  let count = 0;
  for (const { type } of assignments) count += types.has[type]!;
  return count;
}

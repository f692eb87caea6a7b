import { weekOf } from '../../src/domain/calendar.ts';
import { type Assignment, NONE, type Problem, type TypeSet } from './problem.ts';

/** Numbers of blocks are below this. */
const BLOCKS = 100;

const NOTHING: readonly Assignment[] = [];

/** Work in numbered groups. */
class Groups {
  readonly #groups: (Assignment[] | undefined)[];
  /** The numbers of groups that have had work. */
  readonly #filled: number[] = [];
  #isInOrder = true;

  constructor(size = 0) {
    this.#groups = new Array(size);
  }

  at(number: number): readonly Assignment[] {
    return this.#groups[number] ?? NOTHING;
  }

  add(number: number, assignment: Assignment): void {
    const group = this.#groups[number];
    if (group) group.push(assignment);
    else {
      this.#groups[number] = [assignment];
      this.#isInOrder &&= this.#filled.length === 0 || this.#filled.at(-1)! < number;
      this.#filled.push(number);
    }
  }

  remove(number: number, assignment: Assignment): void {
    const group = this.#groups[number]!;
    group.splice(group.indexOf(assignment), 1);
  }

  /** Every group with work, by its number. */
  *all(): Generator<readonly Assignment[]> {
    if (!this.#isInOrder) this.#filled.sort((a, b) => a - b);
    this.#isInOrder = true;
    for (const number of [...this.#filled]) if (this.at(number).length > 0) yield this.at(number);
  }
}

/**
 * Work at its places, grouped once by employee and day, by employee and week, and by day; every check shares it.
 *
 * *Limits* building is linear in the assignments; adding and removing one is as long as its groups.
 */
export class Schedule {
  readonly problem: Problem;
  readonly #all = new Set<Assignment>();
  readonly #places: Groups;
  readonly #weeks: Groups;
  readonly #days: Groups;
  readonly #blocks = new Groups();
  readonly #events: Groups;

  constructor(problem: Problem, assignments: Iterable<Assignment>) {
    const { employees, events, frame } = problem;
    this.problem = problem;
    this.#places = new Groups(employees.length * frame.days);
    this.#weeks = new Groups(employees.length * frame.weeks);
    this.#days = new Groups(frame.days);
    this.#events = new Groups(events.length);
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
    return this.#places.at(employee * this.problem.frame.days + day);
  }

  /** What an employee does in a week. */
  inWeek(employee: number, week: number): readonly Assignment[] {
    return this.#weeks.at(employee * this.problem.frame.weeks + week);
  }

  /** What everybody does on a day. */
  on(day: number): readonly Assignment[] {
    return this.#days.at(day);
  }

  /** What a block of a day holds. */
  inBlock(day: number, block: number): readonly Assignment[] {
    return this.#blocks.at(day * BLOCKS + block);
  }

  /** Where an event is; more than one place only in a schedule that breaks the rules. */
  of(event: number): readonly Assignment[] {
    return this.#events.at(event);
  }

  /** Every group of one employee and one day. */
  places(): Iterable<readonly Assignment[]> {
    return this.#places.all();
  }

  /** Every group of one employee and one week. */
  weeks(): Iterable<readonly Assignment[]> {
    return this.#weeks.all();
  }

  /** Every group of one day. */
  days(): Iterable<readonly Assignment[]> {
    return this.#days.all();
  }

  add(assignment: Assignment): void {
    const { employee, day, event, block } = assignment;
    const { days, weeks } = this.problem.frame;
    this.#all.add(assignment);
    this.#places.add(employee * days + day, assignment);
    this.#weeks.add(employee * weeks + weekOf(day), assignment);
    this.#days.add(day, assignment);
    if (event !== NONE) this.#events.add(event, assignment);
    if (block !== NONE) this.#blocks.add(day * BLOCKS + block, assignment);
  }

  remove(assignment: Assignment): void {
    const { employee, day, event, block } = assignment;
    const { days, weeks } = this.problem.frame;
    if (!this.#all.delete(assignment)) return;
    this.#places.remove(employee * days + day, assignment);
    this.#weeks.remove(employee * weeks + weekOf(day), assignment);
    this.#days.remove(day, assignment);
    if (event !== NONE) this.#events.remove(event, assignment);
    if (block !== NONE) this.#blocks.remove(day * BLOCKS + block, assignment);
  }
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

import { NONE, type Problem } from './problem.ts';

/**
 * Every event x employee x day that is left to choose from, as flat arrays.
 *
 * *Shapes* cells are numbered by event, then day, then employee:
 * ```
 * start    [ event 0 | event 1 | ... ]  start[e] .. start[e + 1] are the cells of event e
 * slot     [ e0 d3 | e0 d4 | e1 d3 ... ]  a slot is one event on one day; its cells are slotStart[s] .. slotStart[s + 1]
 * byPlace  cell numbers, grouped by employee * days + day; placeStart tells where each group begins, so that the
 *          seven places of a week are one stretch
 * ```
 */
export interface Cells {
  readonly count: number;
  readonly event: Int32Array;
  readonly employee: Int32Array;
  readonly day: Int32Array;
  readonly start: Int32Array;
  readonly slots: number;
  readonly slotEvent: Int32Array;
  readonly slotDay: Int32Array;
  readonly slotStart: Int32Array;
  /** Slot of `event * days + day`, or NONE. */
  readonly slotAt: Int32Array;
  readonly byPlace: Int32Array;
  readonly placeStart: Int32Array;
}

/** How many cells there are before rules close some; cheap. */
export function countCells(problem: Problem): number {
  let count = 0;
  eachCell(problem, () => count++);
  return count;
}

/** Every cell that availability, dates and qualification leave. */
export function enumerateCells(problem: Problem): Cells {
  const count = countCells(problem);
  const event = new Int32Array(count);
  const employee = new Int32Array(count);
  const day = new Int32Array(count);
  let cell = 0;
  eachCell(problem, (e, p, d) => {
    event[cell] = e;
    employee[cell] = p;
    day[cell++] = d;
  });
  return groupCells(problem, { event, employee, day });
}

function eachCell(problem: Problem, visit: (event: number, employee: number, day: number) => void): void {
  const { domains, employees, frame } = problem;
  const eligible = problem.types.map((type) =>
    Int32Array.from(employees.map((p) => p.index).filter((p) => domains.eligible[type.index * employees.length + p])),
  );
  for (const event of problem.open) {
    const people = eligible[event.type]!;
    for (let day = event.first; day <= event.last; day++) {
      if (domains.open[day] === 0) continue;
      for (let i = 0; i < people.length; i++) {
        if (domains.available[people[i]! * frame.days + day] === 1) visit(event.index, people[i]!, day);
      }
    }
  }
}

/** Puts cells into their groups. *Shapes* columns in the order of event, day, employee. */
export function groupCells(problem: Problem, columns: Pick<Cells, 'event' | 'employee' | 'day'>): Cells {
  const { event, day } = columns;
  const count = event.length;
  const days = problem.frame.days;
  const start = new Int32Array(problem.events.length + 1);
  const slotAt = new Int32Array(problem.events.length * days).fill(NONE);
  const slotEvent: number[] = [];
  const slotDay: number[] = [];
  const slotStart: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    start[event[cell]! + 1]!++;
    const at = event[cell]! * days + day[cell]!;
    if (slotAt[at] !== NONE) continue;
    slotAt[at] = slotEvent.length;
    slotEvent.push(event[cell]!);
    slotDay.push(day[cell]!);
    slotStart.push(cell);
  }
  slotStart.push(count);
  for (let e = 0; e < problem.events.length; e++) start[e + 1]! += start[e]!;
  return {
    ...columns,
    count,
    start,
    slots: slotEvent.length,
    slotEvent: Int32Array.from(slotEvent),
    slotDay: Int32Array.from(slotDay),
    slotStart: Int32Array.from(slotStart),
    slotAt,
    ...placesOf(problem, columns),
  };
}

/** A counting sort by place; within a place, cells keep their order. */
function placesOf(
  problem: Problem,
  { employee, day }: Pick<Cells, 'employee' | 'day'>,
): Pick<Cells, 'byPlace' | 'placeStart'> {
  const days = problem.frame.days;
  const placeStart = new Int32Array(problem.employees.length * days + 1);
  for (let cell = 0; cell < day.length; cell++) placeStart[employee[cell]! * days + day[cell]! + 1]!++;
  for (let place = 1; place < placeStart.length; place++) placeStart[place]! += placeStart[place - 1]!;
  const next = placeStart.slice();
  const byPlace = new Int32Array(day.length);
  for (let cell = 0; cell < day.length; cell++) byPlace[next[employee[cell]! * days + day[cell]!]!++] = cell;
  return { byPlace, placeStart };
}

/** The cell of an event with an employee on a day, or NONE. */
export function findCell(
  problem: Problem,
  cells: Cells,
  at: { readonly event: number; readonly employee: number; readonly day: number },
): number {
  const slot = cells.slotAt[at.event * problem.frame.days + at.day]!;
  if (slot === NONE) return NONE;
  for (let cell = cells.slotStart[slot]!; cell < cells.slotStart[slot + 1]!; cell++) {
    if (cells.employee[cell] === at.employee) return cell;
  }
  return NONE;
}

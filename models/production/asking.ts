import type { Calendar, Calendars } from './calendar.ts';
import { type OperationInput, type OrderInput, PHASES, type ResourceInput } from './input.ts';
import { type MachineInfo, NONE, WHOLE } from './problem.ts';
import { type Ask, suits, type Untold } from './teams.ts';
import { machinesFor } from './ways.ts';

/** What all phases ask of operators, each thing once. */
export class Asking {
  readonly all: Ask[] = [];
  readonly #known = new Map<string, number>();

  constructor(orders: readonly OrderInput[]) {
    for (const { operations } of orders) {
      for (const operation of operations) for (const kind of PHASES) this.at(operation[kind]?.operators);
    }
  }

  /** The position of what a phase asks; NONE where it asks for nobody. */
  at(asked: NonNullable<OperationInput['core']>['operators']): number {
    if (!asked) return NONE;
    const skills = [...new Set(asked.skills)].sort();
    const ask: Ask = { count: asked.count, effort: Math.round(asked.effort * WHOLE), skills };
    const said = JSON.stringify(ask);
    const known = this.#known.get(said) ?? this.all.push(ask) - 1;
    this.#known.set(said, known);
    return known;
  }
}

/** What work that may pause asks of operators, and when the machines are there on which it may be. */
interface Pausing {
  readonly ask: Ask;
  readonly machines: ReadonlySet<Calendar>;
}

/** Everything that work that may pause asks of operators. */
export function pausesOf(
  orders: readonly OrderInput[],
  {
    asking,
    machineInputs,
    machines,
  }: {
    readonly asking: Asking;
    readonly machineInputs: readonly ResourceInput[];
    readonly machines: readonly MachineInfo[];
  },
): Pausing[] {
  const calendarOf = new Map(machines.map(({ calendar, id }) => [id, calendar]));
  const found = asking.all.map((ask) => ({ ask, machines: new Set<Calendar>() }));
  for (const { article, operations } of orders) {
    for (const operation of operations) {
      const asks = operation.interruptible ? PHASES.map((kind) => asking.at(operation[kind]?.operators)) : [];
      if (asks.every((ask) => ask === NONE)) continue;
      const able = machinesFor(operation, { article, machineInputs });
      for (const ask of asks) {
        if (ask !== NONE) for (const id of able) found[ask]!.machines.add(calendarOf.get(id)!);
      }
    }
  }
  return found;
}

/** Whether an operator is there at times at which work pauses, because its machine or somebody else of its crew is away. */
export function isFreed(
  pauses: readonly Pausing[],
  calendars: Calendars,
  { one, all }: { readonly one: Untold; readonly all: readonly Untold[] },
): boolean {
  const covers = (other: Calendar): boolean => calendars.meet(one.calendar, other) === one.calendar;
  return pauses.some(({ ask, machines }) => {
    if (machines.size === 0 || !suits(one, ask)) return false;
    const others = ask.count > 1 ? all.filter((other) => suits(other, ask)).map(({ calendar }) => calendar) : [];
    return ![...machines, ...others].every(covers);
  });
}

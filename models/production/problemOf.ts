import { distinct } from '../../src/domain/names.ts';
import { Asking, isFreed, pausesOf } from './asking.ts';
import { Calendars } from './calendar.ts';
import { type Clock, clockOf } from './clock.ts';
import { fixedOf, movableIn, runAt } from './fixedOf.ts';
import {
  type Input,
  type OperationInput,
  type OrderInput,
  type PostedInput,
  PRIORITIES,
  PRIORITY_FACTORS,
  type ResourceInput,
} from './input.ts';
import { openingOf } from './openingOf.ts';
import {
  type Crew,
  type MachineInfo,
  NONE,
  type OperationInfo,
  type OperatorInfo,
  type OrderInfo,
  type Phase,
  type Problem,
  type Run,
  startOf,
  WHOLE,
} from './problem.ts';
import { runsIn } from './solution.ts';
import { crewsOf, sharesItself, teamsOf } from './teams.ts';
import { phasesOf, waysOf } from './ways.ts';

/** Reads an input that has no fault into counted form; by its rules, pauses hold operators, or set them free. */
export function problemOf(input: Input, holdsOperators: boolean): Problem {
  const clock = clockOf(input.horizon, input.timeZone);
  const calendars = new Calendars();
  const openOf = openingOf(input, clock, calendars);
  const resources = [...input.resources].sort(byId);
  const resourceNames = namesOf(resources);
  const machineInputs = resources.filter(({ kind }) => kind === 'machine');
  const machines = machineInputs.map((one, index): MachineInfo => {
    return { index, id: one.id, name: resourceNames.get(one.id)!, calendar: openOf(one), costPerHour: one.costPerHour };
  });
  const alone = resources
    .filter(({ kind }) => kind === 'operator')
    .map((one, index) => ({
      ...{ index, id: one.id, name: resourceNames.get(one.id)!, calendar: openOf(one), costPerHour: one.costPerHour },
      skills: new Set(one.skills),
      capacity: Math.round(one.effort * WHOLE),
    }));
  const orderInputs = [...input.orders].sort(byId);
  const orderNames = namesOf(orderInputs);
  const asking = new Asking(orderInputs);
  const movable = movableIn(input, clock);
  const isNamed = namedIn(input, movable);
  const pauses = holdsOperators ? [] : pausesOf(orderInputs, { asking, machineInputs, machines });
  const teams = teamsOf(alone, asking.all, (one) => isNamed(one.id) || isFreed(pauses, calendars, { one, all: alone }));
  const teamOf = new Int32Array(alone.length);
  for (const team of teams) for (const operator of team.operators) teamOf[operator] = team.index;
  const operators = alone.map((one): OperatorInfo => {
    return { ...one, team: teamOf[one.index]!, sharesItself: sharesItself(one, asking.all) };
  });
  const crews = asking.all.map((ask) => crewsOf(alone, teams, ask));
  const materials = [...input.materials].sort(byId).map(({ id, stock, deliveries }, index) => ({
    ...{ index, id, stock },
    deliveries: deliveries
      .map(({ at, quantity }) => ({ at: clock.minuteOf(at), quantity }))
      .sort((a, b) => a.at - b.at || a.quantity - b.quantity),
  }));
  const materialIndex = indexById(materials);
  const states = statesOf(input, movable);
  const reading = { machineInputs, machineIndex: indexById(machines), asking, crews, materialIndex, states };
  const orders: OrderInfo[] = [];
  const items: OperationInfo[] = [];
  for (const order of orderInputs) {
    const first = items.length;
    items.push(...operationsOf(order, { at: orders.length, first, name: orderNames.get(order.id)! }, reading));
    const own = items.slice(first).map(({ index }) => index);
    orders.push(orderInfo(order, { clock, index: orders.length, items: own, name: orderNames.get(order.id)! }));
  }
  const base = {
    ...{ input, clock, calendars, machines, operators, teams, orders, items, materials },
    horizon: clock.end,
    machineIndex: reading.machineIndex,
    operatorIndex: indexById(operators),
    orderIndex: indexById(orders),
    rank: rankOf(items, orders),
    ...setupsOf(input, machines, orders),
    domains: { earliest: Int32Array.from(items, ({ order }) => Math.max(0, orders[order]!.release)) },
    frozenUntil: input.frozenUntil === undefined ? Number.NEGATIVE_INFINITY : clock.minuteOf(input.frozenUntil),
    fixed: [],
    holdsOperators,
    old: new Map(),
    earlier: new Map(),
  } satisfies Problem;
  const old = byItem([...movable].map((place) => runAt(base, place, 'posted')));
  const earlier = new Map([...old, ...byItem(input.previous ? runsIn(base, input.previous) : [])]);
  const isFrozen = (item: OperationInfo): boolean => {
    const run = earlier.get(item.index);
    return item.state === 'open' && run !== undefined && startOf(run) < base.frozenUntil;
  };
  const decided = items.map((item): OperationInfo => (isFrozen(item) ? { ...item, state: 'pinned' } : item));
  return { ...base, items: decided, old, earlier, fixed: fixedOf({ ...base, earlier }, movable) };
}

/** The order of ids, which is nobody's language. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** What people call things, by id: their names, with the id where a name repeats. */
function namesOf(list: readonly { readonly id: string; readonly name?: string | undefined }[]) {
  return distinct(list.map(({ id, name }) => [id, name ?? id]));
}

/** From ids to positions. */
export function indexById(list: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(list.map(({ id }, index) => [id, index]));
}

function byItem(runs: readonly Run[]): Map<number, Run> {
  return new Map(runs.map((run) => [run.item, run]));
}

interface Reading {
  readonly machineInputs: readonly ResourceInput[];
  readonly machineIndex: ReadonlyMap<string, number>;
  readonly asking: Asking;
  readonly crews: readonly (readonly Crew[])[];
  readonly materialIndex: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, ReadonlyMap<string, OperationInfo['state']>>;
}

function operationsOf(
  order: OrderInput,
  { at, first, name }: { readonly at: number; readonly first: number; readonly name: string },
  reading: Reading,
): OperationInfo[] {
  const sorted = [...order.operations].sort(byId);
  const position = indexById(sorted);
  const usesOf = (uses: OperationInput['consumes']) =>
    uses.map(({ material, quantity }) => ({ material: reading.materialIndex.get(material)!, quantity }));
  return sorted.map((operation, i): OperationInfo => {
    const kinds = phasesOf(operation);
    const before = operation.after.map(({ operation: id, min, max }) => {
      return { item: first + position.get(id)!, min, max: max ?? Number.POSITIVE_INFINITY };
    });
    return {
      ...{ index: first + i, id: `${order.id}/${operation.id}`, label: `${name}/${operation.id}` },
      ...{ operation: operation.id, order: at },
      quantity: order.quantity,
      phases: kinds.map((kind) => phaseOf(kind, operation[kind]?.operators, reading)),
      ...waysOf(operation, kinds, { ...reading, article: order.article }),
      kind: operation.kind ?? operation.id,
      before,
      after: sorted.flatMap(({ after }, j) =>
        after.some(({ operation: id }) => id === operation.id) ? [first + j] : [],
      ),
      isInterruptible: operation.interruptible,
      idle: operation.idle,
      mostBatches: operation.split?.most ?? 1,
      smallestBatch: operation.split?.smallest ?? 1,
      consumes: usesOf(operation.consumes),
      produces: usesOf(operation.produces),
      state: reading.states.get(order.id)?.get(operation.id) ?? 'open',
    };
  });
}

function phaseOf(kind: Phase['kind'], asked: OperationInput['core']['operators'], reading: Reading): Phase {
  const ask = reading.asking.at(asked);
  if (ask === NONE) return { kind, count: 0, effort: 0, skills: [], crews: [[]] };
  return { kind, ...reading.asking.all[ask]!, crews: reading.crews[ask]! };
}

function orderInfo(
  order: OrderInput,
  { clock, index, items, name }: { clock: Clock; index: number; items: number[]; name: string },
): OrderInfo {
  return {
    ...{ index, id: order.id, name, items },
    family: order.family ?? order.article ?? order.id,
    release: order.release === undefined ? 0 : clock.minuteOf(order.release),
    due: order.due === undefined ? Number.POSITIVE_INFINITY : clock.minuteOf(order.due),
    priority: PRIORITY_FACTORS[PRIORITIES.indexOf(order.priority)]!,
  };
}

/** What is posted for good is so before it is pinned. */
function statesOf(input: Input, movable: ReadonlySet<PostedInput>) {
  const states = new Map<string, Map<string, OperationInfo['state']>>();
  const set = (order: string, operation: string, state: OperationInfo['state']): void => {
    const own = states.get(order) ?? new Map<string, OperationInfo['state']>();
    states.set(order, own);
    if (!own.has(operation)) own.set(operation, state);
  };
  for (const one of input.posted) if (!movable.has(one)) set(one.order, one.operation, 'posted');
  for (const { order, operation } of input.pins) set(order, operation, 'pinned');
  return states;
}

/** Whether fixed work names an operator, or may come to; everybody counts as named where it leaves names out. */
function namedIn(
  { frozenUntil, pins, posted: all, previous }: Input,
  movable: ReadonlySet<PostedInput>,
): (operator: string) => boolean {
  const posted = all.filter((one) => !movable.has(one));
  const given = [...posted, ...pins];
  if (given.some((one) => one.operators === undefined && !('batches' in one && one.batches))) return () => true;
  const frozen = frozenUntil === undefined ? [] : (previous?.operations ?? []);
  const batches = [...frozen.flatMap((one) => one.batches), ...posted.flatMap((one) => one.batches ?? [])];
  const names = new Set([
    ...given.flatMap(({ operators = [] }) => operators),
    ...batches.flatMap(({ phases }) => phases.flatMap(({ operators }) => operators)),
  ]);
  return (operator) => names.has(operator);
}

/** The most urgent first, then what is due first, then by id. */
function rankOf(items: readonly OperationInfo[], orders: readonly OrderInfo[]): Int32Array {
  const order = [...items].sort((a, b) => {
    const [one, other] = [orders[a.order]!, orders[b.order]!];
    return other.priority - one.priority || Math.sign(one.due - other.due) || a.index - b.index;
  });
  const rank = new Int32Array(items.length);
  order.forEach(({ index }, position) => {
    rank[index] = position;
  });
  return rank;
}

function setupsOf({ setups }: Input, machines: readonly MachineInfo[], orders: readonly OrderInfo[]) {
  const families = [...new Set(orders.map(({ family }) => family))];
  const familyIndex = new Map(families.map((family, index) => [family, index]));
  const familyOf = Int32Array.from(orders, ({ family }) => familyIndex.get(family)!);
  const count = families.length;
  const longestSetup = new Int32Array(machines.length);
  const tables = machines.map(({ id, index }) => {
    const said = setups.filter(({ machine }) => machine === undefined || machine === id);
    if (said.length === 0) return undefined;
    const table = new Int32Array(count * count);
    // What is said of this machine counts more than what is said of all.
    for (const { from, to, minutes } of said.sort(
      (a, b) => Number(b.machine === undefined) - Number(a.machine === undefined),
    )) {
      const [a, b] = [familyIndex.get(from), familyIndex.get(to)];
      if (a !== undefined && b !== undefined) table[a * count + b] = minutes;
    }
    longestSetup[index] = table.reduce((most, minutes) => Math.max(most, minutes), 0);
    return table;
  });
  return {
    familyOf,
    longestSetup,
    setupBetween: (machine: number, from: number, to: number): number =>
      tables[machine]?.[familyOf[from]! * count + familyOf[to]!] ?? 0,
  };
}

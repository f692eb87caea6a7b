import type { Input } from '../../../../models/production/input.ts';
import type { Solution } from '../../../../models/production/solution.ts';

const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * A plain reading of the rules, minute by minute, of inputs in UTC without pins, posted or frozen work: which hard rules a
 * solution breaks, by template, and what each soft one costs at weight 1 as its definition says it.
 */
export function naiveReview(input: Input, solution: Solution): { hard: Set<string>; soft: Map<string, number> } {
  const hard = new Set<string>();
  const pausing = input.rules.find(({ id }) => id === 'calendars')?.parameters as
    | { holdsOperators?: boolean }
    | undefined;
  const isHeld = pausing?.holdsOperators === true;
  let setupMinutes = 0;
  let idleMinutes = 0;
  const zero = Date.parse(`${input.horizon.from}T00:00Z`);
  const minute = (text: string): number => (Date.parse(`${text}Z`) - zero) / 60_000;
  const end = (Date.parse(`${input.horizon.to}T00:00Z`) - zero) / 60_000 + 1440;
  const resource = (id: string) => input.resources.find((one) => one.id === id)!;
  const isThere = (id: string, at: number): boolean => isThereIn(input, id, at);
  const ends = new Map<string, number>();
  const starts = new Map<string, number>();
  const onMachine = new Map<string, { from: number; to: number; family: string }[]>();
  const loads = new Map<string, Map<number, number>>();
  const said = (order: string, operation: string): string => JSON.stringify([order, operation]);
  for (const { order: orderId, operation: id, batches } of solution.operations) {
    const order = input.orders.find((one) => one.id === orderId)!;
    const operation = order.operations.find((one) => one.id === id)!;
    const asked = (['setup', 'core', 'cleanup'] as const).flatMap((kind) => {
      const phase = operation[kind];
      return phase && phase.minutes > 0 ? [{ kind, ...phase }] : [];
    });
    const sizes = batches.map(({ quantity }) => quantity);
    const [small, large, all] = [Math.min(...sizes), Math.max(...sizes), sizes.reduce((a, b) => a + b, 0)];
    const isDivided = sizes.length > 1;
    if (all !== order.quantity || large - small > 1) hard.add('structure');
    if (isDivided && (sizes.length > (operation.split?.most ?? 1) || small < (operation.split?.smallest ?? 1))) {
      hard.add('structure');
    }
    for (const { machine, phases, quantity } of batches) {
      const { capabilities } = resource(machine);
      const able = capabilities.find(({ does }) => does === (operation.kind ?? id) || does === order.article);
      if (!able) hard.add('structure');
      phases.forEach(({ from: fromText, to: toText, operators }, p) => {
        const [from, to] = [minute(fromText), minute(toText)];
        const { kind, minutes, operators: need } = asked[p]!;
        const work = Math.ceil(((kind === 'core' ? quantity : 1) * minutes) / (able?.speed ?? 1) - 1e-9);
        const all = [machine, ...operators];
        const open = Array.from({ length: to - from }, (_, i) => all.every((one) => isThere(one, from + i)));
        const worked = open.filter(Boolean).length;
        if (operation.interruptible) {
          if (to - from < work) hard.add('structure');
          if (worked !== work || !open[0] || !open.at(-1)) hard.add('calendars');
        } else {
          if (to - from !== work) hard.add('structure');
          if (worked < to - from) hard.add('calendars');
        }
        const before = p > 0 ? minute(phases[p - 1]!.to) : undefined;
        if (before !== undefined && (from - before < operation.idle.min || from - before > operation.idle.max)) {
          hard.add('idle-bounds');
        }
        if (before !== undefined && from < before) hard.add('structure');
        if (before !== undefined) idleMinutes += Math.max(0, from - before - operation.idle.min);
        if (kind === 'setup') setupMinutes += work;
        const isManned = operators.length === (need?.count ?? 0) && new Set(operators).size === operators.length;
        const fit = operators.every((one) =>
          (need?.skills ?? []).every((skill) => resource(one).skills.includes(skill)),
        );
        if (!isManned || !fit) hard.add('operators');
        for (const one of operators) {
          const load = loads.get(one) ?? new Map<number, number>();
          loads.set(one, load);
          for (let at = from; at < to; at++) {
            if (isHeld || !operation.interruptible || open[at - from])
              load.set(at, (load.get(at) ?? 0) + (need?.effort ?? 1));
          }
        }
      });
      const held = { from: minute(phases[0]!.from), to: minute(phases.at(-1)!.to) };
      const list = onMachine.get(machine) ?? [];
      onMachine.set(machine, list);
      list.push({ ...held, family: order.family ?? order.article ?? order.id });
      const key = said(orderId, id);
      starts.set(key, Math.min(starts.get(key) ?? Infinity, held.from));
      ends.set(key, Math.max(ends.get(key) ?? -Infinity, held.to));
      if (held.from < Math.max(0, order.release ? minute(order.release) : 0) || held.to > end) hard.add('window');
    }
  }
  for (const [operator, load] of loads) {
    for (const sum of load.values()) if (sum > resource(operator).effort + 1e-9) hard.add('operators');
  }
  for (const [machine, list] of onMachine) {
    // What follows what is told by starts alone, as long as nothing overlaps.
    const sorted = [...list].sort((a, b) => a.from - b.from);
    sorted.forEach(({ family }, i) => {
      const next = sorted[i + 1];
      const said = input.setups.filter((one) => next && one.from === family && one.to === next.family);
      const own = said.find((one) => one.machine === machine) ?? said.find((one) => one.machine === undefined);
      setupMinutes += own?.minutes ?? 0;
    });
    list.forEach((a, i) => {
      list.forEach((b, j) => {
        if (i === j || a.from > b.from || (a.from === b.from && (a.to > b.to || (a.to === b.to && i > j)))) return;
        const setup = input.setups
          .filter((one) => one.from === a.family && one.to === b.family && (one.machine ?? machine) === machine)
          .sort((one, other) => Number(one.machine === undefined) - Number(other.machine === undefined))[0];
        if (a.to + (setup?.minutes ?? 0) > b.from) hard.add('machines');
      });
    });
  }
  const soft = new Map([
    ['place', 0],
    ['tardiness', 0],
    ['flow-time', 0],
    ['makespan', 0],
    ['earliness', 0],
    ['idle', 0],
    ['setup', setupMinutes],
  ]);
  const cost = (rule: string, amount: number): void => void soft.set(rule, soft.get(rule)! + amount);
  for (const { due, id: order, operations, priority, release } of input.orders) {
    const factor = { low: 1, medium: 2, high: 4, urgent: 8 }[priority];
    for (const { after, id } of operations) {
      const start = starts.get(said(order, id));
      if (start === undefined) {
        cost('place', factor);
        continue;
      }
      for (const { max = Infinity, min, operation } of after) {
        const over = ends.get(said(order, operation));
        if (over === undefined || start - over < min || start - over > max) hard.add('precedence');
      }
      const ready = Math.max(
        ...after.map(({ min, operation }) => (ends.get(said(order, operation)) ?? -Infinity) + min),
      );
      if (ready > -Infinity) cost('idle', Math.max(0, start - ready));
    }
    const last = Math.max(...operations.map(({ id }) => ends.get(said(order, id)) ?? -Infinity));
    if (due) cost('tardiness', factor * Math.max(0, last - minute(due)));
    if (due && last > -Infinity) cost('earliness', Math.max(0, minute(due) - last));
    cost('flow-time', Math.max(0, last - Math.max(0, release ? minute(release) : 0)));
  }
  cost('idle', idleMinutes);
  cost('makespan', Math.max(0, ...ends.values()));
  for (const { deliveries, id, stock } of input.materials) {
    const uses = (which: 'consumes' | 'produces') =>
      solution.operations.flatMap(({ order, operation }) => {
        const { [which]: list } = input.orders
          .find((one) => one.id === order)!
          .operations.find((one) => one.id === operation)!;
        const at = (which === 'consumes' ? starts : ends).get(said(order, operation))!;
        return list.filter(({ material }) => material === id).map(({ quantity }) => ({ at, quantity }));
      });
    const sum = (list: { at: number; quantity: number }[], at: number): number =>
      list.reduce((all, one) => all + (one.at <= at ? one.quantity : 0), 0);
    const [out, back] = [uses('consumes'), uses('produces')];
    const given = deliveries.map(({ at, quantity }) => ({ at: minute(at), quantity }));
    for (const { at } of out) if (stock + sum(given, at) + sum(back, at) < sum(out, at)) hard.add('materials');
  }
  return { hard, soft };
}

/** Whether a resource is there in a minute of the horizon. */
export function isThereIn(input: Input, id: string, at: number): boolean {
  const zero = Date.parse(`${input.horizon.from}T00:00Z`);
  const minute = (text: string): number => (Date.parse(`${text}Z`) - zero) / 60_000;
  const { calendar, exceptions } = input.resources.find((one) => one.id === id)!;
  let open = true;
  if (calendar !== undefined) {
    const { holidays, shifts } = input.calendars.find((one) => one.id === calendar)!;
    open = [0, 1].some((back) => {
      const day = new Date(zero + (at - 1440 * back) * 60_000);
      const name = WEEK[day.getUTCDay()]!;
      if (holidays.includes(day.toISOString().slice(0, 10))) return false;
      const clock = (((at % 1440) + 1440) % 1440) + 1440 * back;
      return shifts.some(({ day: days, from, to }) => {
        const [start, stop] = [from, to].map((t) => 60 * Number(t.slice(0, 2)) + Number(t.slice(3)));
        const over = stop! > start! ? stop! : stop! + 1440;
        return [days].flat().includes(name as never) && clock >= start! && clock < over;
      });
    });
  }
  for (const { from, to, open: isOpen } of exceptions) {
    if (at >= minute(from) && at < minute(to)) open = isOpen;
  }
  return open;
}

import { calendarOf, engagedIn } from '../layout.ts';
import {
  type Batch,
  type Crew,
  endOf,
  type OperationInfo,
  type PhaseRun,
  type Problem,
  type Run,
  startOf,
  type Way,
  WHOLE,
} from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { book, firstFree, firstFrom, type IntervalSet, lastBefore } from './intervalSet.ts';

/** Tries of one batch on one machine; each goes to the next time at which something changes. */
const MOST_TRIES = 500;

const NEVER = Number.POSITIVE_INFINITY;

/** What an operator is engaged in who may do several things at once. */
interface Shared {
  readonly from: number;
  readonly to: number;
  readonly effort: number;
}

/** That an operator is not free from a time until another for so long, or longer, with so much effort, or more. */
interface Busy {
  readonly time: number;
  readonly until: number;
  readonly length: number;
  readonly effort: number;
}

const UNKNOWN: Busy = { time: NEVER, until: NEVER, length: NEVER, effort: NEVER };

/** A phase that is to be placed. */
interface Phased {
  readonly item: OperationInfo;
  readonly machine: number;
  readonly ready: number;
  readonly minutes: number;
  readonly effort: number;
  readonly limit: number;
}

/** When somebody would be engaged, and how much. */
interface Engaging {
  readonly from: number;
  readonly to: number;
  readonly effort: number;
  /** Where a pause sets operators free: the parts that are worked. */
  readonly stretches: readonly (readonly [from: number, to: number])[] | undefined;
}

/**
 * Machines, operators and materials with what is booked on them: finds the first place for a batch from a time on, by
 * going from one time at which something changes to the next.
 */
export class Workplace {
  readonly #problem: Problem;
  readonly #machines: IntervalSet[];
  /** Of operators who do one thing at a time. */
  readonly #operators: IntervalSet[];
  /** Of the others. */
  readonly #shared: (Shared[] | undefined)[];
  /** What was last learnt of each operator: what is booked later makes nobody free sooner. */
  readonly #busy: Busy[];
  /** Changes of each material, in the order of their times. */
  readonly #stock: { at: number; by: number }[][];

  constructor(problem: Problem, runs: Iterable<Run>) {
    this.#problem = problem;
    this.#machines = problem.machines.map(() => undefined);
    this.#operators = problem.operators.map(() => undefined);
    this.#shared = problem.operators.map(({ sharesItself }) => (sharesItself ? [] : undefined));
    this.#busy = problem.operators.map(() => UNKNOWN);
    this.#stock = problem.materials.map(({ deliveries, stock }) => [
      { at: Number.NEGATIVE_INFINITY, by: stock },
      ...deliveries.map(({ at, quantity }) => ({ at, by: quantity })),
    ]);
    for (const run of runs) this.book(run);
  }

  /** A workplace with everything that is in a schedule. */
  static of(problem: Problem, { assignments }: Schedule): Workplace {
    return new Workplace(problem, assignments);
  }

  book(run: Run): void {
    const item = this.#problem.items[run.item]!;
    for (const batch of run.batches) this.#bookBatch(item, batch);
    for (const { material, quantity } of item.consumes) this.#change(material, startOf(run), -quantity);
    for (const { material, quantity } of item.produces) this.#change(material, endOf(run), quantity);
  }

  /** The first way to do an operation from a time on, in the number of batches that ends first; undefined if none is. */
  place(item: OperationInfo, ready: number, counts: readonly (readonly number[])[]): Run | undefined {
    const from = this.stockedFrom(item, ready);
    let best: Batch[] | undefined;
    for (const sizes of counts) {
      const before = sizes.length > 1 ? this.#snapshot() : undefined;
      const batches = this.#placeBatches(item, from, sizes);
      before?.();
      if (batches && (!best || endOf({ batches }) < endOf({ batches: best }))) best = batches;
    }
    return best && { item: item.index, id: item.id, label: item.label, origin: 'proposal', batches: best };
  }

  /** How to go back to what is booked now. */
  #snapshot(): () => void {
    const [machines, operators] = [this.#machines.slice(), this.#operators.slice()];
    const shared = this.#shared.map((list) => list?.slice());
    return () => {
      this.#machines.splice(0, machines.length, ...machines);
      this.#operators.splice(0, operators.length, ...operators);
      this.#shared.splice(0, shared.length, ...shared);
      this.#busy.fill(UNKNOWN);
    };
  }

  #placeBatches(item: OperationInfo, from: number, sizes: readonly number[]): Batch[] | undefined {
    const batches: Batch[] = [];
    for (const quantity of sizes) {
      let best: Batch | undefined;
      for (const way of item.ways) {
        const batch = this.batchOn(item, way, {
          quantity,
          ready: from,
          before: best ? endOf({ batches: [best] }) : NEVER,
        });
        if (batch) best = batch;
      }
      if (!best) return undefined;
      batches.push(best);
      // What one batch takes, the next cannot have.
      if (sizes.length > 1) this.#bookBatch(item, best);
    }
    return batches;
  }

  /** The first way to do a batch on a machine that begins at `ready` or later and is over before a time. */
  batchOn(
    item: OperationInfo,
    way: Way,
    { quantity, ready, before }: { readonly quantity: number; readonly ready: number; readonly before: number },
  ): Batch | undefined {
    const { horizon } = this.#problem;
    const limit = Math.min(horizon, before - 1);
    const least = item.phases.reduce((sum, _, p) => sum + way.minutes(p, quantity), 0);
    for (let tries = 0, start = ready; tries < MOST_TRIES; tries++) {
      // It holds the machine for so long at least, so that where the machine is not free for that nobody is asked.
      start = firstFree(this.#machines[way.machine], start, least);
      if (start + least > limit) return undefined;
      const phases = this.#phasesFrom(item, way, { quantity, start, limit });
      if (!phases) return undefined;
      const [from, to] = [phases[0]!.from, phases.at(-1)!.to];
      const wait = this.#waits(phases, item);
      const next = wait ?? this.#nextOnMachine(item, way.machine, from, to);
      if (next === undefined) return { machine: way.machine, quantity, phases };
      start = Math.max(next, start + 1);
    }
    return undefined;
  }

  /** Where the time between two phases is too long: from when on the first one may be tried. */
  #waits(phases: readonly PhaseRun[], { idle }: OperationInfo): number | undefined {
    for (let p = 1; p < phases.length; p++) {
      const excess = phases[p]!.from - phases[p - 1]!.to - idle.max;
      if (excess > 0) return phases[0]!.from + excess;
    }
    return undefined;
  }

  /** When the machine is free again, if it is not free from a time to another. */
  #nextOnMachine(item: OperationInfo, machine: number, from: number, to: number): number | undefined {
    const { items, setupBetween } = this.#problem;
    const set = this.#machines[machine];
    const free = firstFree(set, from, to - from);
    if (free > from) return free;
    const before = lastBefore(set, from);
    if (before) {
      const ready = before.to + setupBetween(machine, items[before.of]!.order, item.order);
      if (ready > from) return ready;
    }
    const after = firstFrom(set, from);
    if (after && to + setupBetween(machine, item.order, items[after.of]!.order) > after.from) return after.to;
    return undefined;
  }

  /** All phases, one after the other, each over by the limit. */
  #phasesFrom(
    item: OperationInfo,
    way: Way,
    { quantity, start, limit }: { readonly quantity: number; readonly start: number; readonly limit: number },
  ): PhaseRun[] | undefined {
    const phases: PhaseRun[] = [];
    let at = start;
    for (let p = 0; p < item.phases.length; p++) {
      const { crews, effort } = item.phases[p]!;
      const ready = p === 0 ? at : at + item.idle.min;
      const minutes = way.minutes(p, quantity);
      let best: PhaseRun | undefined;
      for (const crew of crews) {
        const within = best ? best.to - 1 : limit;
        best = this.#phaseWith(crew, { item, machine: way.machine, ready, minutes, effort, limit: within }) ?? best;
        if (best?.from === ready) break;
      }
      if (!best) return undefined;
      phases.push(best);
      at = best.to;
    }
    return phases;
  }

  /** The first time at which a crew, by name, and the calendars leave room for a phase that is over by the limit. */
  #phaseWith(crew: Crew, { item, machine, ready, minutes, effort, limit }: Phased): PhaseRun | undefined {
    const { isInterruptible } = item;
    const calendar = calendarOf(this.#problem, machine, crew);
    for (let tries = 0, time = ready; tries < MOST_TRIES; tries++) {
      const from = calendar.nextStart(time, minutes, isInterruptible);
      if (from + minutes > limit) return undefined;
      const to = isInterruptible ? calendar.completion(from, minutes) : from + minutes;
      if (to > limit) return undefined;
      const isPaused = to - from > minutes && !this.#problem.holdsOperators;
      const stretches = isPaused ? calendar.openIn(from, to) : undefined;
      const operators: number[] = [];
      const next = this.#choose(crew, { from, to, effort, stretches }, operators);
      if (next === from) return { from, to, operators: operators.sort((a, b) => a - b) };
      if (next === NEVER) return undefined;
      time = next;
    }
    return undefined;
  }

  /** Names whoever of a crew is free; gives the start, or else from when on enough of them may be. */
  #choose(crew: Crew, engaging: Engaging, operators: number[]): number {
    let next = engaging.from;
    for (const { team, count } of crew) {
      const later: number[] = [];
      let left = count;
      for (const one of this.#problem.teams[team]!.operators) {
        if (left === 0) break;
        const free = this.#freeFor(one, engaging);
        if (free > engaging.from) later.push(free);
        else {
          operators.push(one);
          left--;
        }
      }
      if (left > 0) next = Math.max(next, later.sort((a, b) => a - b)[left - 1]!);
    }
    return next;
  }

  /** The start, where an operator is free all the time or in all stretches; else a time before which nobody need try again. */
  #freeFor(operator: number, { effort, from, stretches, to }: Engaging): number {
    if (stretches === undefined) return this.#freeFrom(operator, from, to - from, effort);
    const [, end] = stretches[0]!;
    const free = this.#freeFrom(operator, from, end - from, effort);
    if (free > from || stretches.length === 1) return free;
    const isFree = stretches.every(([start, end]) => this.#freeFrom(operator, start, end - start, effort) === start);
    // A start in the same stretch has the same pauses.
    return isFree ? from : end;
  }

  /** The time, where an operator is free for so long then; else one before which it is not. */
  #freeFrom(operator: number, time: number, length: number, effort: number): number {
    const known = this.#busy[operator]!;
    if (known.time <= time && time < known.until && known.length <= length && known.effort <= effort)
      return known.until;
    const free = this.#searchFrom(operator, time, length, effort);
    if (free > time) this.#busy[operator] = { time, length, effort, until: free };
    return free;
  }

  #searchFrom(operator: number, time: number, length: number, effort: number): number {
    const shared = this.#shared[operator];
    if (!shared) return firstFree(this.#operators[operator], time, length);
    const { capacity } = this.#problem.operators[operator]!;
    for (let at = time; ; ) {
      const beside = shared.filter(({ from, to }) => from < at + length && at < to);
      const moments = [at, ...beside.map(({ from }) => from).filter((from) => from > at)];
      const isFull = moments.some(
        (moment) =>
          beside.reduce((sum, one) => sum + (one.from <= moment && moment < one.to ? one.effort : 0), effort) >
          capacity,
      );
      if (!isFull) return at;
      at = beside.reduce((least, { to }) => Math.min(least, to), NEVER);
    }
  }

  #bookBatch(item: OperationInfo, { machine, phases }: Batch): void {
    const [from, to] = [phases[0]!.from, phases.at(-1)!.to];
    this.#machines[machine] = bookFree(this.#machines[machine], { from, to, of: item.index });
    phases.forEach((phase, p) => {
      if (phase.operators.length === 0) return;
      const effort = item.phases[p]?.effort ?? WHOLE;
      for (const [start, end] of engagedIn(this.#problem, item, machine, phase)) {
        for (const operator of phase.operators) this.#engage(operator, { from: start, to: end, effort }, item.index);
      }
    });
  }

  #engage(operator: number, stretch: Shared, of: number): void {
    const { from, to } = stretch;
    const [shared, set] = [this.#shared[operator], this.#operators[operator]];
    if (shared) shared.push(stretch);
    else this.#operators[operator] = bookFree(set, { from, to, of });
  }

  #change(material: number, at: number, by: number): void {
    const list = this.#stock[material]!;
    let position = list.length;
    while (position > 0 && list[position - 1]!.at > at) position--;
    list.splice(position, 0, { at, by });
  }

  /** From when on everything that an operation consumes is there, and stays there. */
  stockedFrom({ consumes }: Pick<OperationInfo, 'consumes'>, ready: number): number {
    let from = ready;
    for (const { material, quantity } of consumes) {
      const list = this.#stock[material]!;
      let level = list.reduce((sum, { by }) => sum + by, 0);
      if (level < quantity) return NEVER;
      // Backwards, to the last change before which there is too little.
      for (let i = list.length - 1; i > 0; i--) {
        level -= list[i]!.by;
        const isMoment = list[i - 1]!.at < list[i]!.at;
        if (isMoment && level < quantity) {
          from = Math.max(from, list[i]!.at);
          break;
        }
      }
    }
    return from;
  }
}

/** Books what is free of a stretch: given work may overlap, which is a conflict of the input. */
function bookFree(
  set: IntervalSet,
  { from, to, of }: { readonly from: number; readonly to: number; readonly of: number },
): IntervalSet {
  let booked = set;
  for (let at = firstFree(booked, from, 1); at < to; at = firstFree(booked, at, 1)) {
    booked = book(booked, at, Math.min(to, firstFrom(booked, at)?.from ?? to), of);
  }
  return booked;
}

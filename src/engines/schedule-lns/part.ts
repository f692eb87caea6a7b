import type { Constraint } from '../../language/constraints/index.ts';
import { constant } from '../../language/expression.ts';
import type { Model } from '../../language/model.ts';
import type { Interval, VariableData } from '../../language/variables.ts';
import type { Reference, Schedule, Shop, Term } from '../scheduling/shop.ts';
import { chainOf, lanesOf, type Use } from './orders.ts';

/** A part of a schedule as a model of its own, and the way back. */
export interface Part {
  readonly model: Model;
  scheduleOf(values: ArrayLike<number>): Schedule;
}

/**
 * The model in which some tasks are free, and those that are not keep their modes and, wherever they compete for a
 * resource, their order; only schedules that cost less than a given cost are solutions of it.
 *
 * *Means* what ends before anything free begins keeps its times, too. A resource that nothing free may use becomes
 * precedences; modes that tasks have to agree on are kept.
 */
export function partOf(shop: Shop, schedule: Schedule, isFree: Uint8Array, below: number): Part {
  return new PartBuilder(shop, schedule, isFree).build(below);
}

class PartBuilder {
  readonly #shop: Shop;
  readonly #schedule: Schedule;
  readonly #isFree: Uint8Array;
  readonly #variables: VariableData[] = [];
  readonly #intervals: Interval[] = [];
  readonly #constraints: Constraint[] = [];
  readonly #hint: number[] = [];
  /** Of each task, the variable of its start, -1 where that is fixed. */
  readonly #start: Int32Array;
  /** Of each mode, its literal; -1 for the only one of its task, -2 for one that is not open. */
  readonly #literal: Int32Array;
  readonly #objective = new Map<number, number>();
  #cost: number;

  constructor(shop: Shop, schedule: Schedule, isFree: Uint8Array) {
    this.#shop = shop;
    this.#schedule = schedule;
    this.#isFree = isFree;
    this.#start = new Int32Array(shop.taskCount).fill(-1);
    this.#literal = new Int32Array(shop.duration.length).fill(-2);
    this.#cost = shop.constant;
  }

  build(below: number): Part {
    this.#addTasks();
    for (const { from, to, lag } of this.#shop.precedences) this.#addPrecedence(from, to, lag);
    this.#addResources();
    for (const one of this.#shop.terms) this.#addTerm(one);
    const vars = [...this.#objective.keys()];
    const model: Model = {
      dovetail: 1,
      variables: this.#variables,
      intervals: this.#intervals,
      constraints: this.#constraints,
      objective: {
        sense: 'minimize',
        vars,
        coeffs: [...this.#objective.values()],
        offset: 0,
        domain: [Number.NEGATIVE_INFINITY, below - this.#cost - 1],
      },
      hint: { vars: this.#hint.map((_, v) => v), values: this.#hint },
    };
    return { model, scheduleOf: (values) => this.#scheduleOf(values) };
  }

  #scheduleOf(values: ArrayLike<number>): Schedule {
    const start = this.#schedule.start.slice();
    const mode = this.#schedule.mode.slice();
    for (let t = 0; t < start.length; t++) {
      if (this.#start[t]! >= 0) start[t] = values[this.#start[t]!]!;
      for (const m of this.#modesOf(t)) if (this.#literal[m]! >= 0 && values[this.#literal[m]!] === 1) mode[t] = m;
    }
    return { start, mode };
  }

  #modesOf(task: number): number[] {
    const { modeFrom } = this.#shop;
    const found: number[] = [];
    for (let m = modeFrom[task]!; m < modeFrom[task + 1]!; m++) if (this.#literal[m]! > -2) found.push(m);
    return found;
  }

  #variable(low: number, high: number, hint: number): number {
    this.#hint.push(Math.min(high, Math.max(low, hint)));
    return this.#variables.push({ domain: [low, high] }) - 1;
  }

  #cheaper(variable: number, weight: number): void {
    if (weight !== 0) this.#objective.set(variable, (this.#objective.get(variable) ?? 0) + weight);
  }

  #addTasks(): void {
    const { shares, clauses, duration, taskCount } = this.#shop;
    const { start, mode } = this.#schedule;
    const keepsMode = Uint8Array.from(this.#isFree, (isFree) => 1 - isFree);
    for (const { tasks } of shares) for (const t of tasks) keepsMode[t] = 1;
    for (const { parts } of clauses) for (const { task } of parts) keepsMode[task] = 1;
    let firstFree = Number.POSITIVE_INFINITY;
    for (let t = 0; t < taskCount; t++) if (this.#isFree[t] === 1) firstFree = Math.min(firstFree, start[t]!);
    for (let t = 0; t < taskCount; t++) {
      if (this.#isFree[t] === 1 || start[t]! + duration[mode[t]!]! > firstFree) this.#addTask(t, keepsMode[t] === 1);
      else this.#keepMode(t);
    }
  }

  #keepMode(task: number): void {
    const mode = this.#schedule.mode[task]!;
    this.#literal[mode] = -1;
    this.#cost += this.#shop.modeCost[mode]!;
  }

  /** A task with a start, in its mode or in any of its modes. */
  #addTask(task: number, keepsMode: boolean): void {
    const { modeFrom, earliest, latest, modeCost } = this.#shop;
    const [now, start] = [this.#schedule.mode[task]!, this.#schedule.start[task]!];
    const [first, end] = keepsMode ? [now, now + 1] : [modeFrom[task]!, modeFrom[task + 1]!];
    const [low, high] = [Math.min(...earliest.subarray(first, end)), Math.max(...latest.subarray(first, end))];
    const variable = this.#variable(low, high, start);
    this.#start[task] = variable;
    if (end - first === 1) {
      this.#keepMode(task);
      return;
    }
    const literals: number[] = [];
    for (let m = first; m < end; m++) {
      const literal = this.#variable(0, 1, m === now ? 1 : 0);
      literals.push(literal);
      this.#literal[m] = literal;
      this.#cheaper(literal, modeCost[m]!);
      const domain = [earliest[m]!, latest[m]!];
      if (domain[0] !== low || domain[1] !== high)
        this.#constraints.push({ kind: 'linear', vars: [variable], coeffs: [1], domain, enforce: [literal] });
    }
    this.#constraints.push({ kind: 'exactlyOne', literals });
  }

  /** `later + laterAt >= earlier + earlierAt` where the literals are true. */
  #order(earlier: number, earlierAt: number, later: number, laterAt: number, enforce: readonly number[] = []): void {
    if (earlier < 0 && later < 0 && enforce.length === 0) return;
    if (earlier === later && earlier >= 0) return;
    const vars = [later, earlier].filter((v) => v >= 0);
    const coeffs = [...(later >= 0 ? [1] : []), ...(earlier >= 0 ? [-1] : [])];
    const domain = [earlierAt - laterAt, Number.POSITIVE_INFINITY];
    this.#constraints.push({ kind: 'linear', vars, coeffs, domain, ...(enforce.length > 0 ? { enforce } : {}) });
  }

  /** The time of a reference in each open mode, with the literals that say so. */
  #timesOf({ task, at }: Reference): { readonly time: number; readonly enforce: number[]; readonly isNow: boolean }[] {
    const first = this.#shop.modeFrom[task]!;
    const fixed = this.#start[task]! >= 0 ? 0 : this.#schedule.start[task]!;
    const all = this.#modesOf(task).map((m) => ({
      time: fixed + at[m - first]!,
      enforce: this.#literal[m]! >= 0 ? [this.#literal[m]!] : [],
      isNow: m === this.#schedule.mode[task],
    }));
    const isSame = all.every(({ time }) => time === all[0]!.time);
    return (isSame ? [{ time: all[0]!.time, enforce: [], isNow: true }] : all).filter(({ time }) =>
      Number.isFinite(time),
    );
  }

  #addPrecedence(from: Reference, to: Reference, lag: number): void {
    const [a, b] = [this.#start[from.task]!, this.#start[to.task]!];
    if (a < 0 && b < 0) return;
    for (const before of this.#timesOf(from))
      for (const after of this.#timesOf(to))
        this.#order(a, before.time + lag, b, after.time, [...new Set([...before.enforce, ...after.enforce])]);
  }

  #addTerm({ weight, floor, refs, offsets }: Term): void {
    let least = floor;
    const open: { start: number; time: number; enforce: number[]; isNow: boolean }[] = [];
    refs.forEach((ref, i) => {
      for (const { time, enforce, isNow } of this.#timesOf(ref)) {
        const start = this.#start[ref.task]!;
        if (start < 0) least = Math.max(least, time + offsets[i]!);
        else open.push({ start, time: time + offsets[i]!, enforce, isNow });
      }
    });
    if (open.length === 0) {
      this.#cost += weight * least;
      return;
    }
    if (open.length === 1 && least === Number.NEGATIVE_INFINITY && open[0]!.enforce.length === 0) {
      this.#cost += weight * open[0]!.time;
      this.#cheaper(open[0]!.start, weight);
      return;
    }
    const [lows, highs, now] = [[least], [least], [least]];
    for (const { start, time, isNow } of open) {
      const [low, high] = this.#variables[start]!.domain as [number, number];
      lows.push(low + time);
      highs.push(high + time);
      if (isNow) now.push(this.#hint[start]! + time);
    }
    const low = Number.isFinite(least) ? least : Math.min(...lows.slice(1));
    const value = this.#variable(low, Math.max(low, ...highs), Math.max(...now));
    for (const { start, time, enforce } of open) this.#order(start, time, value, 0, enforce);
    this.#cheaper(value, weight);
  }

  #addResources(): void {
    const uses = this.#usesByResource();
    this.#shop.resources.forEach(({ capacity, isExclusive, transitions }, r) => {
      const all = uses[r]!.sort((a, b) => a.at - b.at || a.at + a.size - (b.at + b.size));
      const kept = all.filter((use) => !use.isFree);
      const orders = isExclusive ? chainOf(kept, transitions) : lanesOf(kept);
      for (const { before, after, time } of orders) this.#after(before, after, time);
      if (kept.length === all.length) return;
      const intervals = all.map((use) => this.#interval(use));
      if (isExclusive) {
        this.#constraints.push({ kind: 'noOverlap', intervals });
        if (transitions) this.#separate(all, transitions);
        return;
      }
      const demands = all.map(({ demand }) => constant(demand));
      this.#constraints.push({ kind: 'cumulative', intervals, demands, capacity: constant(capacity) });
    });
  }

  /** The fixed uses of each resource, and those of tasks in the modes that they may have. */
  #usesByResource(): Use[][] {
    const { resources, taskCount, useDemand, useFamily, useFrom, useOffset, useResource, useSize } = this.#shop;
    const always = { variable: -1, presence: -1, isFree: false };
    const uses = resources.map(({ blocks }) =>
      blocks.map(
        ({ start, size, demand, family }): Use => ({ ...always, offset: start, size, demand, family, at: start }),
      ),
    );
    for (let t = 0; t < taskCount; t++) {
      const [variable, start] = [this.#start[t]!, this.#schedule.start[t]!];
      for (const m of this.#modesOf(t)) {
        for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
          uses[useResource[u]!]!.push({
            variable,
            offset: useOffset[u]! + (variable < 0 ? start : 0),
            size: useSize[u]!,
            demand: useDemand[u]!,
            family: useFamily[u]!,
            presence: this.#literal[m]!,
            isFree: this.#isFree[t] === 1,
            at: start + useOffset[u]!,
          });
        }
      }
    }
    return uses;
  }

  #interval({ variable, offset, size, presence }: Use): number {
    const vars = variable < 0 ? [] : [variable];
    const coeffs = vars.map(() => 1);
    return (
      this.#intervals.push({
        start: { vars, coeffs, offset },
        size: constant(size),
        end: { vars, coeffs, offset: offset + size },
        ...(presence >= 0 ? { presence: [presence] } : {}),
      }) - 1
    );
  }

  #after(a: Use, b: Use, time: number): void {
    this.#order(a.variable, a.offset + a.size + time, b.variable, b.offset);
  }

  /** Time between what is free and everything else on a machine, in either order. */
  #separate(all: readonly Use[], times: readonly (readonly number[])[]): void {
    all.forEach((a, i) => {
      for (let j = i + 1; j < all.length; j++) {
        const b = all[j]!;
        if (!a.isFree && !b.isFree) continue;
        const [there, back] = [times[a.family]![b.family]!, times[b.family]![a.family]!];
        if (there === 0 && back === 0) continue;
        if (a.variable === b.variable) continue;
        const presences = [...new Set([a.presence, b.presence].filter((literal) => literal >= 0))];
        const isBefore = this.#variable(0, 1, 1);
        this.#order(a.variable, a.offset + a.size + there, b.variable, b.offset, [isBefore, ...presences]);
        this.#order(b.variable, b.offset + b.size + back, a.variable, a.offset, [-1 - isBefore, ...presences]);
      }
    });
  }
}

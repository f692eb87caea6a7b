import type { Model } from '../../language/model.ts';
import type { Reference, Schedule, Shop, Term } from '../scheduling/shop.ts';
import { Draft } from './draft.ts';
import type { Use } from './orders.ts';
import { addResource } from './resources.ts';

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
  readonly #draft: Draft;
  /** Of each task, the variable of its start, -1 where that is fixed. */
  readonly #start: Int32Array;
  /** Of each mode, its literal; -1 for the only one of its task, -2 for one that is not open. */
  readonly #literal: Int32Array;

  constructor(shop: Shop, schedule: Schedule, isFree: Uint8Array) {
    this.#shop = shop;
    this.#schedule = schedule;
    this.#isFree = isFree;
    this.#draft = new Draft(shop.constant);
    this.#start = new Int32Array(shop.taskCount).fill(-1);
    this.#literal = new Int32Array(shop.duration.length).fill(-2);
  }

  build(below: number): Part {
    this.#addTasks();
    for (const { from, to, lag } of this.#shop.precedences) this.#addPrecedence(from, to, lag);
    this.#addResources();
    for (const one of this.#shop.terms) this.#addTerm(one);
    return { model: this.#draft.model(below), scheduleOf: (values) => this.#scheduleOf(values) };
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
    this.#draft.addCost(this.#shop.modeCost[mode]!);
  }

  /** A task with a start, in its mode or in any of its modes. */
  #addTask(task: number, keepsMode: boolean): void {
    const { modeFrom, earliest, latest, modeCost } = this.#shop;
    const [now, start] = [this.#schedule.mode[task]!, this.#schedule.start[task]!];
    const [first, end] = keepsMode ? [now, now + 1] : [modeFrom[task]!, modeFrom[task + 1]!];
    const [low, high] = [Math.min(...earliest.subarray(first, end)), Math.max(...latest.subarray(first, end))];
    const variable = this.#draft.addVariable(low, high, start);
    this.#start[task] = variable;
    if (end - first === 1) {
      this.#keepMode(task);
      return;
    }
    const literals: number[] = [];
    for (let m = first; m < end; m++) {
      const literal = this.#draft.addVariable(0, 1, m === now ? 1 : 0);
      literals.push(literal);
      this.#literal[m] = literal;
      this.#draft.addWeight(literal, modeCost[m]!);
      const domain = [earliest[m]!, latest[m]!];
      if (domain[0] !== low || domain[1] !== high)
        this.#draft.constraints.push({ kind: 'linear', vars: [variable], coeffs: [1], domain, enforce: [literal] });
    }
    this.#draft.constraints.push({ kind: 'exactlyOne', literals });
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
        this.#draft.addOrder(a, before.time + lag, b, after.time, [...new Set([...before.enforce, ...after.enforce])]);
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
      this.#draft.addCost(weight * least);
      return;
    }
    if (open.length === 1 && least === Number.NEGATIVE_INFINITY && open[0]!.enforce.length === 0) {
      this.#draft.addCost(weight * open[0]!.time);
      this.#draft.addWeight(open[0]!.start, weight);
      return;
    }
    const [lows, highs, now] = [[least], [least], [least]];
    for (const { start, time, isNow } of open) {
      const [low, high] = this.#draft.variables[start]!.domain as [number, number];
      lows.push(low + time);
      highs.push(high + time);
      if (isNow) now.push(this.#draft.hint[start]! + time);
    }
    const low = Number.isFinite(least) ? least : Math.min(...lows.slice(1));
    const value = this.#draft.addVariable(low, Math.max(low, ...highs), Math.max(...now));
    for (const { start, time, enforce } of open) this.#draft.addOrder(start, time, value, 0, enforce);
    this.#draft.addWeight(value, weight);
  }

  #addResources(): void {
    const uses = this.#usesByResource();
    this.#shop.resources.forEach((resource, r) => {
      addResource(this.#draft, resource, uses[r]!);
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
}

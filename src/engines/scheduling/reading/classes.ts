import { type Literal, variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Part, Parts } from './parts.ts';
import { type Row, rowOf } from './rows.ts';
import { Times } from './times.ts';

/** A part of a task, with its place in it. */
export interface Member extends Part {
  /** Its start less the task's. */
  readonly at: number;
}

/** Intervals that start together, up to constants, with all variables that tell their times, sizes and presences. */
export interface TaskDraft {
  readonly members: readonly Member[];
  /** Variables that are `start + constant`, with the constant. */
  readonly starts: readonly (readonly [variable: number, shift: number])[];
  /** Variables that tell ends and differ by constants: the first is `end`, each with its distance from it. */
  readonly ends: readonly { readonly variables: readonly (readonly [variable: number, shift: number])[] }[];
  readonly sizes: readonly number[];
  readonly booleans: number[];
}

/**
 * Groups intervals into tasks: by equations between the variables of their starts, unconditional ones and those that
 * hold where an alternative exists; undefined where a variable would belong to two tasks.
 */
export function tasksOf(model: Model, { parts, partOf }: Parts): TaskDraft[] | undefined {
  const times = new Times(model.variables.length);
  const isTime = new Uint8Array(model.variables.length);
  for (const { start, end } of parts) {
    isTime[start.variable] = 1;
    if (end) isTime[end.variable] = 1;
  }
  if (!joinParts(parts, times) || !joinRows(model, { parts, times, isTime })) return undefined;
  const taskOf = new Map<number, number>();
  for (const { start } of parts) {
    const root = times.root(start.variable);
    if (!taskOf.has(root)) taskOf.set(root, taskOf.size);
  }
  return new Drafts(model, { parts, times, taskOf }).all(partOf, demandVariables(model));
}

function joinParts(parts: readonly Part[], times: Times): boolean {
  return parts.every(({ start, size, end, presence }) => {
    if (!end || size.variable >= 0 || presence.length > 0) return true;
    return times.join(end.variable, start.variable, start.offset + size.offset - end.offset);
  });
}

interface Joining {
  readonly parts: readonly Part[];
  readonly times: Times;
  readonly isTime: Uint8Array;
}

/** Joins what equations of two variables say, also those of an alternative with the variables of its own. */
function joinRows(model: Model, { parts, times, isTime }: Joining): boolean {
  const presences = new Map<number, readonly Literal[]>();
  for (const { start, end, presence } of parts) {
    for (const time of end ? [start, end] : [start]) {
      const known = presences.get(time.variable);
      presences.set(time.variable, known ? known.filter((literal) => presence.includes(literal)) : presence);
    }
  }
  const isSize = new Set(parts.map(({ size }) => size.variable));
  const isOwn = (variable: number, enforce: readonly Literal[]): boolean =>
    enforce.every((literal) => presences.get(variable)?.includes(literal));
  return model.constraints.every((c) => {
    if (c.kind !== 'linear' || c.vars.length !== 2 || c.domain[0] !== c.domain.at(-1)) return true;
    const { vars, coeffs, least, enforce }: Row = rowOf(model, c);
    if (vars.length !== 2 || coeffs[0] !== -coeffs[1]! || Math.abs(coeffs[0]!) !== 1) return true;
    const [a, b] = [vars[0]!, vars[1]!];
    // What a time is compared with is one too, such as the start of an operation that only its alternatives have.
    const isTold = (isTime[a] === 1 || isTime[b] === 1) && !isSize.has(a) && !isSize.has(b);
    if (!isTold || (enforce.length > 0 && !isOwn(a, enforce) && !isOwn(b, enforce))) return true;
    return times.join(a, b, least * coeffs[0]!);
  });
}

function demandVariables(model: Model): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const c of model.constraints) {
    if (c.kind !== 'cumulative') continue;
    c.intervals.forEach((at, i) => {
      const { vars } = c.demands[i]!;
      if (vars.length > 0) found.set(at, [...(found.get(at) ?? []), ...vars]);
    });
  }
  return found;
}

interface Grouped {
  readonly parts: readonly Part[];
  readonly times: Times;
  readonly taskOf: ReadonlyMap<number, number>;
}

/** Collects what belongs to each task. */
class Drafts {
  readonly #model: Model;
  readonly #grouped: Grouped;
  readonly #owner: Int32Array;
  #isClear = true;

  constructor(model: Model, grouped: Grouped) {
    this.#model = model;
    this.#grouped = grouped;
    this.#owner = new Int32Array(model.variables.length).fill(-1);
  }

  all(partOf: Parts['partOf'], demands: ReadonlyMap<number, readonly number[]>): TaskDraft[] | undefined {
    const { parts, times, taskOf } = this.#grouped;
    const members = Array.from({ length: taskOf.size }, (): Part[] => []);
    for (const part of parts) members[taskOf.get(times.root(part.start.variable))!]!.push(part);
    const byRoot = new Map<number, (readonly [number, number])[]>();
    for (let variable = 0; variable < this.#model.variables.length; variable++) {
      const root = times.root(variable);
      const list = byRoot.get(root);
      if (list) list.push([variable, times.shift(variable)]);
      else byRoot.set(root, [[variable, times.shift(variable)]]);
    }
    const drafts = members.map((list, task) => this.#draft(task, list, byRoot));
    for (const [interval, vars] of demands) {
      const part = partOf.get(interval);
      if (!part) continue;
      const task = taskOf.get(times.root(part.start.variable))!;
      this.#own(
        vars.filter((variable) => !drafts[task]!.booleans.includes(variable)),
        task,
        drafts[task]!.sizes,
      );
    }
    return this.#isClear ? drafts : undefined;
  }

  #draft(task: number, parts: readonly Part[], byRoot: ReadonlyMap<number, (readonly [number, number])[]>) {
    const { times, taskOf } = this.#grouped;
    const offsetOf = ({ start }: Part): number => times.shift(start.variable) + start.offset;
    const base = parts.reduce((least, part) => Math.min(least, offsetOf(part)), Number.POSITIVE_INFINITY);
    const starts: (readonly [number, number])[] = [];
    const root = times.root(parts[0]!.start.variable);
    for (const [variable, shift] of byRoot.get(root)!) starts.push([variable, shift - base]);
    const ends: { variables: (readonly [number, number])[] }[] = [];
    const booleans: number[] = [];
    const sizes: number[] = [];
    const own = (variables: readonly number[], into: number[]): void => this.#own(variables, task, into);
    own(
      starts.map(([variable]) => variable),
      [],
    );
    for (const { presence, size, end } of parts) {
      // A literal may say of several tasks whether they exist.
      for (const variable of presence.map(variableOf)) if (!booleans.includes(variable)) booleans.push(variable);
      if (size.variable >= 0) own([size.variable], sizes);
      const endRoot = end && times.root(end.variable);
      if (endRoot === undefined || endRoot === root) continue;
      if (taskOf.has(endRoot)) this.#isClear = false;
      else if (this.#owner[endRoot] !== task) {
        const variables = byRoot.get(endRoot)!;
        ends.push({ variables });
        own(
          variables.map(([variable]) => variable),
          [],
        );
      }
    }
    return { members: parts.map((part) => ({ ...part, at: offsetOf(part) - base })), starts, ends, sizes, booleans };
  }

  /** Gives variables to a task; one that another task has leaves the whole unclear. */
  #own(variables: readonly number[], task: number, into: number[] | readonly number[]): void {
    for (const variable of variables) {
      if (this.#owner[variable] === task) continue;
      if (this.#owner[variable]! >= 0) this.#isClear = false;
      this.#owner[variable] = task;
      (into as number[]).push(variable);
    }
  }
}

import { type Literal, variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Part, Parts } from './parts.ts';
import { type Row, rowOf } from './rows.ts';
import { Times } from './times.ts';

/**
 * Intervals that start together, up to constants, or that one interval spans, with all variables that tell their times,
 * sizes and presences.
 */
export interface TaskDraft {
  readonly members: readonly Part[];
  /** Variables that are `start + constant`, with the constant. */
  readonly starts: readonly (readonly [variable: number, shift: number])[];
  /**
   * Variables that tell other times, ends and the starts of what comes later within the task, and that differ by
   * constants: each with its distance from the first.
   */
  readonly others: readonly { readonly variables: readonly (readonly [variable: number, shift: number])[] }[];
  readonly sizes: number[];
  readonly booleans: number[];
}

/** Variables that differ by constants, each with its distance from the first. */
type Alike = readonly (readonly [variable: number, shift: number])[];

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
  // What begins or ends at the same times is one task, with the time at which it is told to begin first.
  const spans = new Times(model.variables.length);
  for (const { start, end } of parts) if (end) spans.join(times.root(start.variable), times.root(end.variable), 0);
  const later = laterTimes(model, times, spans);
  const numbers = new Map<number, number>();
  const taskOf = new Map<number, number>();
  const first = new Map<number, number>();
  for (const { start } of parts) {
    const [root, span] = [times.root(start.variable), spans.root(times.root(start.variable))];
    const task = numbers.get(span) ?? numbers.size;
    numbers.set(span, task);
    taskOf.set(root, task);
    if (!first.has(task) || (later.has(first.get(task)!) && !later.has(root))) first.set(task, root);
  }
  return new Drafts(model, { parts, times, taskOf, first }).all(partOf, demandVariables(model));
}

/** Times that rows let come after other times of the same task. */
function laterTimes(model: Model, times: Times, spans: Times): Set<number> {
  const later = new Set<number>();
  for (const c of model.constraints) {
    if (c.kind !== 'linear' || c.vars.length !== 2) continue;
    const { vars, coeffs, least, most } = rowOf(model, c);
    if (vars.length !== 2 || coeffs[0] !== -coeffs[1]!) continue;
    const [a, b] = [times.root(vars[0]!), times.root(vars[1]!)];
    if (a === b || spans.root(a) !== spans.root(b)) continue;
    const isUp = coeffs[0]! > 0;
    if (least >= 0) later.add(isUp ? a : b);
    else if (most <= 0) later.add(isUp ? b : a);
  }
  return later;
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
  let presences: ReadonlyMap<number, readonly Literal[]> | undefined;
  const isSize = new Set(parts.map(({ size }) => size.variable));
  const isOwn = (variable: number, enforce: readonly Literal[]): boolean => {
    presences ??= presencesOf(parts);
    const own = presences.get(variable);
    return enforce.every((literal) => own?.includes(literal));
  };
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

/** The literals of which all are true wherever a time belongs to an interval that exists, by its variable. */
function presencesOf(parts: readonly Part[]): Map<number, readonly Literal[]> {
  const presences = new Map<number, readonly Literal[]>();
  for (const { start, end, presence } of parts) {
    for (const time of end ? [start, end] : [start]) {
      const known = presences.get(time.variable);
      presences.set(time.variable, known ? known.filter((literal) => presence.includes(literal)) : presence);
    }
  }
  return presences;
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
  /** By the root of a start. */
  readonly taskOf: ReadonlyMap<number, number>;
  /** The root of the start that tells when a task begins. */
  readonly first: ReadonlyMap<number, number>;
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
    const { first, parts, times, taskOf } = this.#grouped;
    const members = Array.from({ length: first.size }, (): Part[] => []);
    for (const part of parts) members[taskOf.get(times.root(part.start.variable))!]!.push(part);
    const count = this.#model.variables.length;
    const byRoot = new Array<(readonly [number, number])[] | undefined>(count).fill(undefined);
    for (let variable = 0; variable < count; variable++) {
      const root = times.root(variable);
      const list = byRoot[root];
      if (list) list.push([variable, times.shift(variable)]);
      else byRoot[root] = [[variable, times.shift(variable)]];
    }
    const drafts = members.map((list, task) => this.#draft(task, list, byRoot));
    for (const [interval, vars] of demands) {
      const part = partOf[interval];
      if (!part) continue;
      const task = taskOf.get(times.root(part.start.variable))!;
      const { booleans, sizes } = drafts[task]!;
      for (const variable of vars) if (!booleans.includes(variable) && this.#take(variable, task)) sizes.push(variable);
    }
    return this.#isClear ? drafts : undefined;
  }

  #draft(task: number, parts: readonly Part[], byRoot: readonly (Alike | undefined)[]) {
    const { times, first } = this.#grouped;
    const root = first.get(task)!;
    const offsetOf = ({ start }: Part): number => times.shift(start.variable) + start.offset;
    const base = parts.reduce(
      (least, part) => (times.root(part.start.variable) === root ? Math.min(least, offsetOf(part)) : least),
      Number.POSITIVE_INFINITY,
    );
    const starts = byRoot[root]!.map(([variable, shift]) => [variable, shift - base] as const);
    const others: { variables: Alike }[] = [];
    const booleans: number[] = [];
    const sizes: number[] = [];
    for (const [variable] of starts) this.#take(variable, task);
    for (const { presence, size, start, end } of parts) {
      // A literal may say of several tasks whether they exist.
      for (const variable of presence.map(variableOf)) if (!booleans.includes(variable)) booleans.push(variable);
      if (size.variable >= 0 && this.#take(size.variable, task)) sizes.push(size.variable);
      for (const time of end ? [start, end] : [start]) {
        const other = times.root(time.variable);
        if (other === root || this.#owner[other] === task) continue;
        const variables = byRoot[other]!;
        others.push({ variables });
        for (const [variable] of variables) this.#take(variable, task);
      }
    }
    return { members: parts, starts, others, sizes, booleans };
  }

  /** Gives a task a variable, which leaves the whole unclear where another task has it; false where it is the task's already. */
  #take(variable: number, task: number): boolean {
    if (this.#owner[variable] === task) return false;
    if (this.#owner[variable]! >= 0) this.#isClear = false;
    this.#owner[variable] = task;
    return true;
  }
}

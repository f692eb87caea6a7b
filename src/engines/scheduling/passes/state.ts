import type { Visitor } from '../../../language/constraint.ts';
import { type Constraint, kindOf } from '../../../language/constraints/index.ts';
import { type Expression, minus, plus, variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Interval } from '../../../language/variables.ts';
import { Bounds } from './bounds.ts';
import type { Filter } from './filters/filter.ts';
import { enforced, filterOf } from './filters/index.ts';
import { linear } from './filters/linear.ts';
import { Usage, type Use } from './usage.ts';

/** A moment to come back to. */
export interface Mark {
  readonly bounds: number;
  readonly usage: number;
}

/** A filter, and about how many terms it looks at each time. */
interface Worker {
  readonly filter: Filter;
  readonly weight: number;
}

/** A worker is heavy when it looks at more variables than this. */
const HEAVY = 16;

/**
 * A partial schedule: bounds of all variables, the timelines of all resources, and the filters that keep both in step.
 *
 * Each decision is a narrowing followed by {@link propagate}; {@link undo} takes decisions back.
 */
export class State {
  readonly model: Model;
  readonly bounds: Bounds;
  readonly usage: Usage;
  /** The sum that is optimised, signed so that less is better. */
  readonly objective: Expression | undefined;
  /** The objective is to be at most this, signed so that less is better. */
  limit = Number.POSITIVE_INFINITY;
  /** Terms that filters have looked at. */
  #looked = 0;
  readonly #workers: Worker[] = [];
  /** The workers to call when the bounds of a variable change, and those to call only when it becomes fixed. */
  readonly #watchers: number[][];
  readonly #fixWatchers: number[][];
  /** The workers to call; those that look at many variables wait until the others have nothing more to say. */
  #queue: number[] = [];
  #heavyQueue: number[] = [];
  readonly #isQueued: Uint8Array;
  #objectiveWorker = -1;

  constructor(model: Model) {
    this.model = model;
    this.#watchers = model.variables.map(() => []);
    this.#fixWatchers = model.variables.map(() => []);
    this.bounds = new Bounds(model.variables, (variable) => this.#touch(variable));
    this.usage = new Usage(model, this.bounds);
    this.objective = signedObjective(model);
    this.#addIntervals();
    for (const constraint of model.constraints) this.#addConstraint(constraint);
    for (const { capacity, enforce } of this.usage.resources) if (enforce.length === 0) this.#addCapacity(capacity);
    for (const use of this.usage.uses) this.#addUse(use);
    this.#addObjective();
    this.#isQueued = new Uint8Array(this.#workers.length).fill(1);
    this.#workers.forEach((_, worker) => this.#queueOf(worker).push(worker));
  }

  /** What was looked at so far: the measure of work. */
  get looked(): number {
    return this.#looked + this.usage.looked;
  }

  /** Counts work that others do with this state. */
  spend(looks: number): void {
    this.#looked += looks;
  }

  mark(): Mark {
    return { bounds: this.bounds.mark(), usage: this.usage.mark() };
  }

  undo(mark: Mark): void {
    for (const worker of this.#queue) this.#isQueued[worker] = 0;
    for (const worker of this.#heavyQueue) this.#isQueued[worker] = 0;
    this.#queue.length = 0;
    this.#heavyQueue.length = 0;
    this.bounds.undo(mark.bounds);
    this.usage.undo(mark.usage);
  }

  /** Narrows until nothing changes; false when nothing satisfies all constraints any more. */
  propagate(): boolean {
    for (;;) {
      if (!this.#drain(this.#queue)) return false;
      const heavy = this.#heavyQueue.shift();
      if (heavy === undefined) return true;
      if (!this.#call(heavy)) return false;
    }
  }

  #drain(queue: number[]): boolean {
    for (let next = 0; next < queue.length; next++) {
      if (this.#call(queue[next]!)) continue;
      queue.splice(0, next + 1);
      return false;
    }
    queue.length = 0;
    return true;
  }

  #call(worker: number): boolean {
    const { filter, weight } = this.#workers[worker]!;
    this.#isQueued[worker] = 0;
    this.#looked += weight;
    return filter.narrow();
  }

  #queueOf(worker: number): number[] {
    return this.#workers[worker]!.weight > HEAVY ? this.#heavyQueue : this.#queue;
  }

  /** Takes every assumption as true. */
  assumeAll(): boolean {
    return (this.model.assumptions ?? []).every((literal) => this.bounds.assume(literal));
  }

  /** Asks for an objective of at most `limit`, signed so that less is better. */
  restrict(limit: number): void {
    this.limit = limit;
    if (this.#objectiveWorker < 0 || this.#isQueued[this.#objectiveWorker] === 1) return;
    this.#isQueued[this.#objectiveWorker] = 1;
    this.#queueOf(this.#objectiveWorker).push(this.#objectiveWorker);
  }

  /** The best that the objective can still be, signed so that less is better. */
  objectiveBound(): number {
    if (!this.objective) return 0;
    this.#looked += this.objective.vars.length;
    return this.bounds.least(this.objective);
  }

  #touch(variable: number): void {
    this.#wake(this.#watchers[variable]!);
    if (this.bounds.isFixed(variable)) this.#wake(this.#fixWatchers[variable]!);
  }

  #wake(workers: readonly number[]): void {
    for (const worker of workers) {
      if (this.#isQueued[worker] === 1) continue;
      this.#isQueued[worker] = 1;
      this.#queueOf(worker).push(worker);
    }
  }

  #add(filter: Filter, variables: Iterable<number>): void {
    const watched = new Set(variables);
    const watchers = filter.waitsForFixed ? this.#fixWatchers : this.#watchers;
    for (const variable of watched) watchers[variable]!.push(this.#workers.length);
    this.#workers.push({ filter, weight: watched.size + 1 });
  }

  /** `start + size = end` and `size >= 0`, when present. */
  #addIntervals(): void {
    const context = { bounds: this.bounds, intervals: this.model.intervals };
    for (const { start, size, end, presence = [] } of this.model.intervals) {
      const difference = minus(plus(start, size), end);
      const equation = linear(rowOf(difference, 0, 0), context);
      this.#add(enforced(equation, presence, context), [...difference.vars, ...presence.map(variableOf)]);
      if (this.bounds.least(size) >= 0) continue;
      const sign = linear(rowOf(size, 0, Number.POSITIVE_INFINITY), context);
      this.#add(enforced(sign, presence, context), [...size.vars, ...presence.map(variableOf)]);
    }
  }

  /** Resources that always count are left to their timelines and to the check at the end. */
  #addConstraint(constraint: Constraint): void {
    const isResource = constraint.kind === 'noOverlap' || constraint.kind === 'cumulative';
    if (isResource && !constraint.enforce?.length) return;
    const { intervals } = this.model;
    const variables = variablesOf(constraint, intervals);
    const filter = filterOf(constraint, { bounds: this.bounds, intervals }, variables);
    this.#add(filter, [...variables, ...(constraint.enforce ?? []).map(variableOf)]);
  }

  /** A capacity cannot be negative, even if nothing uses it. */
  #addCapacity(capacity: Expression): void {
    if (this.bounds.least(capacity) >= 0) return;
    const context = { bounds: this.bounds, intervals: [] };
    this.#add(linear(rowOf(capacity, 0, Number.POSITIVE_INFINITY), context), capacity.vars);
  }

  #addUse(use: Use): void {
    const { interval, demand, resource } = use;
    const { start, size, presence = [] } = interval;
    const literals = [...presence, ...resource.enforce].map(variableOf);
    const narrow = (): boolean => this.usage.settle(use);
    const filter: Filter = { narrow, isBroken: () => false, waitsForFixed: true };
    this.#add(filter, [...start.vars, ...size.vars, ...demand.vars, ...literals]);
  }

  #addObjective(): void {
    const objective = this.objective;
    if (!objective) return;
    const { domain } = this.model.objective!;
    if (domain) {
      const { vars, coeffs } = this.model.objective!;
      const row = linear({ kind: 'linear', vars, coeffs, domain }, { bounds: this.bounds, intervals: [] });
      this.#add(row, vars);
    }
    this.#objectiveWorker = this.#workers.length;
    const narrow = (): boolean => this.bounds.narrow(objective, Number.NEGATIVE_INFINITY, this.limit);
    this.#add({ narrow, isBroken: () => false }, objective.vars);
  }

  /** Whether the interval surely exists. */
  isPresent({ presence }: Interval): boolean {
    return presence?.every((literal) => this.bounds.isTrue(literal)) ?? true;
  }

  isAbsent({ presence }: Interval): boolean {
    return presence?.some((literal) => this.bounds.isFalse(literal)) ?? false;
  }
}

function rowOf(e: Expression, from: number, to: number) {
  return { kind: 'linear', vars: e.vars, coeffs: e.coeffs, domain: [from - e.offset, to - e.offset] } as const;
}

/** The sum that is optimised, without offset and scale, to be minimised. */
function signedObjective({ objective }: Model): Expression | undefined {
  if (!objective) return undefined;
  const sign = objective.sense === 'maximize' ? -1 : 1;
  return { vars: objective.vars, coeffs: objective.coeffs.map((c) => sign * c), offset: 0 };
}

/** The variables that a constraint looks at, without those of its enforcement. */
function variablesOf(constraint: Constraint, intervals: readonly Interval[]): number[] {
  const found = new Set<number>();
  const visitor: Visitor = {
    variable: (variable) => found.add(variable),
    literal: (literal) => found.add(variableOf(literal)),
    expression: ({ vars }) => vars.forEach((variable) => found.add(variable)),
    interval: (index) => {
      const { start, size, end, presence } = intervals[index]!;
      for (const e of [start, size, end]) e.vars.forEach((variable) => found.add(variable));
      presence?.forEach((literal) => found.add(variableOf(literal)));
    },
  };
  kindOf(constraint).visit(constraint, visitor);
  return [...found];
}

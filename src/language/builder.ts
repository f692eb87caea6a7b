import { DovetailError } from '../errors.ts';
import {
  checkConstraint,
  checkHint,
  checkInterval,
  checkLiteral,
  checkObjective,
  checkStrategy,
  checkVariableData,
} from './check.ts';
import type { Constraint } from './constraints/index.ts';
import { within } from './constraints/linear.ts';
import type { Transitions } from './constraints/noOverlap.ts';
import { BOOLEAN, type Domain, domainOf } from './domain.ts';
import {
  type Count,
  type Expression,
  type IntervalIndex,
  type Literal,
  not,
  plus,
  simplify,
  term,
  type Variable,
  variableOf,
} from './expression.ts';
import type { DecisionStrategy, Model, Objective } from './model.ts';
import { sizesByStart } from './pauses.ts';
import type { Interval, VariableData } from './variables.ts';

/** An interval as its model gave it out. */
export interface IntervalHandle extends Interval {
  readonly index: IntervalIndex;
}

/** Fields of a constraint that a posting method takes besides its contents. */
export interface PostOptions {
  readonly name?: string;
  readonly enforce?: readonly Literal[];
}

/** What an interval that pauses is made of; see {@link ModelBuilder.pausing}. */
export interface PausingParts {
  readonly start: Expression;
  /** Units of open time; at least 1. */
  readonly work: number;
  /** The points of time at which work can go on. */
  readonly open: Domain;
  readonly presence?: readonly Literal[];
  readonly name?: string;
}

/**
 * Builds a {@link Model} and refuses what has no meaning at the line that says it.
 *
 * *Limits* made for 100,000 variables and 300,000 terms in well under a second: terms are entries of number arrays.
 *
 * @example
 * ```ts
 * const model = new ModelBuilder('two of three');
 * const [a, b, c] = [model.boolean('a'), model.boolean('b'), model.boolean('c')];
 * model.add(compare(sum([a, b, c]), '=', 2));
 * model.add({ kind: 'boolOr', literals: [not(a), not(b)] });
 * model.maximize(weighted([a, b, c], [3, 2, 1]));
 * console.log(print(model.build()));
 * // model two of three
 * // maximize 3 a + 2 b + c
 * // variables
 * //   a in 0..1
 * //   b in 0..1
 * //   c in 0..1
 * // constraints
 * //   a + b + c = 2
 * //   or(!a, !b)
 * ```
 */
export class ModelBuilder {
  readonly name: string | undefined;
  readonly variables: VariableData[] = [];
  readonly intervals: IntervalHandle[] = [];
  readonly constraints: Constraint[] = [];
  readonly #indicators = new Map<string, Literal>();
  readonly #constants = new Map<number, Variable>();
  readonly #strategies: DecisionStrategy[] = [];
  readonly #hints = new Map<Variable, number>();
  readonly #assumptions: Literal[] = [];
  #objective: Objective | undefined;
  #owner: string | undefined;

  constructor(name?: string) {
    this.name = name;
  }

  /** A builder that goes on from a model; earlier indices keep their meaning. */
  static from(model: Model): ModelBuilder {
    const builder = new ModelBuilder(model.name);
    for (const variable of model.variables) builder.variables.push(variable);
    model.intervals.forEach((interval, index) => builder.intervals.push({ ...interval, index }));
    for (const constraint of model.constraints) builder.constraints.push(constraint);
    model.hint?.vars.forEach((variable, i) => builder.#hints.set(variable, model.hint!.values[i]!));
    builder.#assumptions.push(...(model.assumptions ?? []));
    builder.#strategies.push(...(model.strategies ?? []));
    builder.#objective = model.objective;
    return builder;
  }

  /** Labels everything that `build` adds, for the ledger; calls may nest, the inner label counts. */
  owned<T>(owner: string, build: () => T): T {
    const outer = this.#owner;
    this.#owner = owner;
    try {
      return build();
    } finally {
      this.#owner = outer;
    }
  }

  /** Whose part of the model is being built, as `owned` has it; a constraint that names it is kept without a copy. */
  get owner(): string | undefined {
    return this.#owner;
  }

  /** A new 0/1 variable. */
  boolean(name?: string): Variable {
    return this.#variable(BOOLEAN, name);
  }

  /** A new variable with `lo <= value <= hi`. */
  integer(lo: Count, hi: Count, name?: string): Variable {
    return this.integerIn([lo, hi], name);
  }

  /** A new variable over a union of ranges. *Errors* `model/empty-domain`, `model/not-integer`, `model/overflow`. */
  integerIn(domain: Domain, name?: string): Variable {
    checkVariableData({ domain }, `variable ${name ?? `x${this.variables.length}`}`);
    return this.#variable(domain, name);
  }

  /** The variable that is always `value`, one for each value; as a literal, 0 is false and 1 is true. */
  constant(value: Count): Variable {
    let variable = this.#constants.get(value);
    if (variable === undefined) {
      variable = this.integer(value, value);
      this.#constants.set(value, variable);
    }
    return variable;
  }

  #variable(domain: Domain, name: string | undefined): number {
    // Written out, since a field that is added later takes a list of its own, and a model has very many variables.
    const owner = this.#owner;
    if (name === undefined) return this.variables.push(owner === undefined ? { domain } : { domain, owner }) - 1;
    return this.variables.push(owner === undefined ? { domain, name } : { domain, name, owner }) - 1;
  }

  /** A new interval with `start + size = end`; the end is `start + size` itself when left out and simple enough. */
  interval(parts: {
    readonly start: Expression;
    readonly size: Expression;
    readonly end?: Expression;
    readonly presence?: readonly Literal[];
    readonly name?: string;
  }): IntervalHandle {
    const index = this.intervals.length;
    const { start, size, presence, name } = parts;
    const handle: IntervalHandle = {
      index,
      start,
      size,
      end: parts.end ?? plus(start, size),
      ...(presence?.length ? { presence } : {}),
      ...(name === undefined ? {} : { name }),
      ...(this.#owner === undefined ? {} : { owner: this.#owner }),
    };
    checkInterval(handle, this, `interval ${name ?? `interval${index}`}`);
    this.intervals.push(handle);
    return handle;
  }

  /**
   * Posts a constraint.
   *
   * *Errors* `model/...` when it names what this model does not have or what has no meaning.
   */
  add(constraint: Constraint, options?: PostOptions): void {
    let complete = constraint;
    if (this.#owner !== undefined && constraint.owner === undefined) complete = { ...complete, owner: this.#owner };
    if (options?.name !== undefined) complete = { ...complete, name: options.name };
    if (options?.enforce?.length) {
      complete = { ...complete, enforce: [...(constraint.enforce ?? []), ...options.enforce] };
    }
    checkConstraint(complete, this);
    this.constraints.push(complete);
  }

  /**
   * Posts that the intervals do not overlap; with `transitions`, that a machine has the time that it needs between one
   * and a later one. *Errors* `model/foreign-interval`, `model/shape`.
   *
   * @example
   * ```ts
   * const model = new ModelBuilder();
   * const [s, t] = [model.integer(0, 9, 's'), model.integer(0, 9, 't')];
   * const white = model.interval({ start: term(s), size: constant(2), name: 'white' });
   * const black = model.interval({ start: term(t), size: constant(2), name: 'black' });
   * // From white to black the machine needs 1, from black to white 5 for cleaning.
   * model.noOverlap([white, black], { transitions: { families: [0, 1], times: [[0, 1], [5, 0]] } });
   * console.log(print(model.build()));
   * // model
   * // variables
   * //   s in 0..9
   * //   t in 0..9
   * // intervals
   * //   white = [s, s + 2) size 2
   * //   black = [t, t + 2) size 2
   * // constraints
   * //   noOverlap(white: 0, black: 1; times [0, 1] [5, 0])
   * ```
   */
  noOverlap(
    intervals: readonly IntervalHandle[],
    { transitions, ...options }: PostOptions & { readonly transitions?: Transitions } = {},
  ): void {
    this.add(
      { kind: 'noOverlap', intervals: this.#indices(intervals), ...(transitions ? { transitions } : {}) },
      options,
    );
  }

  /**
   * The ways in which an interval can be done, exactly one of them when it is present: one optional interval for each
   * way, with the start and the end of `main` and a presence of its own.
   *
   * *Shapes* `ways` has the size of each way; left out, that of `main`. Put each result on the machine of its way.
   * *Errors* `model/foreign-interval`.
   *
   * @example
   * ```ts
   * const model = new ModelBuilder();
   * const [s, n, e] = [model.integer(0, 9, 's'), model.integer(2, 4, 'n'), model.integer(0, 9, 'e')];
   * const work = model.interval({ start: term(s), size: term(n), end: term(e), name: 'work' });
   * const [fast, slow] = model.alternatives(work, [{ size: constant(2) }, { size: constant(4) }]);
   * console.log(print(model.build()).split('intervals')[1]);
   * //
   * //   work = [s, e) size n
   * //   work/0 = [s, e) size 2 if work/0
   * //   work/1 = [s, e) size 4 if work/1
   * // constraints
   * //   exactlyOne(work/0, work/1)
   * ```
   */
  alternatives(
    main: IntervalHandle,
    ways: readonly { readonly size?: Expression; readonly name?: string }[],
    options: PostOptions = {},
  ): IntervalHandle[] {
    this.#indices([main]);
    const present = main.presence ?? [];
    const copies = ways.map(({ size, name: given }, i) => {
      const name = given ?? `${main.name ?? `interval ${main.index}`}/${i}`;
      const presence = [this.boolean(name)];
      return this.interval({ start: main.start, size: size ?? main.size, end: main.end, presence, name });
    });
    const literals = copies.flatMap(({ presence = [] }) => presence);
    this.add({ kind: 'exactlyOne', literals }, { ...options, enforce: [...present, ...(options.enforce ?? [])] });
    if (present.length > 0) {
      for (const literal of literals) this.add({ kind: 'boolAnd', literals: present }, { enforce: [literal] });
    }
    return copies;
  }

  /**
   * An interval that pauses: `work` units of time are done while `open`, and it lasts from the first to the last of them.
   *
   * *Means* when present, its size is the time from `start` until `work` open units have passed; it starts in an open one.
   * *Shapes* `open` holds every t such that work can go on from t to t + 1, such as `[8, 16, 32, 40]` for two days from 8 to 17.
   * *Limits* one Boolean for each size that occurs, which for shifts that repeat are few, and a range for each stretch of
   * starts; starts that cannot be finished within `open` are ruled out.
   */
  pausing({ start, work, open, presence = [], name }: PausingParts): IntervalHandle {
    const bySize = sizesByStart(work, open);
    const size = this.integerIn(
      bySize.length ? domainOf(bySize.map(([length]) => length)) : [0, 0],
      name && `${name} size`,
    );
    const interval = this.interval({ start, size: term(size), presence, ...(name === undefined ? {} : { name }) });
    const literals = bySize.map(([length, starts]) => {
      const literal = this.boolean(name && `${name} lasts ${length}`);
      this.add(within(term(size), [length, length]), { enforce: [literal] });
      this.add(within(simplify(start), starts), { enforce: [literal] });
      return literal;
    });
    this.add({ kind: 'exactlyOne', literals }, { enforce: presence });
    return interval;
  }

  /** Posts that the rectangles `x[i] x y[i]` do not overlap. *Errors* `model/foreign-interval`. */
  noOverlap2D(x: readonly IntervalHandle[], y: readonly IntervalHandle[], options?: PostOptions): void {
    this.add({ kind: 'noOverlap2D', x: this.#indices(x), y: this.#indices(y) }, options);
  }

  /** Posts that the demands of running intervals never exceed the capacity. *Errors* `model/foreign-interval`. */
  cumulative(
    intervals: readonly IntervalHandle[],
    demands: readonly Expression[],
    capacity: Expression,
    options?: PostOptions,
  ): void {
    const parts = { intervals: this.#indices(intervals), demands, capacity };
    this.add({ kind: 'cumulative', ...parts }, options);
  }

  #indices(intervals: readonly IntervalHandle[]): number[] {
    return intervals.map((interval) => {
      if (this.intervals[interval.index] === interval) return interval.index;
      throw new DovetailError(
        'model/foreign-interval',
        `The interval ${interval.name ?? `interval${interval.index}`} belongs to another model than ${this.name ?? 'this one'}.`,
        { maybe: 'make the interval with the model that uses it.' },
      );
    });
  }

  /**
   * The shared indicator of a conjunction: the one literal that is true exactly when all the given ones are.
   *
   * The same set, in any order and however often asked for, gives the same literal; its two clauses are posted once.
   * No literal gives true, one gives itself, a contradiction gives false.
   */
  conjunction(literals: readonly Literal[], name?: string): Literal {
    const set = [...new Set(literals)].sort((a, b) => a - b);
    for (const literal of set) checkLiteral(literal, this, 'conjunction');
    if (set.length === 0) return this.constant(1);
    if (set.length === 1) return set[0]!;
    if (set.some((literal) => set.includes(not(literal)))) return this.constant(0);
    const key = set.join(' ');
    const known = this.#indicators.get(key);
    if (known !== undefined) return known;
    const indicator = this.boolean(name);
    this.#indicators.set(key, indicator);
    this.add({ kind: 'boolAnd', literals: set, enforce: [indicator] });
    this.add({ kind: 'boolOr', literals: [indicator, ...set.map(not)] });
    return indicator;
  }

  minimize(e: Expression): void {
    this.#optimize('minimize', e);
  }

  maximize(e: Expression): void {
    this.#optimize('maximize', e);
  }

  #optimize(sense: Objective['sense'], e: Expression): void {
    this.optimize({ sense, ...simplify(e) });
  }

  /** Sets the objective. *Errors* `model/objective` when there is one already. */
  optimize(objective: Objective): void {
    if (this.#objective) {
      throw new DovetailError('model/objective', `The model already has an objective to ${this.#objective.sense}.`, {
        maybe: 'add up all the parts first, then set their sum once.',
      });
    }
    checkObjective(objective, this);
    this.#objective = objective;
  }

  /** Suggests a value to start from. *Errors* `model/hint` for a value that is not of the variable's type, or a second one. */
  hint(literal: Literal, value: number | boolean): void {
    const number = literal < 0 ? 1 - Number(value) : Number(value);
    const variable = variableOf(literal);
    const earlier = this.#hints.get(variable);
    const twice = earlier === undefined ? [] : [earlier];
    checkHint({ vars: [...twice.map(() => variable), variable], values: [...twice, number] }, this);
    if (typeof value === 'boolean') checkLiteral(literal, this, 'hint');
    this.#hints.set(variable, number);
  }

  /** Takes a literal as true; an infeasible outcome may name it. */
  assume(literal: Literal): void {
    checkLiteral(literal, this, 'assumption');
    this.#assumptions.push(literal);
  }

  strategy(strategy: DecisionStrategy): void {
    checkStrategy(strategy, this);
    this.#strategies.push(strategy);
  }

  /** The model so far, as plain data. */
  build(): Model {
    return {
      dovetail: 1,
      ...(this.name === undefined ? {} : { name: this.name }),
      variables: [...this.variables],
      intervals: this.intervals.map(({ index: _, ...interval }) => interval),
      constraints: [...this.constraints],
      ...(this.#objective ? { objective: this.#objective } : {}),
      ...(this.#hints.size ? { hint: { vars: [...this.#hints.keys()], values: [...this.#hints.values()] } } : {}),
      ...(this.#assumptions.length ? { assumptions: [...this.#assumptions] } : {}),
      ...(this.#strategies.length ? { strategies: [...this.#strategies] } : {}),
    };
  }
}

import { DovetailError } from '../errors.ts';
import { type IntervalHandle, ModelBuilder } from '../language/builder.ts';
import type { Constraint, ConstraintOf, Kind } from '../language/constraints/index.ts';
import { absEquality, maxEquality, minEquality } from '../language/constraints/max.ts';
import type { Transitions } from '../language/constraints/noOverlap.ts';
import type { Domain } from '../language/domain.ts';
import type { Expression, Literal } from '../language/expression.ts';
import type { Model } from '../language/model.ts';
import { Bool, type Comparison, common, type Operand, type Owner, sumOf, Variable } from './expression.ts';
import { Interval } from './interval.ts';

/** A constraint that was posted. */
export class Posted {
  readonly #builder: ModelBuilder;
  readonly #model: ConstraintModel;
  readonly #at: number;

  constructor(model: ConstraintModel, builder: ModelBuilder, at: number) {
    this.#model = model;
    this.#builder = builder;
    this.#at = at;
  }

  /** It has to hold only where all these literals are true; further calls add to them. */
  onlyIf(...literals: readonly Bool[]): this {
    const { enforce = [], ...rest } = this.#builder.constraints[this.#at]!;
    this.#builder.constraints[this.#at] = {
      ...rest,
      enforce: [...enforce, ...literals.map((literal) => this.#model.literal(literal))],
    } as Constraint;
    return this;
  }

  /** A name, for messages and explanations. */
  named(name: string): this {
    this.#builder.constraints[this.#at] = { ...this.#builder.constraints[this.#at]!, name };
    return this;
  }
}

type Own<K extends Kind> = Omit<ConstraintOf<K>, 'kind' | 'name' | 'enforce' | 'owner'>;

/**
 * A constraint model whose variables are objects: what programs write, over the same data as {@link ModelBuilder}.
 *
 * Each kind of constraint has one method, which posts it; lists may hold variables, sums and whole numbers in any mix.
 * *Errors* `model/foreign-variable` and `model/foreign-interval` for what another model gave out; those of the language.
 *
 * @example
 * ```ts
 * const model = new ConstraintModel('two of three');
 * const [a, b, c] = [model.boolean('a'), model.boolean('b'), model.boolean('c')];
 * model.add(sum(a, b, c).eq(2)).named('two');
 * model.or([a.not(), b.not()]).onlyIf(c);
 * model.maximize(sum(a.times(3), b.times(2), c));
 * console.log(print(model.build()));
 * // model two of three
 * // maximize 3 a + 2 b + c
 * // variables
 * //   a in 0..1
 * //   b in 0..1
 * //   c in 0..1
 * // constraints
 * //   two: a + b + c = 2
 * //   if c then or(!a, !b)
 * ```
 */
export class ConstraintModel implements Owner {
  readonly name: string | undefined;
  readonly #builder: ModelBuilder;

  constructor(name?: string) {
    this.name = name;
    this.#builder = new ModelBuilder(name);
  }

  /** The model so far, as plain data. */
  build(): Model {
    return this.#builder.build();
  }

  boolean(name?: string): Bool {
    return new Bool(this, this.#builder.boolean(name));
  }

  /** `count` Booleans, named `name 0`, `name 1` and so on. */
  booleans(count: number, name = 'b'): Bool[] {
    return Array.from({ length: count }, (_, i) => this.boolean(`${name} ${i}`));
  }

  integer(lo: number, hi: number, name?: string): Variable {
    return new Variable(this, this.#builder.integer(lo, hi, name));
  }

  /** An integer over a union of ranges `[lo, hi, lo, hi, ...]`. */
  integerIn(domain: Domain, name?: string): Variable {
    return new Variable(this, this.#builder.integerIn(domain, name));
  }

  /** `count` integers, named `name 0`, `name 1` and so on. */
  integers(count: number, [lo, hi]: readonly [lo: number, hi: number], name = 'x'): Variable[] {
    return Array.from({ length: count }, (_, i) => this.integer(lo, hi, `${name} ${i}`));
  }

  /** An interval; its end is `start + size` unless it is given. It exists where all of `presence` are true. */
  interval(parts: {
    readonly start: Operand;
    readonly size: Operand;
    readonly end?: Operand;
    readonly presence?: readonly Bool[];
    readonly name?: string;
  }): Interval {
    const { start, size, end, presence = [], name } = parts;
    const data = this.#builder.interval({
      start: this.expression(start),
      size: this.expression(size),
      ...(end === undefined ? {} : { end: this.expression(end) }),
      presence: this.#literals(presence),
      ...(name === undefined ? {} : { name }),
    });
    return new Interval(this, data);
  }

  /** An interval that pauses outside `open`; see {@link ModelBuilder.pausing}. */
  pausing(parts: {
    readonly start: Operand;
    readonly work: number;
    readonly open: Domain;
    readonly presence?: readonly Bool[];
    readonly name?: string;
  }): Interval {
    const { start, presence = [], ...rest } = parts;
    const data = { ...rest, start: this.expression(start), presence: this.#literals(presence) };
    return new Interval(this, this.#builder.pausing(data));
  }

  /** The ways to do an interval, exactly one of which is taken, each with its presence; see {@link ModelBuilder.alternatives}. */
  alternatives(
    main: Interval,
    ways: readonly { readonly size?: Operand; readonly name?: string }[],
  ): { readonly interval: Interval; readonly isTaken: Bool }[] {
    const [data] = this.#handles([main]);
    const parts = ways.map(({ size, ...rest }) => ({
      ...rest,
      ...(size === undefined ? {} : { size: this.expression(size) }),
    }));
    return this.#builder.alternatives(data!, parts).map((way) => ({
      interval: new Interval(this, way),
      isTaken: new Bool(this, way.presence![0]!),
    }));
  }

  /** Posts a comparison, or any constraint as data. */
  add(constraint: Comparison | Constraint): Posted {
    if ('kind' in constraint) return this.#post(constraint);
    this.#own(constraint.owner);
    return this.#post(constraint.constraint);
  }

  or(literals: readonly Bool[]): Posted {
    return this.#post({ kind: 'boolOr', literals: this.#literals(literals) });
  }

  and(literals: readonly Bool[]): Posted {
    return this.#post({ kind: 'boolAnd', literals: this.#literals(literals) });
  }

  /** An odd number of them is true. */
  xor(literals: readonly Bool[]): Posted {
    return this.#post({ kind: 'boolXor', literals: this.#literals(literals) });
  }

  atMostOne(literals: readonly Bool[]): Posted {
    return this.#post({ kind: 'atMostOne', literals: this.#literals(literals) });
  }

  exactlyOne(literals: readonly Bool[]): Posted {
    return this.#post({ kind: 'exactlyOne', literals: this.#literals(literals) });
  }

  implication(condition: Bool, consequence: Bool): Posted {
    return this.or([consequence]).onlyIf(condition);
  }

  allDifferent(values: readonly Operand[]): Posted {
    return this.#post({ kind: 'allDifferent', exprs: this.#expressions(values) });
  }

  /** `target = values[index]`. */
  element(index: Operand, values: readonly Operand[], target: Operand): Posted {
    const [at, to] = [this.expression(index), this.expression(target)];
    return this.#post({ kind: 'element', index: at, exprs: this.#expressions(values), target: to });
  }

  /** The values are one of the tuples, or with `negated` none of them. */
  table(values: readonly Operand[], tuples: readonly (readonly number[])[], { negated = false } = {}): Posted {
    const exprs = this.#expressions(values);
    return this.#post({ kind: 'table', exprs, tuples, ...(negated ? { negated } : {}) });
  }

  /** The values lead from the start to a final state; see the kind `automaton`. */
  automaton(values: readonly Operand[], states: Omit<Own<'automaton'>, 'exprs'>): Posted {
    return this.#post({ kind: 'automaton', exprs: this.#expressions(values), ...states });
  }

  /** The arcs taken make one circuit through all nodes; a node with a self-loop taken is left out. */
  circuit(arcs: readonly Arc[]): Posted {
    return this.#post({ kind: 'circuit', ...this.#arcs(arcs) });
  }

  /** As a circuit, but node 0 is the depot of any number of routes. */
  multipleCircuit(arcs: readonly Arc[]): Posted {
    return this.#post({ kind: 'multipleCircuit', ...this.#arcs(arcs) });
  }

  /** `inverse[direct[i]] = i`, and the reverse. */
  inverse(direct: readonly Variable[], inverse: readonly Variable[]): Posted {
    const indices = (list: readonly Variable[]): number[] =>
      list.map(({ owner, index }) => {
        this.#own(owner);
        return index;
      });
    return this.#post({ kind: 'inverse', direct: indices(direct), inverse: indices(inverse) });
  }

  max(target: Operand, values: readonly Operand[]): Posted {
    return this.#post(maxEquality(this.expression(target), this.#expressions(values)));
  }

  min(target: Operand, values: readonly Operand[]): Posted {
    return this.#post(minEquality(this.expression(target), this.#expressions(values)));
  }

  /** `target = |value|`. */
  abs(target: Operand, value: Operand): Posted {
    return this.#post(absEquality(this.expression(target), this.expression(value)));
  }

  multiplication(target: Operand, factors: readonly Operand[]): Posted {
    const exprs = this.#expressions(factors);
    return this.#post({ kind: 'multiplication', target: this.expression(target), exprs });
  }

  /** `target = dividend / divisor`, rounded towards 0. */
  division(target: Operand, dividend: Operand, divisor: Operand): Posted {
    return this.#post({ kind: 'division', ...this.#quotient(target, dividend, divisor) });
  }

  /** `target` is the rest of the division, with the sign of the dividend. */
  modulo(target: Operand, dividend: Operand, divisor: Operand): Posted {
    return this.#post({ kind: 'modulo', ...this.#quotient(target, dividend, divisor) });
  }

  /** One at a time, with the time that `transitions` ask for between two. */
  noOverlap(intervals: readonly Interval[], { transitions }: { readonly transitions?: Transitions } = {}): Posted {
    const indices = this.#handles(intervals).map(({ index }) => index);
    return this.#post({ kind: 'noOverlap', intervals: indices, ...(transitions ? { transitions } : {}) });
  }

  /** The rectangles `x[i]` times `y[i]` do not overlap. */
  noOverlap2D(x: readonly Interval[], y: readonly Interval[]): Posted {
    const [first, second] = [x, y].map((list) => this.#handles(list).map(({ index }) => index));
    return this.#post({ kind: 'noOverlap2D', x: first!, y: second! });
  }

  /** At every time, the demands of what runs add up to at most the capacity. */
  cumulative(uses: readonly { readonly interval: Interval; readonly demand: Operand }[], capacity: Operand): Posted {
    const intervals = this.#handles(uses.map(({ interval }) => interval)).map(({ index }) => index);
    const demands = this.#expressions(uses.map(({ demand }) => demand));
    return this.#post({ kind: 'cumulative', intervals, demands, capacity: this.expression(capacity) });
  }

  /** After every change, the level lies between `least` and `most`; a change counts where `isActive` is true. */
  reservoir(
    changes: readonly { readonly time: Operand; readonly change: Operand; readonly isActive?: Bool }[],
    [least, most]: readonly [least: number, most: number],
  ): Posted {
    const actives = changes.map(({ isActive }) => (isActive ? this.literal(isActive) : this.#builder.constant(1)));
    return this.#post({
      kind: 'reservoir',
      times: this.#expressions(changes.map(({ time }) => time)),
      changes: this.#expressions(changes.map(({ change }) => change)),
      ...(changes.some(({ isActive }) => isActive) ? { actives } : {}),
      minLevel: least,
      maxLevel: most,
    });
  }

  /** The one literal that is true exactly when all the given ones are; the same for the same set. */
  conjunction(literals: readonly Bool[], name?: string): Bool {
    return new Bool(this, this.#builder.conjunction(this.#literals(literals), name));
  }

  minimize(cost: Operand): void {
    this.#builder.minimize(this.expression(cost));
  }

  maximize(gain: Operand): void {
    this.#builder.maximize(this.expression(gain));
  }

  /** A value to try first. */
  hint(variable: Variable | Bool, value: number | boolean): void {
    this.#own(variable.owner);
    this.#builder.hint(variable instanceof Bool ? variable.literal : variable.index, value);
  }

  /** Takes a literal as true; an infeasible outcome may name it. */
  assume(literal: Bool): void {
    this.#builder.assume(this.literal(literal));
  }

  /** A literal of this model as its number. */
  literal(literal: Bool): Literal {
    if (!(literal instanceof Bool)) {
      throw new DovetailError('model/not-boolean', `${String(literal)} stands where a Boolean is meant.`, {
        maybe: 'use what `boolean` or `not` of this model gave.',
      });
    }
    this.#own(literal.owner);
    return literal.literal;
  }

  /** An operand of this model as data. */
  expression(operand: Operand): Expression {
    const { owner, data } = sumOf(operand);
    this.#own(owner);
    return data;
  }

  #own(owner: Owner | undefined): void {
    common(this, owner);
  }

  #post(constraint: Constraint): Posted {
    this.#builder.add(constraint);
    return new Posted(this, this.#builder, this.#builder.constraints.length - 1);
  }

  #literals(literals: readonly Bool[]): Literal[] {
    return literals.map((literal) => this.literal(literal));
  }

  #expressions(operands: readonly Operand[]): Expression[] {
    return operands.map((operand) => this.expression(operand));
  }

  #handles(intervals: readonly Interval[]): IntervalHandle[] {
    return intervals.map(({ owner, data }) => {
      this.#own(owner);
      return data;
    });
  }

  #arcs(arcs: readonly Arc[]) {
    return {
      tails: arcs.map(([tail]) => tail),
      heads: arcs.map(([, head]) => head),
      literals: arcs.map(([, , isTaken]) => this.literal(isTaken)),
    };
  }

  #quotient(target: Operand, dividend: Operand, divisor: Operand) {
    const [to, from, by] = [target, dividend, divisor].map((operand) => this.expression(operand));
    return { target: to!, dividend: from!, divisor: by! };
  }
}

/** An arc between two nodes, numbered from 0, and the Boolean that takes it. */
export type Arc = readonly [tail: number, head: number, isTaken: Bool];

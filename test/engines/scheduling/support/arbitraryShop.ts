import fc from 'fast-check';
import { type IntervalHandle, ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { domainSize } from '../../../../src/language/domain.ts';
import { constant, type Expression, not, sum, term, weighted } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';

/** What a generated shop may have besides tasks on machines. */
export interface Features {
  readonly alternatives?: boolean;
  readonly optional?: boolean;
  readonly operators?: boolean;
  readonly calendar?: boolean;
  readonly tardiness?: boolean;
  readonly setups?: boolean;
  /** Tasks may be left out with all that come after them; whether one is there is a Boolean beside its alternatives. */
  readonly dropped?: boolean;
  /** Tasks of one mode may have a second part at a fixed distance, on the other machine. */
  readonly phases?: boolean;
}

/** The numbers that a shop is made of. */
interface Seeds {
  readonly tasks: readonly {
    readonly duration: number;
    readonly machine: number;
    readonly other: number | undefined;
    readonly isOptional: boolean;
    readonly lag: number | undefined;
    readonly release: number;
    readonly weight: number;
  }[];
  readonly way: number;
  readonly operators: number;
  readonly block: number;
  /** Between two families of tasks; the triangle inequality need not hold. */
  readonly setups: readonly (readonly number[])[];
}

const seeds = (most: number): fc.Arbitrary<Seeds> =>
  fc.record({
    tasks: fc.array(
      fc.record({
        duration: fc.integer({ min: 1, max: 3 }),
        machine: fc.nat(1),
        other: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        isOptional: fc.boolean(),
        lag: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
        release: fc.constantFrom(0, 0, 0, 1, 2),
        weight: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 2, maxLength: most },
    ),
    way: fc.nat(2),
    operators: fc.integer({ min: 1, max: 2 }),
    block: fc.integer({ min: 1, max: 3 }),
    setups: fc.array(fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
  });

/** How many assignments the oracle would have to try. */
export function sizeOf({ variables }: Model): number {
  return variables.reduce((product, { domain }) => product * domainSize(domain), 1);
}

/** Shops of up to this many tasks on two machines, with the features in all their mixtures; short horizons. */
export function arbitraryShop(features: Features, most = 4): fc.Arbitrary<Model> {
  return seeds(most).map((given) => new ShopWriter(features, given).model());
}

/** Writes a shop into the language, alternatives in one of three ways. */
class ShopWriter {
  readonly #features: Features;
  readonly #seeds: Seeds;
  readonly #model = new ModelBuilder('shop');
  readonly #machines: IntervalHandle[][] = [[], []];
  readonly #all: IntervalHandle[] = [];
  /** Of the tasks so far: the literal that one is there, if it may be left out. */
  readonly #present: number[][] = [];
  readonly #absent: [literal: number, worth: number][] = [];
  readonly #horizon: number;

  constructor(features: Features, given: Seeds) {
    this.#features = features;
    this.#seeds = given;
    const setup = features.setups ? Math.max(...given.setups.flat()) : 0;
    const second = ({ other, release }: Seeds['tasks'][number]): number =>
      features.phases ? release + (other ?? 0) : 0;
    this.#horizon = given.tasks.reduce(
      (total, task) => total + task.duration + (task.lag ?? 0) + second(task) + setup,
      3,
    );
  }

  model(): Model {
    const { tasks, operators, block, setups } = this.#seeds;
    const model = this.#model;
    const ends: Expression[] = [];
    for (const [i, task] of tasks.entries()) {
      const start = term(model.integer(task.release, this.#horizon));
      const end = this.#task(task, start);
      if (i > 0 && task.lag !== undefined) {
        const [before, own] = [this.#present[i - 1]!, this.#present[i]!];
        const enforce = [...before, ...own];
        model.add(compare(start, '>=', { ...ends[i - 1]!, offset: ends[i - 1]!.offset + task.lag }), { enforce });
        for (const literal of own) model.add({ kind: 'boolOr', literals: [not(literal), ...before] });
      }
      ends.push(end);
    }
    if (this.#features.calendar) this.#machines[0]!.push(model.interval({ start: constant(2), size: constant(block) }));
    for (const machine of this.#machines) {
      const families = machine.map((_, i) => i % setups.length);
      model.noOverlap(machine, this.#features.setups ? { transitions: { families, times: setups } } : {});
    }
    if (this.#features.operators)
      model.cumulative(
        this.#all,
        this.#all.map(() => constant(1)),
        constant(operators),
      );
    this.#objective(ends);
    return model.build();
  }

  /** Adds a task; gives its end. */
  #task(task: Seeds['tasks'][number], start: Expression): Expression {
    const model = this.#model;
    const hasOther = this.#features.alternatives && task.other !== undefined;
    const dropped = this.#features.dropped && task.isOptional ? [this.#optional(task.weight)] : [];
    this.#present.push(dropped);
    if (!hasOther) {
      const presence = this.#features.optional && task.isOptional ? [this.#optional(task.weight)] : dropped;
      const interval = model.interval({ start, size: constant(task.duration), presence });
      this.#place(interval, task.machine);
      if (!this.#features.phases || task.other === undefined) return interval.end;
      const later = { ...start, offset: start.offset + task.duration + task.release };
      const phase = model.interval({ start: later, size: constant(task.other), presence });
      this.#place(phase, 1 - task.machine);
      return phase.end;
    }
    const end = term(model.integer(0, this.#horizon + 3));
    const literals = [task.duration, task.other!].map((duration, i) => {
      const presence = model.boolean();
      const own = this.#seeds.way === 1 ? term(model.integer(0, this.#horizon)) : start;
      const interval = model.interval({ start: own, size: constant(duration), end, presence: [presence] });
      if (own !== start) model.add(compare(own, '=', start), { enforce: [presence] });
      this.#place(interval, (task.machine + i) % 2);
      return presence;
    });
    const all = [...literals, ...dropped.map(not)];
    if (this.#seeds.way === 2) model.add(compare(sum(all), '=', 1));
    else model.add({ kind: 'exactlyOne', literals: all });
    return end;
  }

  #optional(worth: number): number {
    const literal = this.#model.boolean();
    this.#absent.push([literal, worth]);
    return literal;
  }

  #place(interval: IntervalHandle, machine: number): void {
    this.#machines[machine]!.push(interval);
    this.#all.push(interval);
  }

  /** The makespan or weighted tardiness, less what optional tasks are worth. */
  #objective(ends: readonly Expression[]): void {
    const model = this.#model;
    const worth = weighted(
      this.#absent.map(([literal]) => literal),
      this.#absent.map(([, value]) => -2 * value),
    );
    const parts: Expression[] = [worth];
    if (this.#features.tardiness) {
      for (const [i, end] of ends.entries()) {
        const late = model.integer(0, this.#horizon + 3);
        model.add(compare(term(late), '>=', { ...end, offset: end.offset - 2 - i }), { enforce: this.#present[i]! });
        parts.push(term(late, this.#seeds.tasks[i]!.weight));
      }
    } else {
      const makespan = term(model.integer(0, this.#horizon + 3));
      if (this.#features.dropped)
        ends.forEach((end, i) => model.add(compare(makespan, '>=', end), { enforce: this.#present[i]! }));
      else model.add(maxEquality(makespan, ends));
      parts.push(makespan);
    }
    model.minimize({
      vars: parts.flatMap(({ vars }) => vars),
      coeffs: parts.flatMap(({ coeffs }) => coeffs),
      offset: 0,
    });
  }
}

import { Costs } from '../../src/domain/posting/costs.ts';
import type { IntervalHandle, ModelBuilder, PostOptions } from '../../src/language/builder.ts';
import type { Constraint } from '../../src/language/constraints/index.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import {
  constant,
  type Expression,
  type Literal,
  minus,
  not,
  plus,
  simplify,
  term,
  type Variable,
  weighted,
} from '../../src/language/expression.ts';
import type { Calendar } from './calendar.ts';
import {
  type BatchVars,
  type Choice,
  isHopeless,
  modelOrder,
  type OperationVars,
  operationVars,
} from './posting/operations.ts';
import type { ChosenPiece, Pieces } from './posting/pieces.ts';
import { isSamePlace, type OperationInfo, type Problem, type Run } from './problem.ts';
import { Schedule } from './schedule.ts';

/** The value of a variable in a schedule. */
type Follows = (schedule: Schedule, values: Float64Array) => number;

/** A batch that may be on a machine. */
interface Placed {
  readonly item: OperationInfo;
  readonly batch: BatchVars;
  readonly choice: Choice;
}

/**
 * What a rule posts with: the variables of each open operation, and what several rules need of them.
 *
 * Whatever is a variable here follows from a schedule, and says how, so that a schedule becomes a whole solution of the
 * model.
 */
export class Posting {
  readonly problem: Problem;
  readonly builder: ModelBuilder;
  readonly fixed: Schedule;
  readonly costs = new Costs();
  readonly operations: readonly OperationVars[];
  /** Open operations that nothing can place. */
  readonly hopeless: readonly OperationInfo[];
  readonly #ofItem = new Map<number, OperationVars>();
  readonly #follows: { readonly variable: Variable; readonly of: Follows }[] = [];
  readonly #ends = new Map<OperationVars, Expression>();
  readonly #starts = new Map<OperationVars, Expression>();
  readonly #stays = new Map<Run, Literal | undefined>();
  readonly #blocks = new Map<number, IntervalHandle[]>();
  readonly #pieces = new Map<BatchVars, Pieces[]>();
  readonly #onMachine: readonly (readonly Placed[])[];

  constructor(builder: ModelBuilder, problem: Problem, isSure: boolean) {
    this.problem = problem;
    this.builder = builder;
    this.fixed = new Schedule(problem, problem.fixed);
    const open = problem.items.filter(({ state }) => state === 'open');
    const without = new Set(open.filter((item) => isHopeless(problem, item)));
    // What comes after something that cannot be cannot be either.
    const queue = [...without];
    for (let item = queue.pop(); item; item = queue.pop()) {
      for (const next of item.after) {
        const follower = problem.items[next]!;
        if (follower.state !== 'open' || without.has(follower)) continue;
        without.add(follower);
        queue.push(follower);
      }
    }
    this.hopeless = [...without];
    this.operations = builder.owned('cells', () =>
      open.filter((item) => !without.has(item)).map((item) => operationVars(builder, problem, { item, isSure })),
    );
    const onMachine = problem.machines.map((): Placed[] => []);
    for (const { batches, item } of this.operations) {
      for (const batch of batches)
        for (const choice of batch.choices) onMachine[choice.machine]!.push({ item, batch, choice });
    }
    this.#onMachine = onMachine;
    for (const operation of this.operations) this.#ofItem.set(operation.item.index, operation);
  }

  /** Every batch that may be on a machine, in the order of the items. */
  on(machine: number): readonly Placed[] {
    return this.#onMachine[machine]!;
  }

  /** The variables of an item; undefined when it is fixed or hopeless. */
  of(item: number): OperationVars | undefined {
    return this.#ofItem.get(item);
  }

  /** Everything posted from here on is this rule's. */
  begin(rule: string, post: () => void): void {
    this.costs.begin(rule);
    this.builder.owned(rule, post);
  }

  add(constraint: Constraint, options?: PostOptions): void {
    this.builder.add(constraint, options);
  }

  /** A literal that follows from a schedule. */
  boolean(of: (...args: Parameters<Follows>) => boolean): Literal {
    const variable = this.builder.boolean();
    this.#follows.push({ variable, of: (...args) => Number(of(...args)) });
    return variable;
  }

  /** A variable that follows from a schedule. */
  integer(lo: number, hi: number, of: Follows): Variable {
    const variable = this.builder.integer(lo, hi);
    this.#follows.push({ variable, of });
    return variable;
  }

  /** What follows from a schedule, in the order in which it was made. */
  get follows(): readonly { readonly variable: Variable; readonly of: Follows }[] {
    return this.#follows;
  }

  /** Adds a cost where a literal is not true. */
  costUnless(literal: Literal, amount: number): void {
    this.costs.add(not(literal), amount);
  }

  /** Whether a literal is true whatever is decided. */
  isSure(literal: Literal): boolean {
    return literal === this.builder.constant(1);
  }

  /** Literals as what a constraint depends on; those that are always true are left out. */
  when(...literals: readonly Literal[]): PostOptions {
    return { enforce: literals.filter((literal) => !this.isSure(literal)) };
  }

  /** Stretches in which something is closed, as intervals, made once for each calendar. */
  closedOf(calendar: {
    readonly index: number;
    closedIn(from: number, to: number): [number, number][];
  }): IntervalHandle[] {
    let blocks = this.#blocks.get(calendar.index);
    if (!blocks) {
      blocks = this.builder.owned('shared', () =>
        calendar.closedIn(0, this.problem.horizon).map(([from, to]) => this.block(from, to)),
      );
      this.#blocks.set(calendar.index, blocks);
    }
    return blocks;
  }

  /** Keeps where a phase of a batch may begin with which pauses, for whoever asks what is worked when. */
  tellPieces(batch: BatchVars, pieces: Pieces): void {
    const own = this.#pieces.get(batch);
    if (own) own.push(pieces);
    else this.#pieces.set(batch, [pieces]);
  }

  piecesOf(batch: BatchVars, p: number, calendar: Calendar, minutes: number): readonly ChosenPiece[] {
    const found = this.#pieces
      .get(batch)
      ?.find((one) => one.p === p && one.calendar === calendar && one.minutes === minutes);
    return found?.pieces ?? [];
  }

  block(from: number, to: number): IntervalHandle {
    return this.builder.interval({ start: constant(from), size: constant(to - from) });
  }

  /** When an operation begins, as its first batch does. */
  startOf(operation: OperationVars): Expression {
    return this.#extreme(operation, this.#starts, 'start');
  }

  /** When an operation is over, as its last batch is. */
  endOf(operation: OperationVars): Expression {
    return this.#extreme(operation, this.#ends, 'end');
  }

  /** The first start or the last end: of several batches, that of one of them which no other one is beyond. */
  #extreme(operation: OperationVars, known: Map<OperationVars, Expression>, which: 'start' | 'end'): Expression {
    const { batches, item, presence } = operation;
    if (batches.length === 1) return batches[0]![which];
    const made = known.get(operation);
    if (made) return made;
    const { horizon } = this.problem;
    return this.builder.owned('shared', () => {
      const valueIn = (schedule: Schedule): number => {
        const ends = schedule
          .of(item.index)
          .flatMap((run) => run.batches.map(({ phases }) => (which === 'end' ? phases.at(-1)!.to : phases[0]!.from)));
        return ends.length === 0 ? 0 : which === 'end' ? Math.max(...ends) : Math.min(...ends);
      };
      const variable = this.integer(0, horizon, valueIn);
      const extreme = term(variable);
      const relation = which === 'end' ? '>=' : '<=';
      const chosen = batches.map(({ present, ...batch }, b) => {
        for (const literal of present) this.add(compare(extreme, relation, batch[which]), this.when(literal));
        const isIt: Literal = this.boolean((schedule, values) => {
          const mine = (i: number): boolean =>
            batches[i]!.present.some((one) => values[one] === 1) &&
            valueAt(batches[i]![which], values) === valueIn(schedule);
          return mine(b) && !batches.slice(0, b).some((_, i) => mine(i));
        });
        this.add(compare(extreme, '=', batch[which]), { enforce: [isIt] });
        this.add({ kind: 'boolOr', literals: [not(isIt), ...present] });
        return isIt;
      });
      this.add({ kind: 'exactlyOne', literals: [...chosen, not(presence)] });
      known.set(operation, extreme);
      return extreme;
    });
  }

  /** Adds `amount` for each minute from `from` to the end of the last of some operations that are in place. */
  costBeyond(items: readonly number[], { from, amount }: { readonly from: number; readonly amount: number }): void {
    const floor = Math.max(0, this.fixed.endOf(items) - from);
    const open = items.flatMap((item) => this.of(item) ?? []);
    const most = Math.max(floor, this.problem.horizon - from);
    if (open.length === 0 || most === floor) {
      this.costs.always(amount * floor);
      return;
    }
    const beyond = this.integer(floor, most, (schedule) => Math.max(floor, schedule.endOf(items) - from));
    for (const { batches } of open) {
      for (const { end, present } of batches) {
        for (const literal of present)
          this.add(compare(term(beyond), '>=', plus(end, constant(-from))), this.when(literal));
      }
    }
    this.costs.add(beyond, amount);
  }

  /** A literal that may be true only where a run is kept; made once for each run, undefined where it cannot be. */
  staysAt(run: Run): Literal | undefined {
    if (!this.#stays.has(run))
      this.#stays.set(
        run,
        this.builder.owned('shared', () => staysAt(this, run)),
      );
    return this.#stays.get(run);
  }

  /** The minutes that a machine works, `given` among them. */
  workOn(machine: number, given: number): Expression {
    const own = this.on(machine).map(({ choice }) => choice);
    const minutes = own.map(({ phases }) => phases.reduce((sum, phase) => sum + phase.minutes, 0));
    const all = weighted(
      own.map(({ literal }) => literal),
      minutes,
      given,
    );
    // Batches of one operation may have one literal.
    return simplify(all);
  }

  /** Adds `amount x (greatest - least)` of some sums. */
  costSpread(loads: readonly Expression[], amount: number): void {
    if (loads.length < 2) return;
    const total = loads.reduce(plus, constant(0));
    const limit = total.coeffs.reduce((sum, coefficient) => sum + Math.abs(coefficient), Math.abs(total.offset));
    const valuesIn = (values: Float64Array): number[] => loads.map((load) => valueAt(load, values));
    const most = this.integer(0, limit, (_, values) => Math.max(...valuesIn(values)));
    const least = this.integer(0, limit, (_, values) => Math.min(...valuesIn(values)));
    for (const load of loads) {
      this.add(compare(term(most), '>=', load));
      this.add(compare(term(least), '<=', load));
    }
    this.costs.add(most, amount);
    this.costs.add(least, -amount);
  }
}

/** The value of an expression. */
export function valueAt({ coeffs, offset, vars }: Expression, values: ArrayLike<number>): number {
  return vars.reduce((sum, variable, i) => sum + coeffs[i]! * values[variable]!, offset);
}

/** `a - b` lies in a range. */
export function difference(a: Expression, b: Expression, min: number, max = Number.POSITIVE_INFINITY): Constraint {
  const { coeffs, offset, vars } = minus(a, b);
  return { kind: 'linear', vars, coeffs, domain: [min - offset, max - offset] };
}

/** A literal that may be true only where an operation has the same machines and starts as a run; undefined if it cannot. */
function staysAt(posting: Posting, run: Run): Literal | undefined {
  const operation = posting.of(run.item);
  const batches = modelOrder(run);
  const places = batches.map(({ machine, phases, quantity }, b) => {
    const batch = operation?.batches[b];
    const choice = batch?.choices.find(
      (one) => one.machine === machine && one.batches === batches.length && one.quantity === quantity,
    );
    return batch && choice && { choice, start: batch.start, at: phases[0]!.from };
  });
  if (!operation || places.some((one) => one === undefined)) return undefined;
  const isSame = posting.boolean((schedule) => schedule.of(run.item).some((one) => isSamePlace(one, run)));
  for (const place of places) {
    posting.add({ kind: 'boolAnd', literals: [place!.choice.literal] }, { enforce: [isSame] });
    posting.add(compare(place!.start, '=', place!.at), { enforce: [isSame] });
  }
  return isSame;
}

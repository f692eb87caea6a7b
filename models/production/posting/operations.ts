import type { ModelBuilder } from '../../../src/language/builder.ts';
import {
  constant,
  type Expression,
  type Literal,
  plus,
  term,
  type Variable,
} from '../../../src/language/expression.ts';
import {
  type Batch,
  batchCounts,
  type Crew,
  dividedInto,
  type OperationInfo,
  type Problem,
  type Run,
  type Way,
} from '../problem.ts';

/** A crew that may do a phase, and the literal that it does. */
export interface CrewChoice {
  readonly crew: Crew;
  readonly literal: Literal;
}

/** One batch on one machine, for one number of batches that its operation may be split into. */
export interface Choice {
  readonly machine: number;
  /** In how many batches the operation is done. */
  readonly batches: number;
  readonly quantity: number;
  readonly literal: Literal;
  /** `at`: minutes from the start of the batch, where its phases follow each other as one block. */
  readonly phases: readonly { readonly minutes: number; readonly at: number; readonly crews: readonly CrewChoice[] }[];
  /** Of the block. */
  readonly duration: number;
}

/** A batch of an operation, on whichever machine. */
export interface BatchVars {
  readonly choices: readonly Choice[];
  /** Of which one is true when there is the batch. */
  readonly present: readonly Literal[];
  readonly start: Expression;
  readonly end: Expression;
  /** Starts and ends of phases that may have pauses in them or between them; none where they are one block. */
  readonly phases: readonly { readonly from: Variable; readonly to: Variable }[];
}

/** The variables of an operation that a run decides about. */
export interface OperationVars {
  readonly item: OperationInfo;
  readonly presence: Literal;
  /** That it is split into this number of batches; one for each of `batchCounts`, the presence itself where there is only one. */
  readonly counts: readonly { readonly batches: number; readonly literal: Literal }[];
  readonly batches: readonly BatchVars[];
}

/** Whether the phases of a batch always follow each other in the same way, so that they are one block of fixed length. */
export function isBlock({ idle, isInterruptible, phases }: OperationInfo): boolean {
  return !isInterruptible && (phases.length === 1 || idle.min === idle.max);
}

/** Whether nothing can place an operation: no machine, nobody for a phase, or no time between release and horizon. */
export function isHopeless(problem: Problem, item: OperationInfo): boolean {
  return item.phases.some(({ crews }) => crews.length === 0) || fittingWays(problem, item, item.quantity).length === 0;
}

/** The ways that leave room between the earliest start and the end of the horizon; of the smallest batch, if divided. */
function fittingWays({ domains, horizon }: Problem, item: OperationInfo, quantity: number): Way[] {
  const room = horizon - domains.earliest[item.index]!;
  return item.ways.filter((way) => blockOf(item, way, quantity).duration <= room);
}

function blockOf({ idle, phases }: OperationInfo, way: Way, quantity: number) {
  let end = 0;
  const parts = phases.map((_, p) => {
    const at = p === 0 ? 0 : end + idle.min;
    const minutes = way.minutes(p, quantity);
    end = at + minutes;
    return { at, minutes };
  });
  return { parts, duration: end };
}

/** Makes the variables of an operation; what is decided already gets none. */
export function operationVars(
  builder: ModelBuilder,
  problem: Problem,
  { item, isSure }: { readonly item: OperationInfo; readonly isSure: boolean },
): OperationVars {
  const presence = isSure ? builder.constant(1) : builder.boolean(`${item.id} is placed`);
  const numbers = batchCounts(item).filter((count) => {
    const smallest = dividedInto(item.quantity, count)[0]!;
    return fittingWays(problem, item, smallest).length > 0;
  });
  const counts = numbers.map((batches) => {
    return { batches, literal: numbers.length === 1 ? presence : builder.boolean(`${item.id} in ${batches}`) };
  });
  const most = Math.max(...numbers);
  const batches = Array.from({ length: most }, (_, b) => batchVars(builder, problem, { item, counts, b, presence }));
  return { item, presence, counts, batches };
}

function batchVars(
  builder: ModelBuilder,
  problem: Problem,
  { item, counts, b, presence }: Pick<OperationVars, 'item' | 'counts' | 'presence'> & { readonly b: number },
): BatchVars {
  const own = counts.filter(({ batches }) => batches > b);
  const choices = own.flatMap(({ batches, literal: count }) => {
    const quantity = dividedInto(item.quantity, batches)[b]!;
    const ways = fittingWays(problem, item, quantity);
    return ways.map((way): Choice => {
      const name = `${item.id} on ${problem.machines[way.machine]!.id}`;
      const literal = ways.length === 1 ? count : builder.boolean(name);
      const { duration, parts } = blockOf(item, way, quantity);
      const phases = parts.map((part, p) => {
        const { crews } = item.phases[p]!;
        const choose = crews.map(
          (crew): CrewChoice => ({ crew, literal: crews.length === 1 ? literal : builder.boolean() }),
        );
        return { ...part, crews: choose };
      });
      return { ...{ machine: way.machine, batches, quantity, literal, phases, duration } };
    });
  });
  const present = b === 0 ? [presence] : own.map(({ literal }) => literal);
  const earliest = problem.domains.earliest[item.index]!;
  if (isBlock(item)) {
    const durations = choices.map(({ duration }) => duration);
    const start = builder.integer(earliest, problem.horizon - Math.min(...durations), `${item.id} start`);
    const isSame = durations.every((duration) => duration === durations[0]);
    const length = isSame
      ? constant(durations[0]!)
      : choices.reduce((sum, { literal, duration }) => plus(sum, term(literal, duration)), constant(0));
    return { choices, present, phases: [], start: term(start), end: plus(term(start), length) };
  }
  const phases = item.phases.map(({ kind }) => ({
    from: builder.integer(earliest, problem.horizon, `${item.id} ${kind} from`),
    to: builder.integer(earliest, problem.horizon, `${item.id} ${kind} to`),
  }));
  return { choices, present, phases, start: term(phases[0]!.from), end: term(phases.at(-1)!.to) };
}

/** The batches of a run in the order in which a model has them: the greatest first, then by when they begin. */
export function modelOrder({ batches }: Pick<Run, 'batches'>): Batch[] {
  return [...batches].sort(
    (a, b) => b.quantity - a.quantity || a.phases[0]!.from - b.phases[0]!.from || a.machine - b.machine,
  );
}

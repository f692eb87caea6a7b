import { z } from 'zod';
import type { Where } from '../../src/domain/parts.ts';
import { schedule } from './input.ts';
import { batchFrom, namesOf } from './layout.ts';
import { endOf, type OperationInfo, type Problem, type Run, type Spot, startOf } from './problem.ts';
import { AND, sayBatch } from './show/batches.ts';
import { batchOf, knownIn, solutionOf } from './solution.ts';
import { suits } from './teams.ts';

const batchesSchema = schedule.shape.operations.unwrap().element.shape.batches;

/**
 * The machine and the times of a run; its operators, where it has some; all of its batches as JSON, where machine, start
 * and operators do not tell them.
 */
export function whereOf(problem: Problem, run: Run): Where {
  const { clock, machines, operators } = problem;
  const [first] = run.batches;
  const who = [...new Set(run.batches.flatMap(({ phases }) => phases.flatMap((phase) => phase.operators)))];
  const names = who.sort((a, b) => a - b).map((one) => operators[one]!.id);
  const at = {
    start: clock.textOf(startOf(run)),
    end: clock.textOf(endOf(run)),
    ...(names.length > 0 ? { operators: names.join(AND) } : {}),
  };
  const where = { who: machines[first!.machine]!.id, at };
  const plain = plainRun(problem, problem.items[run.item]!, where);
  if (plain && JSON.stringify(plain.batches) === JSON.stringify(run.batches)) return where;
  const [named] = solutionOf(problem, [run]).operations;
  return { ...where, at: { ...at, batches: JSON.stringify(named!.batches) } };
}

/** The same for people: operators by their names, and each batch with its machine and its times. */
export function tellAt({ machineIndex, machines, operatorIndex, operators }: Problem, at: Where['at']): Where['at'] {
  const names = (ids: string | number): string =>
    String(ids)
      .split(AND)
      .map((id) => operators[operatorIndex.get(id) ?? -1]?.name ?? id)
      .join(AND);
  const batches = at.batches === undefined ? undefined : readBatches(at.batches);
  const told = batches?.map(({ machine, phases }) => {
    const name = machines[machineIndex.get(machine) ?? -1]?.name ?? machine;
    return sayBatch({ who: name, start: phases[0]?.from ?? '', end: phases.at(-1)?.to ?? '' });
  });
  return {
    ...at,
    ...(at.operators === undefined ? {} : { operators: names(at.operators) }),
    ...(at.batches === undefined ? {} : { batches: told?.join(AND) ?? 'several batches' }),
  };
}

/** The inverse of {@link whereOf}; undefined where there is no such place. */
export function workAt(problem: Problem, item: OperationInfo, where: Where): Run | undefined {
  const { batches } = where.at;
  if (batches === undefined) return plainRun(problem, item, where);
  const given = readBatches(batches);
  if (!given || given.length === 0) return undefined;
  const order = problem.orders[item.order]!.id;
  const named = { operations: [{ order, operation: item.operation, batches: given }], sequence: [] };
  if (knownIn(problem, named).operations.length === 0) return undefined;
  return { ...asProposal(item), batches: given.map((one) => batchOf(problem, one)) };
}

function readBatches(text: string | number): z.infer<typeof batchesSchema> | undefined {
  try {
    return batchesSchema.safeParse(JSON.parse(String(text))).data;
  } catch {
    return undefined;
  }
}

/** An undivided run on a machine from a start on, whose phases take of the operators as many as they need, in order. */
function plainRun(problem: Problem, item: OperationInfo, { at, who }: Where): Run | undefined {
  const machine = problem.machineIndex.get(who);
  const start = z.iso.datetime({ local: true, offset: true, precision: -1 }).safeParse(at.start);
  if (machine === undefined || !start.success) return undefined;
  const ids = at.operators === undefined ? undefined : String(at.operators).split(AND);
  const named = ids?.map((id) => problem.operatorIndex.get(id) ?? -1);
  if (named?.includes(-1)) return undefined;
  const names = item.phases.map((phase) => {
    if (phase.count === 0) return [];
    if (!named) return namesOf(problem, phase.crews[0] ?? []);
    const fit = named.filter((one) => suits(problem.operators[one]!, phase));
    return (fit.length >= phase.count ? fit : named).slice(0, phase.count);
  });
  const minute = problem.clock.minuteOf(start.data);
  return {
    ...asProposal(item),
    batches: [batchFrom(problem, { item, way: item.wayOn(machine), start: minute, quantity: item.quantity }, names)],
  };
}

/** An undivided run at a spot, with the first crew of each phase; or what has been built there. */
export function candidateAt(problem: Problem, { built, item, machine, start }: Spot): Run {
  if (built) return built;
  const names = item.phases.map(({ crews }) => namesOf(problem, crews[0] ?? []));
  return runWith(problem, { item, machine, start }, names);
}

/** At most this many choices of operators for one place are told apart. */
const MOST_VARIANTS = 24;

/** The same with each operator who may do it; where phases need several, with each crew from each of its operators on. */
export function variantsAt(problem: Problem, spot: Spot): Run[] {
  const asking = spot.item.phases.filter(({ count }) => count > 0);
  if (asking.length === 0 || spot.built) return [];
  const choices = spot.item.phases.map(({ crews }) =>
    crews.flatMap((crew) => {
      const most = Math.max(1, ...crew.map(({ team }) => problem.teams[team]!.operators.length));
      return Array.from({ length: most }, (_, from) => namesOf(problem, crew, from));
    }),
  );
  const seen = new Set<string>();
  const variants: Run[] = [];
  const most = Math.max(...choices.map(({ length }) => length));
  for (let i = 0; i < most && variants.length < MOST_VARIANTS; i++) {
    const leader = choices.find(({ length }) => length === most)![i]!;
    // Whoever does one phase does the others too, where that may be.
    const names = choices.map((own) => own.find((one) => one.join() === leader.join()) ?? own[i % own.length] ?? []);
    const said = names.join(' ');
    if (!seen.has(said)) variants.push(runWith(problem, spot, names));
    seen.add(said);
  }
  return variants;
}

function runWith(problem: Problem, { item, machine, start }: Spot, names: readonly (readonly number[])[]): Run {
  const way = item.wayOn(machine);
  return { ...asProposal(item), batches: [batchFrom(problem, { item, way, start, quantity: item.quantity }, names)] };
}

function asProposal({ id, index, label }: OperationInfo): Omit<Run, 'batches'> {
  return { item: index, id, label, origin: 'proposal' };
}

import type { Built } from './built.ts';
import type { BatchVars, Choice } from './posting/operations.ts';
import { modelOrder } from './posting/operations.ts';
import { valueAt } from './posting.ts';
import type { Batch, Run } from './problem.ts';
import type { Schedule } from './schedule.ts';

/** A phase whose team is chosen and whose operators are still to be named. */
interface Unnamed {
  readonly from: number;
  readonly to: number;
  readonly crew: readonly { readonly team: number; readonly count: number }[];
  readonly operators: number[];
}

/** Where an assignment of the variables has each open operation, with its operators by name. */
export function runsAt({ posting }: Built, values: ArrayLike<number>): Run[] {
  const unnamed: Unnamed[] = [];
  const runs = posting.operations.flatMap(({ batches, item, presence }): Run[] => {
    if (values[presence] !== 1) return [];
    const placed = batches.flatMap((batch): Batch[] => {
      const choice = batch.choices.find(({ literal }) => values[literal] === 1);
      if (!choice) return [];
      const phases = choice.phases.map((_, p) => phaseAt(batch, choice, { p, values }));
      unnamed.push(...phases);
      return [{ machine: choice.machine, quantity: choice.quantity, phases }];
    });
    return [{ item: item.index, id: item.id, label: item.label, origin: 'proposal', batches: placed }];
  });
  nameOperators(posting.problem.teams, unnamed);
  return runs;
}

function phaseAt(batch: BatchVars, choice: Choice, { p, values }: { p: number; values: ArrayLike<number> }): Unnamed {
  const { at, crews, minutes } = choice.phases[p]!;
  const own = batch.phases[p];
  const start = valueAt(batch.start, values) + at;
  const crew = crews.find(({ literal }) => values[literal] === 1)?.crew ?? [];
  return { from: own ? values[own.from]! : start, to: own ? values[own.to]! : start + minutes, crew, operators: [] };
}

/**
 * Names the operators of each team, one phase after the other in the order of their starts: whoever is free.
 *
 * *Means* there is always somebody: a team of several does whole stretches, and no more of them at once than it has
 * operators; one of a single operator has been counted by its efforts.
 */
function nameOperators(teams: Built['problem']['teams'], phases: readonly Unnamed[]): void {
  const freeFrom = new Map<number, number>();
  for (const { crew, from, operators, to } of [...phases].sort((a, b) => a.from - b.from || a.to - b.to)) {
    for (const { count, team } of crew) {
      const members = teams[team]!.operators;
      const free =
        members.length === 1
          ? members
          : members.filter((one) => (freeFrom.get(one) ?? Number.NEGATIVE_INFINITY) <= from);
      for (const operator of free.slice(0, count)) {
        operators.push(operator);
        freeFrom.set(operator, to);
      }
    }
    operators.sort((a, b) => a - b);
  }
}

/** The value of every variable in a legal schedule. */
export function valuesOf({ model, posting }: Built, schedule: Schedule): Float64Array {
  const { builder, operations, problem } = posting;
  // What nothing decides has its least value.
  const values = Float64Array.from(model.variables, ({ domain }) => domain[0]!);
  values[builder.constant(1)] = 1;
  for (const { batches, counts, item, presence } of operations) {
    const [run] = schedule.of(item.index);
    if (!run) continue;
    values[presence] = 1;
    const placed = modelOrder(run);
    const count = counts.find(({ batches: number }) => number === placed.length);
    if (count) values[count.literal] = 1;
    batches.forEach((batch, b) => {
      const own = placed[b];
      if (own) setBatch(problem, values, { batch, own, count: placed.length });
    });
  }
  for (const { variable, of } of posting.follows) values[variable] = of(schedule, values);
  return values;
}

function setBatch(
  { operators }: Built['problem'],
  values: Float64Array,
  { batch, own, count }: { readonly batch: BatchVars; readonly own: Batch; readonly count: number },
): void {
  const set = (variable: number | undefined, value: number): void => {
    if (variable !== undefined) values[variable] = value;
  };
  if (batch.phases.length === 0) set(batch.start.vars[0], own.phases[0]!.from);
  batch.phases.forEach(({ from, to }, p) => {
    set(from, own.phases[p]?.from ?? 0);
    set(to, own.phases[p]?.to ?? 0);
  });
  const choice = batch.choices.find((one) => one.batches === count && one.machine === own.machine);
  if (!choice) return;
  set(choice.literal, 1);
  choice.phases.forEach(({ crews }, p) => {
    const teams = (own.phases[p]?.operators ?? []).map((one) => operators[one]!.team);
    const chosen = crews.find(
      ({ crew }) =>
        crew.reduce((sum, one) => sum + one.count, 0) === teams.length &&
        crew.every(({ team, count: need }) => teams.filter((one) => one === team).length === need),
    );
    set(chosen?.literal, 1);
  });
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare, within } from '../../src/language/constraints/linear.ts';
import { maxEquality } from '../../src/language/constraints/max.ts';
import { domainOf } from '../../src/language/domain.ts';
import { constant, not, sum, term, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';

/** Four small problems whose numbers come from the OR-Tools samples (Apache-2.0), with their expected answers. */
export interface OrtoolsSamples {
  readonly schedule_requests: {
    readonly data: {
      readonly nurses: number;
      readonly days: number;
      readonly shifts: number;
      readonly requests: readonly (readonly (readonly number[])[])[];
      readonly min_per_nurse: number;
      readonly max_per_nurse: number;
    };
    readonly optimum: number;
  };
  readonly assignment_groups: {
    readonly data: {
      readonly costs: readonly (readonly number[])[];
      readonly allowed_groups: readonly (readonly (readonly number[])[])[];
    };
    readonly optimum: number;
  };
  readonly flexible_job_shop: {
    readonly data: {
      readonly jobs_task_alternatives_duration_machine: readonly (readonly (readonly (readonly [
        number,
        number,
      ])[])[])[];
    };
    readonly optimum: number;
  };
  readonly scheduling_with_calendar: {
    readonly data: {
      readonly processing_hours: number;
      readonly lunch: readonly [number, number];
      readonly allowed_start: readonly (readonly [number, number])[];
    };
    readonly expected_solutions_start_duration_across: readonly (readonly [number, number, number])[];
  };
}

export async function readOrtoolsSamples(folder: string): Promise<OrtoolsSamples> {
  return JSON.parse(await readFile(join(folder, 'cases.json'), 'utf8')) as OrtoolsSamples;
}

/** Nurses, days and shifts: each shift one nurse, a nurse one shift a day and 4 to 5 in all; most requests met. */
export function scheduleRequests({ data }: OrtoolsSamples['schedule_requests']): Model {
  const model = new ModelBuilder('schedule requests');
  const works = data.requests.map((days) => days.map((shifts) => shifts.map(() => model.boolean())));
  for (let day = 0; day < data.days; day++) {
    for (let shift = 0; shift < data.shifts; shift++) {
      model.add({ kind: 'exactlyOne', literals: works.map((nurse) => nurse[day]![shift]!) });
    }
  }
  for (const nurse of works) {
    for (const day of nurse) model.add({ kind: 'atMostOne', literals: day });
    model.add(within(sum(nurse.flat()), [data.min_per_nurse, data.max_per_nurse]));
  }
  model.maximize(weighted(works.flat(2), data.requests.flat(2)));
  return model.build();
}

/** Workers and tasks: a worker has one task at most, a task one worker, and each group of four is an allowed team. */
export function assignmentGroups({ data }: OrtoolsSamples['assignment_groups']): Model {
  const model = new ModelBuilder('assignment groups');
  const does = data.costs.map((row) => row.map(() => model.boolean()));
  const busy = does.map((row) => {
    const literal = model.boolean();
    model.add({ kind: 'atMostOne', literals: row });
    model.add(compare(sum(row), '=', term(literal)));
    return literal;
  });
  data.costs[0]!.forEach((_, task) => model.add({ kind: 'exactlyOne', literals: does.map((row) => row[task]!) }));
  data.allowed_groups.forEach((tuples, group) => {
    const members = busy.slice(4 * group, 4 * group + 4);
    model.add({ kind: 'table', exprs: members.map((literal) => term(literal)), tuples });
  });
  model.minimize(weighted(does.flat(), data.costs.flat()));
  return model.build();
}

/** Jobs of tasks in order, each on one of several machines with its own duration; the shortest makespan. */
export function flexibleJobShop({ data }: OrtoolsSamples['flexible_job_shop']): Model {
  const jobs = data.jobs_task_alternatives_duration_machine;
  const horizon = jobs.flat().reduce((total, options) => total + Math.max(...options.map(([d]) => d)), 0);
  const model = new ModelBuilder('flexible job shop');
  const onMachine = new Map<number, ReturnType<typeof model.interval>[]>();
  const ends = jobs.map((job) => {
    let previous = constant(0);
    for (const options of job) {
      const [start, end] = [model.integer(0, horizon), model.integer(0, horizon)];
      model.add(compare(term(start), '>=', previous));
      const chosen = options.map(([duration, machine]) => {
        const literal = model.boolean();
        const parts = { start: term(start), size: constant(duration), end: term(end), presence: [literal] };
        onMachine.set(machine, [...(onMachine.get(machine) ?? []), model.interval(parts)]);
        return literal;
      });
      model.add({ kind: 'exactlyOne', literals: chosen });
      previous = term(end);
    }
    return previous;
  });
  for (const intervals of onMachine.values()) model.noOverlap(intervals);
  const makespan = model.integer(0, horizon, 'makespan');
  model.add(maxEquality(term(makespan), ends));
  model.minimize(term(makespan));
  return model.build();
}

/** One job around a lunch break: it lasts an hour longer when it goes across. Variables start, duration, across. */
export function schedulingWithCalendar({ data }: OrtoolsSamples['scheduling_with_calendar']): Model {
  const model = new ModelBuilder('scheduling with calendar');
  const [lunch, back] = data.lunch;
  const starts = data.allowed_start.flatMap(([lo, hi]) => Array.from({ length: hi - lo + 1 }, (_, i) => lo + i));
  const start = model.integerIn(domainOf(starts), 'start');
  const duration = model.integer(data.processing_hours, data.processing_hours + back - lunch, 'duration');
  const across = model.boolean('across');
  const crossing = domainOf(starts.filter((s) => s < lunch && s + data.processing_hours > lunch));
  const others = domainOf(starts.filter((s) => !(s < lunch && s + data.processing_hours > lunch)));
  model.add({ ...within(term(start), crossing), enforce: [across] });
  model.add({ ...within(term(start), others), enforce: [not(across)] });
  model.add({ ...compare(term(duration), '=', data.processing_hours + back - lunch), enforce: [across] });
  model.add({ ...compare(term(duration), '=', data.processing_hours), enforce: [not(across)] });
  return model.build();
}

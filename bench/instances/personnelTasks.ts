import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';

/**
 * A personnel task scheduling instance: fixed-time tasks, and for each worker the tasks that he or she can do.
 *
 * *Source* M. Krishnamoorthy, A. Ernst and D. Baatar, "Algorithms for large scale shift minimisation personnel task
 * scheduling problems", European Journal of Operational Research 219(1), 2012; the OR-Library's text format.
 */
export interface PersonnelTasks {
  readonly name: string;
  /** Start (inclusive) and end (exclusive) of each task, in minutes. */
  readonly tasks: readonly (readonly [number, number])[];
  /** For each worker, the indices of tasks. */
  readonly skills: readonly (readonly number[])[];
}

export interface KnownPersonnelTasks extends PersonnelTasks {
  /** The fewest workers known to suffice, where the folder says so. */
  readonly best: number | undefined;
  /** The most tasks at one moment: fewer workers cannot suffice. */
  readonly bound: number;
}

/** Reads every instance of a folder, smallest first, with what its `best_known.csv` says of it. */
export async function readPersonnelTasks(folder: string): Promise<KnownPersonnelTasks[]> {
  const rows = (await readFile(join(folder, 'best_known.csv'), 'utf8')).trim().split('\n').slice(1);
  const known = new Map(rows.map((row) => [row.split(',')[0]!, Number(row.split(',')[1])]));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.dat'));
  const instances = files.map(async (file) => {
    const name = file.slice(0, -'.dat'.length);
    const instance = parse(name, await readFile(join(folder, file), 'utf8'));
    return { ...instance, best: known.get(name), bound: busiestMoment(instance.tasks) };
  });
  const all = await Promise.all(instances);
  return all.sort((a, b) => a.tasks.length - b.tasks.length || a.name.localeCompare(b.name));
}

function busiestMoment(tasks: PersonnelTasks['tasks']): number {
  const all = tasks.map((_, t) => t);
  return Math.max(...cliques(all, tasks).map((clique) => clique.length));
}

function parse(name: string, text: string): PersonnelTasks {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const jobsAt = lines.findIndex((line) => line.startsWith('Jobs'));
  const workersAt = lines.findIndex((line) => line.startsWith('Qualifications'));
  const tasks = lines.slice(jobsAt + 1, workersAt).map((line): [number, number] => {
    const [start, end] = line.trim().split(/\s+/).map(Number);
    return [start!, end!];
  });
  const skills = lines.slice(workersAt + 1).map((line) => {
    const [, list] = line.split(':');
    return (list ?? '').trim().split(/\s+/).filter(Boolean).map(Number);
  });
  return { name, tasks, skills };
}

/**
 * The fewest workers that cover all tasks, as a 0-1 model: `x[t, w]` the worker does the task, `y[w]` the worker is
 * used. Each task has one worker; of tasks that run at one moment, a worker does at most `y[w]`; and there are at least
 * as many workers as tasks at the busiest moment, which is implied and gives the bound at once.
 */
export function personnelTasksModel({ name, tasks, skills }: PersonnelTasks): Model {
  const model = new ModelBuilder(name);
  const used = skills.map((_, w) => model.boolean(`worker ${w}`));
  const byTask: number[][] = tasks.map(() => []);
  skills.forEach((list, w) => {
    const does = new Map(list.map((t) => [t, model.boolean()]));
    for (const [t, literal] of does) byTask[t]!.push(literal);
    for (const clique of cliques(list, tasks)) {
      const literals = clique.map((t) => does.get(t)!);
      model.add(compare(weighted([...literals, used[w]!], [...literals.map(() => 1), -1]), '<=', 0));
    }
  });
  for (const literals of byTask) model.add({ kind: 'exactlyOne', literals });
  model.add(compare(sum(used), '>=', busiestMoment(tasks)));
  model.minimize(sum(used));
  return model.build();
}

/** The maximal sets of the given tasks that all run at one moment. */
function cliques(list: readonly number[], tasks: PersonnelTasks['tasks']): number[][] {
  const byStart = [...list].sort((a, b) => tasks[a]![0] - tasks[b]![0]);
  const found: number[][] = [];
  let running: number[] = [];
  let hasGrown = false;
  for (const t of byStart) {
    const still = running.filter((other) => tasks[other]![1] > tasks[t]![0]);
    if (still.length < running.length && hasGrown) found.push(running);
    hasGrown = true;
    running = [...still, t];
  }
  if (running.length > 0) found.push(running);
  return found;
}

/** Checks an answer by the instance alone and counts its workers; throws when it is wrong. */
export function countWorkers({ tasks, skills }: PersonnelTasks, values: ArrayLike<number>): number {
  let at = skills.length;
  const doneBy = new Map<number, number[]>();
  const covered = new Array<number>(tasks.length).fill(0);
  skills.forEach((list, w) => {
    for (const t of new Set(list)) {
      if (values[at++] !== 1) continue;
      covered[t]!++;
      doneBy.set(w, [...(doneBy.get(w) ?? []), t]);
    }
  });
  if (covered.some((count) => count !== 1)) throw new Error('A task is not covered exactly once.');
  for (const list of doneBy.values()) {
    const inOrder = list.map((t) => tasks[t]!).sort((a, b) => a[0] - b[0]);
    inOrder.forEach(([start], i) => {
      if (i > 0 && inOrder[i - 1]![1] > start) throw new Error('A worker has two tasks at once.');
    });
  }
  return doneBy.size;
}

import { DovetailError } from '../errors.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { readValue } from './domains.ts';
import { otherInput } from './madeFor.ts';

/** What the help says of every argument or option that takes a schedule. */
export const SCHEDULE = 'what "solve --json" wrote, a bare schedule, or the file of a run; JSON or YAML';

/** A schedule as it was found in a file. */
interface Found {
  readonly solution: unknown;
  /** What the file is, for people. */
  readonly form: string;
  /** What the file says of the input that the schedule was made for, if it does. */
  readonly made?: unknown;
}

/**
 * Reads a schedule of a problem: what `solve --json` wrote, a bare one, or what the service answers of a run; says on
 * stderr which it was.
 *
 * *Means* without `isOlder`, each name in it has to be one of the input; an older schedule may have others, which the
 * reader leaves out. A schedule that was made for another input is read all the same, with a warning.
 * *Errors* `input/invalid` for a file that holds something else, which it names; as {@link readValue}, and of the model.
 */
export async function readSchedule(
  domain: DomainModel,
  value: unknown,
  path: string,
  { isOlder = false }: { readonly isOlder?: boolean } = {},
): Promise<unknown> {
  const input = domain.parse(value);
  const { form, made, solution } = scheduleIn(domain, await readValue(path), path);
  if (isOlder) domain.whatIf.placements(input, solution);
  const read = isOlder ? solution : domain.parseSolution(input, solution);
  const entries = Object.values(solution as object).find(Array.isArray)?.length ?? 0;
  const other = isOlder ? undefined : otherInput(value, made);
  if (other !== undefined) process.stderr.write(`Warning of ${path}: ${other}\n`);
  process.stderr.write(`${path}: ${form}, with ${entries} ${entries === 1 ? 'entry' : 'entries'}.\n`);
  return read;
}

function scheduleIn(domain: DomainModel, value: unknown, path: string): Found {
  const parts = partsOf(value);
  const { id, ledger, run, solution, status } = parts;
  // The client gives a run beside its solution; the service, a solution with the id of its run.
  if (typeof run === 'object' && solution !== undefined) return scheduleIn(domain, solution, path);
  if (solution === null) throw withoutSchedule(path, status);
  if (solution !== undefined) {
    const form = ledger === undefined ? `the schedule of run ${String(run)}` : 'what "solve --json" wrote';
    return { solution, form, made: parts.madeFor };
  }
  if (typeof value !== 'object' || Array.isArray(value))
    throw wrong(path, `is not a schedule of ${domain.name}`, 'give the file that "solve --json" wrote.');
  const isSchedule = domain.solutionSchema.safeParse(value).success;
  if (!isSchedule && id !== undefined && status !== undefined)
    throw wrong(path, `is run ${id} without its schedule`, `save what /v1/runs/${id}/solution answers.`);
  if (!isSchedule && domain.lists.some(({ list }) => list in parts))
    throw wrong(path, `is an input of ${domain.name} and no schedule`, 'give the file that "solve --json" wrote.');
  // Every schedule has a list, so that without one the faults of its fields would say nothing.
  if (!isSchedule && !Object.values(parts).some(Array.isArray))
    throw wrong(path, `is not a schedule of ${domain.name}`, 'give the file that "solve --json" wrote.');
  return { solution: value, form: 'a bare schedule' };
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function withoutSchedule(path: string, status: unknown): DovetailError {
  return wrong(path, `is a solve that ended without a schedule (${status})`, 'solve again with a longer --time-limit.');
}

function wrong(path: string, what: string, maybe: string): DovetailError {
  return new DovetailError('input/invalid', `${path} ${what}.`, { maybe });
}

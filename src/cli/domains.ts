import { DovetailError } from '../errors.ts';
import { readDocument } from '../scenarios/document.ts';
import { type Asked, inputAsked } from '../solve/asked.ts';
import { type Change, changed } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { readText } from './files.ts';

/** The domain models that the commands know, by name. */
export type Domains = Readonly<Record<string, DomainModel>>;

/** The domain model of a name. *Errors* `input/usage`. */
export function domainNamed(domains: Domains, name: string): DomainModel {
  const domain = Object.hasOwn(domains, name) ? domains[name] : undefined;
  if (domain) return domain;
  throw new DovetailError('input/usage', `There is no model "${name}".`, {
    maybe: `use one of ${Object.keys(domains).join(', ')}; a raw constraint model goes to solve-model.`,
  });
}

/** What is to be different from the input as it is in its file. */
export interface Edits extends Asked {
  readonly change?: readonly Change[];
}

/**
 * Reads the input of a problem, with its changes, then under its strategy, then with what is reopened in it.
 *
 * *Errors* as {@link readValue}, and of `parse`; `input/invalid` for a schedule in place of an input.
 */
export async function readInput(domain: DomainModel, path: string, { change = [], ...asked }: Edits): Promise<unknown> {
  const value = await readValue(path);
  if (typeof value === 'object' && value !== null && ('solution' in value || isBareSchedule(domain, value)))
    throw new DovetailError('input/invalid', `${path} is a schedule and no input of ${domain.name}.`, {
      maybe: 'give the input first and the schedule after it.',
    });
  return inputAsked(domain, changed(value, change), asked);
}

function isBareSchedule({ lists, solutionSchema }: DomainModel, value: object): boolean {
  return !lists.some(({ list }) => list in value) && solutionSchema.safeParse(value).success;
}

/** Reads a JSON or YAML file; JSON is YAML. *Errors* as {@link readText}, `input/syntax` with every line and column. */
export async function readValue(path: string): Promise<unknown> {
  const document = readDocument(await readText(path));
  if (!('faults' in document)) return document.value;
  const faults = document.faults.map(
    ({ line, column, message }) => `${path}, line ${line}, column ${column}: ${message}`,
  );
  throw new DovetailError('input/syntax', faults.join('\n'), {
    maybe: 'a bracket, a quote or an indentation is wrong near there.',
  });
}

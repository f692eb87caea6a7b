import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import { readDocument, type SyntaxFault } from '../scenarios/document.ts';
import { type Asked, inputAsked } from '../solve/asked.ts';
import { type Change, changed } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { readText } from './files.ts';

/** The domain models that the commands know, by name, each loaded when it is asked for. */
export type Domains = Readonly<Record<string, () => Promise<DomainModel>>>;

/** The domain model of a name. *Errors* `input/usage`. */
export async function domainNamed(domains: Domains, name: string): Promise<DomainModel> {
  const load = Object.hasOwn(domains, name) ? domains[name] : undefined;
  if (load) return load();
  throw new DovetailError('input/usage', `There is no model "${name}".`, {
    maybe: `use one of ${Object.keys(domains).join(', ')}; a raw constraint model goes to solve-model.`,
  });
}

/** Every domain model, by name, for commands that cannot know which they will need. */
export async function allOf(domains: Domains): Promise<Readonly<Record<string, DomainModel>>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(domains).map(async ([name, load]) => [name, await load()] as const)),
  );
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

/** Reads a JSON or YAML file; JSON is YAML. *Errors* as {@link readText}, `input/syntax` with line and column. */
export async function readValue(path: string): Promise<unknown> {
  const text = await readText(path);
  const document = readDocument(text);
  if (!('faults' in document)) return document.value;
  const [{ line, column, message }, ...more] = document.faults as [SyntaxFault, ...SyntaxFault[]];
  const shown = cut(text.split('\n')[line - 1] ?? '').trimEnd();
  // What comes after it most often comes from it.
  const rest =
    more.length > 0
      ? `\n${more.length === 1 ? '1 more fault follows' : `${more.length} more faults follow`}, most likely from this one.`
      : '';
  throw new DovetailError('input/syntax', `${path}, line ${line}, column ${column}: ${message}\n  ${shown}${rest}`, {
    maybe: 'a bracket, a quote or an indentation is wrong near there.',
  });
}

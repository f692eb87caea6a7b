import { DovetailError } from '../errors.ts';
import { readDocument } from '../scenarios/document.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { reopened } from '../solve/reopen.ts';
import type { Reopening } from '../solve/reopening.ts';
import { readBytes } from './files.ts';

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

/** Reads the input of a problem, with what is reopened in it. *Errors* as {@link readValue}, and of `parse`. */
export async function readInput(
  domain: DomainModel,
  path: string,
  { reopen }: { readonly reopen?: readonly Reopening[] },
): Promise<unknown> {
  return reopened(domain, await readValue(path), reopen);
}

/** Reads a JSON or YAML file; JSON is YAML. *Errors* `input/file`, `input/syntax` with every line and column. */
export async function readValue(path: string): Promise<unknown> {
  const document = readDocument(new TextDecoder().decode(await readBytes(path)));
  if (!('faults' in document)) return document.value;
  const faults = document.faults.map(
    ({ line, column, message }) => `${path}, line ${line}, column ${column}: ${message}`,
  );
  throw new DovetailError('input/syntax', faults.join('\n'), {
    maybe: 'a bracket, a quote or an indentation is wrong near there.',
  });
}

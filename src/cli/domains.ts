import { LineCounter, parseDocument } from 'yaml';
import { DovetailError } from '../errors.ts';
import type { DomainModel } from '../solve/domainModel.ts';
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

/** Reads a JSON or YAML file; JSON is YAML. *Errors* `input/file`, `input/syntax` with line and column. */
export async function readValue(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(path));
  const lines = new LineCounter();
  // Dates stay text, as in JSON: the core schema has none.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, maxAliasCount: 100 } as object);
  const [error] = document.errors;
  if (!error) return document.toJS();
  const { line, col } = lines.linePos(error.pos[0]);
  throw new DovetailError('input/syntax', `${path}, line ${line}, column ${col}: ${error.message}`, {
    maybe: 'a bracket, a quote or an indentation is wrong near there.',
  });
}

import { DovetailError, type Fault } from '../errors.ts';
import type { Position } from './document.ts';

/** Every fault that a scenario file can have. */
export const SCENARIO_FAULTS = {
  'base-circular': 'A base that leads back to the file itself.',
  'base-missing': 'A base that cannot be read.',
  'change-impossible': 'A change of something that the input does not have.',
  'file-unreadable': 'A file that cannot be read.',
  'generator-refused': 'Sizes that the generator does not take.',
  'missing-key': 'A key that must be there and is not.',
  'no-expectation': 'A scenario, or a part of one, that expects nothing.',
  syntax: 'Text that is not YAML or JSON.',
  'unknown-engine': 'The name of an engine that does not exist.',
  'unknown-key': 'A key that does not exist.',
  'unknown-model': 'The name of a domain model that does not exist.',
  'wrong-value': 'A value that its key cannot have.',
} as const satisfies Record<string, string>;

export type ScenarioFaultCode = keyof typeof SCENARIO_FAULTS;

/** A fault of a scenario file, with its place in the text. */
export interface ScenarioFault extends Omit<Fault, keyof Position>, Position {
  readonly file: string;
  readonly code: ScenarioFaultCode;
}

/** A JSON pointer (RFC 6901). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** One error for the faults of all the files, in the order in which one reads them. */
export function faultyFiles(found: readonly ScenarioFault[]): DovetailError {
  const faults = [...found].sort(
    (a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line || a.column - b.column,
  );
  const lines = faults.map(({ file, line, column, message }) => `  ${file}:${line}:${column}: ${message}`);
  const head = faults.length === 1 ? 'A scenario file has a fault:' : `Scenario files have ${faults.length} faults:`;
  return new DovetailError('input/invalid', `${head}\n${lines.join('\n')}`, {
    maybe: 'compare them with the scenarios that come with the model.',
    faults,
  });
}

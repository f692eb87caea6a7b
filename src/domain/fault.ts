import { DovetailError, type Fault } from '../errors.ts';
import type { CommonFaultCode } from './faults.ts';

/**
 * Takes a fault: where, which, what, and the next step, which is said after "Maybe".
 *
 * *Shapes* `Code` is what a domain model adds to the common codes; what takes more codes may be used where fewer come.
 */
export type Report<Code extends string = never> = (
  path: readonly PropertyKey[],
  code: CommonFaultCode | Code,
  what: string,
  maybe: string,
) => void;

/** Codes of faults in the shape of an input, as against contradictions between its values. */
const SHAPE_CODES: ReadonlySet<string> = new Set<CommonFaultCode>(['missing-field', 'unknown-field', 'wrong-type']);

/** At most this many faults are written out in the message; all of them are in the list. */
const FAULTS_SHOWN = 50;

/** A JSON pointer (RFC 6901). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Collects faults in the order in which they are reported. */
export class Faults<Code extends string = never> {
  readonly list: Fault[] = [];

  readonly report: Report<Code> = (path, code, what, maybe) => {
    this.list.push({ pointer: pointerOf(path), code, message: `${what} Maybe ${maybe}` });
  };

  /** Ends when there is none. *Errors* `input/shape` or `input/invalid`, with all of them. */
  throwIfAny(what: string): void {
    const { list } = this;
    if (list.length === 0) return;
    const lines = list.slice(0, FAULTS_SHOWN).map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`);
    if (list.length > FAULTS_SHOWN) lines.push(`  and ${list.length - FAULTS_SHOWN} more`);
    const head = list.length === 1 ? `The ${what} has a fault:` : `The ${what} has ${list.length} faults:`;
    const code = list.every((fault) => SHAPE_CODES.has(fault.code)) ? 'input/shape' : 'input/invalid';
    throw new DovetailError(code, [head, ...lines].join('\n'), { faults: list });
  }
}

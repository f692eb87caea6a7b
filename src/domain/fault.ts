import { DovetailError, type Fault } from '../errors.ts';
import { LIMITS, pointerOf } from '../limits.ts';
import type { CommonFaultCode } from './faults.ts';

/**
 * Takes a fault: where, which, what, and the next step, which is said after "Maybe".
 *
 * *Shapes* `Code` is what a domain model adds to the common codes; what takes more codes may be used where fewer come.
 */
export type ReportFault<Code extends string = never> = (
  path: readonly PropertyKey[],
  code: CommonFaultCode | Code,
  what: Text,
  maybe: Text,
) => void;

/** A text, or how to make it where that costs something: of the faults that are only counted nobody reads one. */
export type Text = string | (() => string);

/** Codes of faults in the shape of an input, as against contradictions between its values. */
const SHAPE_CODES: ReadonlySet<string> = new Set<CommonFaultCode>(['missing-field', 'unknown-field', 'wrong-type']);

/** At most this many faults are written out in the message. */
const FAULTS_SHOWN = 50;

/** Collects faults in the order in which they are reported: the first in full, of the others where they are. */
export class Faults<Code extends string = never> {
  readonly list: Fault[] = [];
  /** All of them, those that are not in the list among them. */
  count = 0;
  /** Sections of the input with faults, each with the entries that have some; nothing for one that is no entry. */
  readonly places = new Map<PropertyKey, Set<PropertyKey | undefined>>();
  #areOfShape = true;

  readonly report: ReportFault<Code> = (path, code, what, maybe) => {
    const [section = '', entry] = path;
    const entries = this.places.get(section) ?? new Set();
    this.places.set(section, entries.add(entry));
    this.#areOfShape &&= SHAPE_CODES.has(code);
    if (this.count++ >= LIMITS.faults) return;
    this.list.push({ pointer: pointerOf(path), code, message: `${textOf(what)} Maybe ${textOf(maybe)}` });
  };

  /** Ends when there is none. *Errors* `input/shape` or `input/invalid`, with all of them. */
  throwIfAny(what: string): void {
    const { list, count } = this;
    if (count === 0) return;
    const lines = list.slice(0, FAULTS_SHOWN).map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`);
    if (count > FAULTS_SHOWN) lines.push(`  and ${count - FAULTS_SHOWN} more`);
    const head = count === 1 ? `The ${what} has a fault:` : `The ${what} has ${count} faults:`;
    const code = this.#areOfShape ? 'input/shape' : 'input/invalid';
    throw new DovetailError(code, [head, ...lines].join('\n'), { faults: list, faultCount: count });
  }
}

function textOf(text: Text): string {
  return typeof text === 'string' ? text : text();
}

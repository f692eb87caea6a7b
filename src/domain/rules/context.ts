import type { Known } from '../entries.ts';
import type { ReportFault } from '../fault.ts';
import type { Gathered } from '../gather.ts';
import type { RuledInput } from './input.ts';
import type { Declared } from './profile.ts';

/** Names that parameters of rules may mention, of one kind. */
export interface KnownNames<Code extends string = string> {
  readonly names: Known;
  /** Of the fault of a name that is not among them. */
  readonly code: Code;
  /** What such a name is, in a word. */
  readonly what: string;
  /** Where a rule of the profile is wrong because the input replaced the names: the section that did. */
  readonly section?: string;
}

/** What the validation of rules looks at. */
export interface RulesContext {
  readonly given: Gathered<RuledInput>;
  /** A {@link ReportFault}; as a method, so that one that takes the codes of one domain fits. */
  report(...fault: Parameters<ReportFault<string>>): void;
  readonly rules: readonly Declared[];
  readonly known: ReadonlyMap<string, KnownNames>;
}

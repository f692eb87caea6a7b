import type { World } from '../world.ts';
import type { ProfileRule } from './profile.ts';
import type { Rule } from './rule.ts';

/** Everything that the inputs of a domain model may say about rules. */
export interface RuleBook<W extends World> {
  /** The name of the domain model. */
  readonly model: string;
  /** Every rule template by name, in the order in which they are listed to people. */
  readonly templates: ReadonlyMap<string, Rule<W>>;
  /** The rules of a profile, in the order in which explanations name them. */
  rulesOf(profile: string): readonly ProfileRule[];
  /** Plain words for weights: each names the template of the soft rules that it means. */
  readonly keywords: ReadonlyMap<string, string>;
}

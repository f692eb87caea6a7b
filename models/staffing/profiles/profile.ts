import type { ProfileRule } from '../../../src/domain/rules/profile.ts';
import type { BlockInput, TypeInput } from '../input.ts';

/** What a trade has in common: its event types, roles, blocks and rules, as data. */
export interface Profile {
  readonly description: string;
  readonly types: Readonly<Record<string, TypeInput>>;
  /** Empty: any role is known that an employee has. */
  readonly roles: readonly string[];
  readonly rotationKinds: readonly string[];
  readonly blocks: readonly BlockInput[];
  /** In the order in which explanations name them. */
  readonly rules: readonly ProfileRule[];
}

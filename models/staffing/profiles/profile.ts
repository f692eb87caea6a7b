import type { BlockInput, TypeInput } from '../input.ts';

/** One rule of a profile: a template with its numbers. */
export interface ProfileRule {
  readonly id: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of a soft rule. */
  readonly weight?: number;
}

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

import type { Hardness } from '../../solve/hardness.ts';

/** One rule of a profile: a template with its numbers. */
export interface ProfileRule {
  readonly id: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The template's own when absent. */
  readonly hardness?: Hardness;
  /** Of a soft rule or a preference. */
  readonly weight?: number;
}

/** A rule before its parameters are read: the profile's, with what the input says about it. */
export interface Declared extends ProfileRule {
  readonly enabled: boolean;
  /** Position of the input's entry in its list, when there is one. */
  readonly at: number | undefined;
}

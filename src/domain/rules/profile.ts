/** One rule of a profile: a template with its numbers. */
export interface ProfileRule {
  readonly id: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of a soft rule. */
  readonly weight?: number;
}

/** A rule before its parameters are read: the profile's, with what the input says about it. */
export interface Declared extends ProfileRule {
  readonly enabled: boolean;
  /** Position of the input's entry in its list, when there is one. */
  readonly at: number | undefined;
}

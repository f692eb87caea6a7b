/** Who did what to what, when: written with the deed, in its transaction where there is one. */
export interface AuditEntry {
  /** Grows; gaps mean nothing. */
  readonly sequence: number;
  readonly at: Date;
  /** Id of an API key, or `local`. */
  readonly actor: string;
  /** Such as `run.create`, `run.stop`, `key.rotate`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Audit {
  /** Newest first; `before` is the last sequence of the page before. */
  list(tenant: string, page?: { before?: number; limit?: number }): Promise<readonly AuditEntry[]>;
}

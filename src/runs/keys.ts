/** `write` changes plans, `accept` accepts drafts into them; `urgent` lets the priority of a run count among all tenants; `admin` is all of them. */
export const SCOPES = ['read', 'run', 'write', 'accept', 'urgent', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** The tenant of a service that one person uses without keys. */
export const LOCAL_TENANT = 'local';

/** An API key without its secret, which is stored nowhere. */
export interface ApiKey {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A key that is good now. */
export interface LivingKey extends ApiKey {
  /** For how long it still is, in milliseconds; infinite where nothing ends it. The clocks of hosts say nothing here. */
  readonly leftMs: number;
}

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** How long it will be good, in milliseconds by the clock of the database; for ever when absent. */
  readonly lifeMs?: number | undefined;
}

/** A key with the text that the client sends, `dvt_<id>_<secret>`: shown once. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly text: string;
}

/** Tenants and their API keys. Every change is audited with the actor. */
export interface Keys {
  /** Creates the tenant if there is none of that id. */
  ensureTenant(tenant: string, name?: string): Promise<void>;
  /** The key that a text is, if it exists, fits its hash, and is neither expired nor revoked. One statement. */
  authenticate(text: string): Promise<LivingKey | undefined>;
  create(tenant: string, request: NewKey, actor: string): Promise<IssuedKey>;
  list(tenant: string): Promise<readonly ApiKey[]>;
  /**
   * A new key with the same name, scopes and expiry; the old one goes on for `overlapMs`, none by default.
   * *Errors* `request/not-found` for a key that the tenant does not have, or that is revoked.
   */
  rotate(tenant: string, id: string, actor: string, overlapMs?: number): Promise<IssuedKey>;
  /** *Errors* `request/not-found`. */
  revoke(tenant: string, id: string, actor: string): Promise<void>;
}

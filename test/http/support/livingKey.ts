import type { LivingKey } from '../../../src/runs/keys.ts';

/** A key that never ends, and may do nothing. */
export const LIVING_KEY: LivingKey = {
  tenant: 'a',
  id: 'k',
  name: '',
  scopes: [],
  createdAt: new Date(0),
  expiresAt: null,
  revokedAt: null,
  leftMs: Number.POSITIVE_INFINITY,
};

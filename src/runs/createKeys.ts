import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DovetailError } from '../errors.ts';
import type { IssuedKey, Keys, NewKey } from './keys.ts';
import type { KeyStore } from './store.ts';

const PREFIX = 'dvt';
const TEXT = /^dvt_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/** Keys with secrets of 256 bits; a fast hash is enough for those, since nobody can guess them. */
export function createKeys(store: KeyStore): Keys {
  const issue = async (
    tenant: string,
    request: NewKey & { readonly expiresAt?: Date | undefined },
    { actor, action }: { actor: string; action: string },
  ): Promise<IssuedKey> => {
    const id = randomBytes(6).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const key = await store.insert(
      tenant,
      { ...request, id, secretSha256: hashOf(secret).toString('hex'), action },
      actor,
    );
    return { key, text: `${PREFIX}_${id}_${secret}` };
  };
  const end = async (
    tenant: string,
    id: string,
    change: { inMs: number; action: string; actor: string },
  ): Promise<void> => {
    if (isId(id) && (await store.endIn(tenant, id, change))) return;
    throw noKey(id);
  };
  return {
    ensureTenant: (tenant, name = tenant) => store.ensureTenant(tenant, name),
    async authenticate(text) {
      const [, id, secret] = TEXT.exec(text) ?? [];
      if (id === undefined || secret === undefined) return undefined;
      const found = await store.find(id);
      if (!found || !timingSafeEqual(hashOf(secret), Buffer.from(found.secretSha256, 'hex'))) return undefined;
      return found.key.leftMs > 0 ? found.key : undefined;
    },
    create: (tenant, request, actor) => issue(tenant, request, { actor, action: 'key.create' }),
    list: (tenant) => store.list(tenant),
    async rotate(tenant, id, actor, overlapMs = 0) {
      const old = isId(id) ? (await store.find(id))?.key : undefined;
      if (!old || old.tenant !== tenant || old.leftMs <= 0) throw noKey(id);
      const { name, scopes, expiresAt } = old;
      const issued = await issue(
        tenant,
        { name, scopes, expiresAt: expiresAt ?? undefined },
        { actor, action: 'key.rotate' },
      );
      await end(tenant, id, { inMs: overlapMs, action: 'key.end', actor });
      return issued;
    },
    revoke: (tenant, id, actor) => end(tenant, id, { inMs: 0, action: 'key.revoke', actor }),
  };
}

function isId(text: string): boolean {
  return /^[a-z0-9]{12}$/.test(text);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function noKey(id: string): DovetailError {
  return new DovetailError('request/not-found', `There is no valid key ${JSON.stringify(id.slice(0, 64))}.`, {
    maybe: 'look at the list of keys; the id is the middle part of the key.',
  });
}

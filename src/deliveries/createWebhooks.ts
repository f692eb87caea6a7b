import { DovetailError } from '../errors.ts';
import { cut, LIMITS } from '../limits.ts';
import { madeSecret, requireSecret } from './secret.ts';
import type { WebhookStore } from './store.ts';
import type { Targets } from './targets.ts';
import type { Webhooks } from './webhook.ts';

export function createWebhooks({ store, targets }: { store: WebhookStore; targets: Targets }): Webhooks {
  return {
    async put(tenant, id, { url, events, secret, actor }) {
      if (!isName(id)) throw wrong('/param/id', `${cut(JSON.stringify(id))} is not a name of a webhook.`, NAMES);
      targets.require(url);
      if (secret !== undefined) requireSecret(secret);
      const made = secret ?? madeSecret();
      const most = LIMITS.webhooks;
      const put = await store.put(tenant, id, { url, events, secret, madeSecret: made, actor, most });
      if (put === 'full') {
        throw wrong(
          '',
          `There are ${most} webhooks already.`,
          'delete one that is not needed, or let one hear of more.',
        );
      }
      return { ...put, ...(put.isNew && secret === undefined ? { secret: made } : {}) };
    },
    get: async (tenant, id) => (isName(id) ? await store.get(tenant, id) : undefined) ?? unknown(id),
    list: (tenant) => store.list(tenant),
    async remove(tenant, id, actor) {
      if (!isName(id) || !(await store.remove(tenant, id, actor))) unknown(id);
    },
    test: async (tenant, id) => (isName(id) ? await store.test(tenant, id) : undefined) ?? unknown(id),
    async deliveries(tenant, id) {
      const found = isName(id) ? await store.deliveries(tenant, id, LIMITS.deliveriesShown) : [];
      if (found.length === 0 && !(isName(id) && (await store.get(tenant, id)))) unknown(id);
      return found;
    },
  };
}

const NAMES = 'use 1 to 64 letters, digits, and the characters . _ -';

function isName(id: string): boolean {
  return /^[\w.-]{1,64}$/.test(id);
}

function wrong(pointer: string, message: string, maybe: string): DovetailError {
  const code = pointer.startsWith('/param') ? 'request/invalid' : 'input/invalid';
  return new DovetailError(code, message, { maybe, faults: [{ pointer, code, message }] });
}

function unknown(id: string): never {
  throw new DovetailError('request/not-found', `There is no webhook ${cut(JSON.stringify(id))}.`, {
    maybe: 'look at the list of webhooks; it may belong to another tenant.',
  });
}

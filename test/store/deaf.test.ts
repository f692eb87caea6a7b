import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';
import { CAPS, newRow, noJob } from './support/rows.ts';
import { type StallingProxy, stallingProxy } from './support/stallingProxy.ts';

let proxy: StallingProxy;
let direct: Store;
beforeAll(async () => {
  const url = await testDatabase();
  proxy = await stallingProxy(url);
  direct = openStore(url);
  await direct.keys.ensureTenant('acme', 'Acme');
});
afterAll(async () => {
  await direct?.close();
  proxy?.close();
});

test('a feed that hears nothing says so, tells everybody to look, and says when it hears again', async () => {
  proxy.deafen();
  const troubles: string[] = [];
  const told = Promise.withResolvers<void>();
  const again = Promise.withResolvers<void>();
  const store = openStore(proxy.url, {
    onTrouble(message) {
      troubles.push(message);
      (troubles.length === 1 ? told : again).resolve();
    },
  });
  let news = 0;
  store.feed.onNews(() => news++);
  await told.promise;
  expect(troubles[0]).toMatch(/passes on no notifications[\s\S]*PgBouncer with transaction pooling/);
  const looked = new Promise<void>((resolve) => store.feed.onGap(resolve));
  await direct.create(newRow(), CAPS, noJob);
  await looked;
  expect(news).toBe(0);

  proxy.hear();
  await again.promise;
  const heard = new Promise<void>((resolve) => store.feed.onNews(() => resolve()));
  await direct.stop('acme', (await direct.list('acme', { limit: 1 }))[0]!.id, 'me');
  await heard;
  expect(troubles).toHaveLength(2);
  await store.close();
});

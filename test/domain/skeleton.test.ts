import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { MODELS_BY_NAME } from '../../models/byName.ts';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { byNameWith, indexWith, skeletonOf } from '../../scripts/new/domainModel.ts';
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

test('the lists of domain models name the same ones', async () => {
  expect(Object.keys(MODELS_BY_NAME).sort()).toEqual(Object.keys(DOMAIN_MODELS).sort());
  for (const [name, model] of Object.entries(DOMAIN_MODELS))
    expect(await MODELS_BY_NAME[name as keyof typeof DOMAIN_MODELS]()).toBe(model);
});

test('the lists of domain models get their lines once', () => {
  const loaders = byNameWith(readFileSync(join(ROOT, 'models/byName.ts'), 'utf8'), 'tours');
  expect(loaders.split("tours: async () => (await import('./tours/index.ts')).tours,")).toHaveLength(2);
  const text = readFileSync(join(ROOT, 'models/index.ts'), 'utf8');
  const added = indexWith(text, 'tours');
  expect(added.split("from './tours/index.ts'")).toHaveLength(2);
  expect(added.split("export const tours = toursModel as Named<'tours'>")).toHaveLength(2);
  expect(added.split('DOMAIN_MODELS = { tours,')).toHaveLength(2);
});

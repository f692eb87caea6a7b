import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/review/sources.ts';
import { KINDS } from '../../src/language/constraints/index.ts';
import { ConstraintModel } from '../../src/library/model.ts';

/** `examples.test.ts` runs the examples of the page; here is what the page has to have. */
const page = readFileSync(join(ROOT, 'docs/language.md'), 'utf8');

/** The methods that are not called as their kind. */
const METHODS = new Map([
  ['linear', 'add'],
  ['boolOr', 'or'],
  ['boolAnd', 'and'],
  ['boolXor', 'xor'],
]);

/** The sections of the page by the kind that their heading names. */
const sections = new Map(
  page.split(/^#{2,3} /m).map((section) => {
    const [heading] = section.split('\n', 1);
    return [heading!.replaceAll('`', ''), section] as const;
  }),
);

test.each(Object.keys(KINDS))('%s has a section, and an example that posts it and prints', (kind) => {
  const section = sections.get(kind);
  expect(section).toBeDefined();
  const [, example] = /^```ts\n([\s\S]*?)^```$/m.exec(section!) ?? [];
  expect(example).toContain(`model.${METHODS.get(kind) ?? kind}(`);
  expect(example).toMatch(/console\.log\(.*\n(\}\n)?\/\/ /);
});

test('every method of a model is on the page, and no other', () => {
  const methods = Object.getOwnPropertyNames(ConstraintModel.prototype).filter((name) => name !== 'constructor');
  const called = [...page.matchAll(/\bmodel\.(\w+)\(/g)].map(([, name]) => name!);
  const named = [...page.matchAll(/`model\.(\w+)[`(]/g)].map(([, name]) => name!);
  expect(new Set([...called, ...named])).toEqual(new Set(methods));
});

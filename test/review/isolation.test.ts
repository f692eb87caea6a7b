import { expect, test } from 'vitest';
import { isolationFaults } from '../../scripts/review/isolation.ts';

test('a test that replaces a module where others run is found; talk of it is not', () => {
  const texts = new Map([
    ['test/solve/mocks.test.ts', "import { vi } from 'vitest';\n\nvi.mock('../../src/errors.ts', () => ({}));\n"],
    ['test/solve/later.test.ts', "test('x', () => {\n  vi.doMock('../../src/errors.ts', () => ({}));\n});\n"],
    ['test/solve/talks.test.ts', '// vi.mock( is not for here.\n'],
  ]);
  const faults = isolationFaults([...texts.keys()], (file) => texts.get(file)!);
  expect(faults).toEqual([
    'test/solve/mocks.test.ts replaces a module for all tests of its process; add it to ALONE in vitest.config.ts',
    'test/solve/later.test.ts replaces a module for all tests of its process; add it to ALONE in vitest.config.ts',
  ]);
});

test('the tests of this repository keep to it', () => {
  expect(isolationFaults()).toEqual([]);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { findScenarios } from '../../src/scenarios/find.ts';
import { failuresOf } from '../../src/scenarios/print.ts';
import { runScenarios, type Verdict } from '../../src/scenarios/run.ts';
import { load } from './support/files.ts';

const files = await findScenarios(['models/production/scenarios']);
const verdicts = new Map<string, Verdict>();

beforeAll(async () => {
  for (const verdict of await runScenarios(await load(...files), 2)) verdicts.set(verdict.file, verdict);
});

describe('the scenarios of production', () => {
  test('are there', () => expect(files.length).toBeGreaterThanOrEqual(8));

  test.each(files)('%s is as expected', (file) => {
    expect(failuresOf(verdicts.get(file)!)).toEqual([]);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../models/production/rules/index.ts';
import { findScenarios } from '../../src/scenarios/find.ts';
import { failuresOf } from '../../src/scenarios/print.ts';
import { runScenarios, type ScenarioVerdict } from '../../src/scenarios/run.ts';
import { load } from './support/files.ts';

const files = await findScenarios(['models/production/scenarios']);
const verdicts = new Map<string, ScenarioVerdict>();

beforeAll(async () => {
  for (const verdict of await runScenarios(await load(...files), 2)) verdicts.set(verdict.file, verdict);
});

describe('the scenarios of production', () => {
  test('are there for each rule, and stories', () => {
    const names = files.map((file) => file.slice(file.lastIndexOf('/') + 1));
    expect(names).toEqual(
      expect.arrayContaining(RULES.map(({ hard, template }) => `${hard ? 'hard' : 'soft'}-${template}.yaml`)),
    );
    expect(names.filter((name) => name.startsWith('story-')).length).toBeGreaterThanOrEqual(6);
  });

  test.each(files)('%s is as expected', (file) => {
    expect(failuresOf(verdicts.get(file)!)).toEqual([]);
  });
});

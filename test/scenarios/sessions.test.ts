import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROFILES } from '../../models/sessions/profiles.ts';
import { RULES, TEMPLATES } from '../../models/sessions/rules/index.ts';
import { findScenarios } from '../../src/scenarios/find.ts';
import { failuresOf } from '../../src/scenarios/print.ts';
import { runScenarios, type ScenarioVerdict } from '../../src/scenarios/run.ts';
import type { Scenario } from '../../src/scenarios/scenario.ts';
import { load } from './support/files.ts';

const files = await findScenarios(['models/sessions/scenarios']);
const verdicts = new Map<string, ScenarioVerdict>();
const scenarios: Scenario[] = [];

beforeAll(async () => {
  for (const verdict of await runScenarios(await load(...files), 2)) verdicts.set(verdict.file, verdict);
  for (const file of files) scenarios.push(parse(await readFile(file, 'utf8')) as Scenario);
});

describe('the scenarios of sessions', () => {
  test('have a file for each template, and stories', () => {
    // Company has two, by grade and by teacher.
    expect(files.length).toBeGreaterThanOrEqual(RULES.length + 1 + 4);
  });

  test.each(files)('%s is as expected', (file) => {
    expect(failuresOf(verdicts.get(file)!)).toEqual([]);
  });

  // What cannot be switched off is shown by other changes; without `place`, nothing would be placed.
  const shown = PROFILES.school.filter(({ id, template }) => !TEMPLATES.get(template)!.isEssential && id !== 'place');
  const own = ['friends', 'rivals', 'rest', 'budget', 'least'].map((id) => ({ id }));

  test.each([...shown, ...own])('show that $id decides', ({ id }) => {
    const twins = scenarios.flatMap(({ twins: list = [] }) => list);
    const decided = twins.some(
      ({ without, weights = {} }) => [without].flat().includes(id) || Object.hasOwn(weights, id),
    );
    expect(decided).toBe(true);
  });
});

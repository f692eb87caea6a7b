import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { retail } from '../../models/staffing/profiles/retail.ts';
import { TEMPLATES } from '../../models/staffing/rules/index.ts';
import { findScenarios } from '../../src/scenarios/find.ts';
import { failuresOf } from '../../src/scenarios/print.ts';
import { runScenarios, type ScenarioVerdict } from '../../src/scenarios/run.ts';
import type { Scenario } from '../../src/scenarios/scenario.ts';
import { load } from './support/files.ts';

const files = await findScenarios(['models/staffing/scenarios']);
const verdicts = new Map<string, ScenarioVerdict>();
const scenarios: Scenario[] = [];

beforeAll(async () => {
  for (const verdict of await runScenarios(await load(...files), 2)) verdicts.set(verdict.file, verdict);
  for (const file of files) scenarios.push(parse(await readFile(file, 'utf8')) as Scenario);
});

describe('the scenarios of staffing', () => {
  test('are at least 25', () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
  });

  test.each(files)('%s is as expected', (file) => {
    expect(failuresOf(verdicts.get(file)!)).toEqual([]);
  });

  /** What twins switch off, and whose weight they change. */
  const decided = () => ({
    without: new Set(scenarios.flatMap(({ twins = [] }) => twins.flatMap((twin) => twin.without ?? []))),
    weighted: new Set(
      scenarios.flatMap(({ twins = [] }) =>
        twins.flatMap(({ weights = {}, multipliers = {} }) => [...Object.keys(weights), ...Object.keys(multipliers)]),
      ),
    ),
  });

  // What cannot be switched off is shown by other changes.
  const profileRules = retail.rules.filter(({ template }) => !TEMPLATES.get(template)!.isEssential).map(({ id }) => id);

  test.each(profileRules)('show that %s decides', (id) => {
    const { weighted, without } = decided();
    expect((id.startsWith('H') ? without : weighted).has(id)).toBe(true);
  });

  const beyond = [
    'max-days-per-week',
    'max-consecutive-days',
    'min-rest',
    'no-overlap',
    'min-per-week',
    'change-budget',
  ];

  test.each(beyond)('show that the template %s, beyond the profile, decides', (template) => {
    const { without } = decided();
    const rules = scenarios.flatMap(({ input }) => (input?.rules ?? []) as { id: string; template?: string }[]);
    expect(rules.some((rule) => rule.template === template && without.has(rule.id))).toBe(true);
  });
});

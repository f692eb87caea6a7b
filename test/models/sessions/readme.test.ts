import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { sessions } from '../../../models/sessions/index.ts';
import { RULES } from '../../../models/sessions/rules/index.ts';
import { domainReadme } from '../../../scripts/generate/domainReadmes.ts';

const { actual, wanted } = domainReadme('sessions');

test('the README says what the rules say', () => {
  expect(actual).toBe(wanted);
});

test('every rule has a meaning in the README', () => {
  for (const { template } of RULES) expect(actual).toMatch(new RegExp(`- \`${template}\` \\((hard|soft)\\b.*_Means_`));
});

test('the input that the README shows can be read and built', () => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(actual)![1]!;
  expect(sessions.build(sessions.parse(parseYaml(yaml))).model.variables.length).toBeGreaterThan(0);
});

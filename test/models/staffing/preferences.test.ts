import { expect, test } from 'vitest';
import { KEYWORDS, preferenceInWords } from '../../../models/staffing/preferences.ts';
import { PROFILES } from '../../../models/staffing/profiles/index.ts';
import { TEMPLATES } from '../../../models/staffing/rules/index.ts';
import { DIRECTIONS } from '../../../src/domain/rules/input.ts';

test('two plain words are a preference, in either order and spelling', () => {
  expect(preferenceInWords('boost fairness')).toEqual({ keyword: 'fairness', direction: 'boost' });
  expect(preferenceInWords(' Rotation MAXIMIZE ')).toEqual({ keyword: 'rotation', direction: 'maximise' });
});

test.each(['fairness', 'boost', 'boost fun', 'much fairness', 'boost fairness now', ''])('"%s" is none', (words) => {
  expect(preferenceInWords(words)).toBeUndefined();
});

test('the directions are the six that there are', () => {
  expect(DIRECTIONS).toEqual({ minimise: 0.25, decrease: 0.5, reset: 1, increase: 1.5, boost: 2, maximise: 2.5 });
});

test('each of more than twenty keywords means a soft rule, and each soft rule of the retail profile has one', () => {
  const meant: string[] = Object.values(KEYWORDS);
  expect(meant.length).toBeGreaterThanOrEqual(20);
  for (const template of meant) expect(TEMPLATES.get(template)?.hard, template).toBe(false);
  for (const { id, template, weight } of PROFILES.retail.rules) {
    if (weight !== undefined) expect(meant, id).toContain(template);
  }
});
